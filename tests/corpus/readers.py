"""How these tests read a sample document: not through the product, so that both cannot be wrong together."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import lxml.html
import pypdfium2

from tests.corpus.office_readers import (
    csv_text,
    doc_text,
    docx_text,
    eml_text,
    ics_text,
    json_text,
    odf_text,
    xlsx_text,
    xml_text,
    zip_text,
)


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


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".html": visible_text,
    ".txt": lambda data: data.decode("cp1252"),
    ".doc": doc_text,
    ".docx": docx_text,
    ".odt": odf_text,
    ".ods": odf_text,
    ".xlsx": xlsx_text,
    ".csv": csv_text,
    ".eml": eml_text,
    ".ics": ics_text,
    ".xml": xml_text,
    ".json": json_text,
    ".zip": zip_text,
    ".md": lambda data: re.sub(r"[|*#]", " ", data.decode("utf-8")),
}


def pages_of(path: Path) -> list[str]:
    """The folded text of each page; one page for what has none."""
    data = path.read_bytes()
    return pdf_pages(data) if path.suffix == ".pdf" else [folded(READERS[path.suffix](data))]
