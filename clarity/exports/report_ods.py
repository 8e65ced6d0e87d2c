"""The report as an OpenDocument spreadsheet (ISO/IEC 26300): a zip of a few XML files, written with what Python has."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from clarity.exports.report_rows import Cell, Sheet, sheets
from clarity.reporting.report import Report

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same report gives the same bytes."""

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES = (
    '<office:automatic-styles><style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
)
# XML 1.0 has no place for these, whatever a document held.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def report_ods(report: Report) -> bytes:
    """The file."""
    return sheets_ods(sheets(report))


def sheets_ods(tables: Iterable[Sheet]) -> bytes:
    """A spreadsheet of these tables, in their order."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{_STYLES}'
        f"<office:body><office:spreadsheet>{''.join(map(_table, tables))}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        # First and not compressed, so that the type is at a known place of the file.
        package.writestr(zipfile.ZipInfo("mimetype", _EPOCH), MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(sheet: Sheet) -> str:
    columns = f'<table:table-column table:number-columns-repeated="{len(sheet.header)}"/>'
    head = "".join(_cell(cell, ' table:style-name="head"') for cell in sheet.header)
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows)
    return (
        f"<table:table table:name={quoteattr(sheet.name)}>{columns}<table:table-header-rows><table:table-row>{head}"
        f"</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _cell(value: Cell, style: str = "") -> str:
    if isinstance(value, int):
        return (
            f'<table:table-cell{style} office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in _lines(value))
    return f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>'


def _lines(value: str) -> Iterator[str]:
    return (escape(_NOT_XML.sub("\ufffd", line)) for line in value.split("\n"))
