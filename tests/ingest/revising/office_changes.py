"""Accepts or refuses every change of a DOCX or ODT file, as an office suite does; its paragraphs then, by libraries."""

import io

import docx
from lxml import etree
from odfdo import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def docx_paragraphs(data: bytes, *, accept: bool) -> list[str]:
    """What python-docx reads once each w:ins and w:del is settled."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    for mark in list(body.iter(f"{W}{gone}")):
        mark.getparent().remove(mark)
    for mark in list(body.iter(f"{W}{kept}")):
        for run in list(mark):
            mark.addprevious(run)
        mark.getparent().remove(mark)
    for said in body.iter(f"{W}delText"):
        said.tag = f"{W}t"
    settled = io.BytesIO()
    document.save(settled)
    return [paragraph.text for paragraph in docx.Document(settled).paragraphs]


def docx_marks(data: bytes) -> list[tuple[str, str | None]]:
    """Kind and author of each mark."""
    body = docx.Document(io.BytesIO(data)).element.body
    found = list(body.iter(f"{W}ins", f"{W}del"))
    identities = [mark.get(f"{W}id") for mark in found]
    assert len(identities) == len(set(identities))
    return [(etree.QName(mark).localname, mark.get(f"{W}author")) for mark in found]


def odt_paragraphs(data: bytes, *, accept: bool) -> list[str]:
    """What odfdo reads once each changed region is settled."""
    body = Document(io.BytesIO(data)).body
    tracked = body.get_elements("//text:tracked-changes/text:changed-region")
    deleted = {
        str(region.get_attribute("text:id")): "".join(
            str(one.text_recursive) for one in region.get_elements("text:deletion/text:p")
        )
        for region in tracked
        if region.get_elements("text:deletion")
    }
    xml = etree.fromstring(body.serialize(with_ns=True).encode())
    for region in list(xml.iter(f"{TEXT}tracked-changes")):
        region.getparent().remove(region)
    return [_settled(paragraph, deleted, accept=accept) for paragraph in xml.iter(f"{TEXT}p", f"{TEXT}h")]


def _settled(paragraph: "etree._Element", deleted: dict[str, str], *, accept: bool) -> str:
    written: list[str] = []
    is_inserted = False

    def walk(element: "etree._Element") -> None:
        nonlocal is_inserted
        say(element.text)
        for child in element:
            name = etree.QName(child).localname
            if name == "change":
                written.append("" if accept else deleted[child.get(f"{TEXT}change-id")])
            elif name in ("change-start", "change-end"):
                is_inserted = name == "change-start"
            elif name == "s":
                say(" " * int(child.get(f"{TEXT}c") or 1))
            elif name == "tab":
                say("\t")
            else:
                walk(child)
            say(child.tail)

    def say(text: str | None) -> None:
        if text and (accept or not is_inserted):
            written.append(text)

    walk(paragraph)
    return "".join(written)
