"""An office package → the reader of what it holds, whatever its name says. Runs only in the cage."""

from dataclasses import replace

from domain.document import FileReason, MediaType
from ingest.office.bounded_zip import BoundedZip
from ingest.office.property_dates import property_dates
from ingest.text import Reading, Refused

_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": MediaType.ODT,
    b"application/vnd.oasis.opendocument.text-template": MediaType.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": MediaType.ODS,
    b"application/vnd.oasis.opendocument.presentation": MediaType.ODP,
}


def read_package(data: bytes) -> Reading:
    """Lines of a DOCX, XLSX, PPTX, ODT, ODS or ODP file. Raises Refused."""
    package = BoundedZip(data)
    reading = _read(package)
    return replace(reading, dates=property_dates(package))


def _read(package: BoundedZip) -> Reading:
    if "word/document.xml" in package.names:
        from ingest.office.docx import read_docx

        return read_docx(package)
    if "xl/workbook.xml" in package.names:
        from ingest.office.xlsx import read_xlsx

        return read_xlsx(package)
    if "ppt/presentation.xml" in package.names:
        from ingest.office.pptx import read_pptx

        return read_pptx(package)
    if "content.xml" in package.names:
        return _open_document(package)
    raise Refused(FileReason.MISLABELLED, "a ZIP package without the part of any office document")


def _open_document(package: BoundedZip) -> Reading:
    media_type = _OPEN_DOCUMENT.get(_declared_type(package), MediaType.ODT)
    if media_type is MediaType.ODS:
        from ingest.office.ods import read_ods

        return read_ods(package)
    from ingest.office.odf import read_odf

    return read_odf(package, media_type)


def _declared_type(package: BoundedZip) -> bytes:
    """What the part « mimetype » says; nothing when it is damaged: the text may be sound all the same."""
    try:
        return (package.read("mimetype", largest=200) or b"").strip()
    except Refused as refusal:
        if refusal.reason is FileReason.ABNORMAL:
            raise
        return b""
