"""lxml: the text content of the body of a page of a site, and of the paragraphs of a Word document."""

from lxml import etree, html

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_text(data: bytes) -> str:
    """The text content of ``body``, scripts and styles included; of the whole document when it has no body."""
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "cp1252"
    if not data.strip():
        return ""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding))
    body = root.find("body")
    return str((root if body is None else body).text_content())


def paragraphs_text(xml: bytes) -> str:
    """The text runs of a Word document's main part, one paragraph a line. Raises ValueError when it is no XML."""
    try:
        root = etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    paragraphs = ((run.text or "" for run in block.iter(f"{_WORD}t")) for block in root.iter(f"{_WORD}p"))
    return "\n".join("".join(runs) for runs in paragraphs)
