"""XML parts of office packages as lxml trees, which keep every prefix as written. Runs only in the confined process."""

from lxml import etree

from corpus.zip_package import zip_members
from domain.document import FileReason
from ingest.office.bounded_zip import LARGEST_PART, BoundedZip
from ingest.text import Refused


def parsed(data: bytes) -> "etree._Element":
    """The root of a part. Raises Refused on a document type, or what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(FileReason.DAMAGED, f"XML: {error}"[:200]) from error
    if root.getroottree().docinfo.doctype:
        raise Refused(FileReason.ABNORMAL, "a document type in XML")
    return root


def repacked(package: BoundedZip, part: str, root: "etree._Element") -> bytes:
    """The package with one part changed, its other members as they were, in their order."""
    written = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    members = (
        (entry.filename, written if entry.filename.lower() == part else b"".join(package.pieces(entry, LARGEST_PART)))
        for entry in package.entries
        if not entry.is_dir()
    )
    return zip_members(members, stored=frozenset({"mimetype"}))
