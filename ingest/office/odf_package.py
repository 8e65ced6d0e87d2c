"""What every OpenDocument reader takes from its package: content, styles, title. Runs only in the cage."""

from xml.etree.ElementTree import Element

from domain.document import FileReason
from ingest.characters import clean_characters
from ingest.office.bounded_xml import below, parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.text import Refused

# What « text:c », « number-rows-repeated » and the like may claim: they are bombs that no count of bytes sees.
MOST_REPEATS = 1_000


def open_content(package: BoundedZip) -> tuple[Element, Element | None]:
    """``content.xml`` and ``styles.xml``. Raises Refused when the first is not there, or is encrypted."""
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Refused(FileReason.ENCRYPTED, "the package is encrypted")
    data = package.read("content.xml")
    if data is None:
        raise Refused(FileReason.DAMAGED, "no content.xml in the package")
    styles = package.read("styles.xml")
    try:
        return parse_xml(data), None if styles is None else parse_xml(styles)
    except Refused as refusal:
        if refusal.reason is not FileReason.DAMAGED:
            raise
        return parse_xml(data), None


def declared_title(package: BoundedZip) -> str:
    """The title in ``meta.xml``; empty when there is none or it cannot be read."""
    data = package.read("meta.xml")
    try:
        title = below(parse_xml(data), "office:meta/dc:title") if data else None
    except Refused:
        return ""
    return "" if title is None else clean_characters(title.text or "")


def repeats(element: Element, attribute: str) -> int:
    """How many times an element counts, from 1 to ``MOST_REPEATS``."""
    count = element.get(attribute) or "1"
    return min(max(int(count), 1), MOST_REPEATS) if count.isdigit() and len(count) < 12 else 1
