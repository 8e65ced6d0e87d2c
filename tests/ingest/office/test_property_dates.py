from datetime import date

import pytest

from domain.written import WrittenEvidence
from ingest.office.packages import read_package
from tests.ingest.office.files import TYPES, W, package

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
BODY = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>La piscine ouvre.</w:t></w:r></w:p></w:body></w:document>'
DAY = ((WrittenEvidence.PROPERTIES, date(2031, 5, 3)),)


def core(inside: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}</cp:coreProperties>'
    )


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (
            core(
                '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-01T08:00:00Z</dcterms:created>'
                '<dcterms:modified xsi:type="dcterms:W3CDTF">2031-05-03T08:00:00Z</dcterms:modified>'
            ),
            DAY,
        ),
        (core("<dcterms:modified>hier</dcterms:modified>"), ()),
        (core("<dcterms:created>2025-01-01T08:00:00Z</dcterms:created>"), ()),
        ("<broken", ()),
    ],
)
def test_a_word_file_was_written_when_it_was_last_saved(properties: str, expected: tuple[object, ...]) -> None:
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": BODY, "docProps/core.xml": properties}
    assert read_package(package(parts)).dates == expected


def test_an_open_document_too() -> None:
    odf = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:office="{odf}:office:1.0" xmlns:text="{odf}:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = "<office:body><office:text><text:p>La piscine ouvre.</text:p></office:text></office:body>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        "meta.xml": f"<office:document-meta {spaces}><office:meta><dc:date>2031-05-03T08:00:00.1</dc:date>"
        "</office:meta></office:document-meta>",
    }
    assert read_package(package(parts)).dates == DAY
