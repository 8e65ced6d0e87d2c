"""How these tests read a sample document: not through the product, so that both cannot be wrong together."""

import re
import unicodedata
from pathlib import Path

import lxml.html
import pypdfium2


def folded(text: str) -> str:
    """NFKC, white space folded: the form in which an answer's span is looked for."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def pdf_pages(data: bytes, password: str | None = None) -> list[str]:
    document = pypdfium2.PdfDocument(data, password=password)
    pages = [folded(document[number].get_textpage().get_text_range()) for number in range(len(document))]
    document.close()
    return pages


def visible_text(page: bytes) -> str:
    """The words of a web page, scripts and styles left out; cells and blocks are apart."""
    root = lxml.html.document_fromstring(page.decode("utf-8"))
    for element in root.xpath("//script | //style"):
        element.drop_tree()
    return folded(" ".join(root.xpath("//body//text()")))


def pages_of(path: Path) -> list[str]:
    """The folded text of each page; one page for what has none."""
    match path.suffix:
        case ".pdf":
            return pdf_pages(path.read_bytes())
        case ".html":
            return [visible_text(path.read_bytes())]
        case ".txt":
            return [folded(path.read_text(encoding="cp1252"))]
    return [folded(re.sub(r"[|*#]", " ", path.read_text(encoding="utf-8")))]
