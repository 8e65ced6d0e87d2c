import io
import zipfile

import pytest

from ingest.sniffing import Form, sniff


def _zip(*names: str) -> bytes:
    """The head of a ZIP file; « mimetype » is followed by its content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if names[0] == "mimetype":
            archive.writestr("mimetype", names[1])
        else:
            for name in names:
                archive.writestr(name, b"x" * 50)
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "head", "form", "is_mislabelled"),
    [
        ("actes/pv.pdf", b"%PDF-1.4\n...", Form.PDF, False),
        ("actes/pv.pdf", b"\r\n\r\n%PDF-1.7", Form.PDF, False),
        ("page.html", b"<!DOCTYPE html><html>", Form.HTML, False),
        ("page.htm", "<p>été</p>".encode("cp1252"), Form.HTML, False),
        ("page.html", "<html>".encode("utf-16"), Form.HTML, False),
        ("index", b"<?xml version='1.0'?>\n<!-- x -->\n<html lang='fr'>", Form.HTML, False),
        ("vie/ecole.md", b"---\ntitle: x\n---\n# Ecole <html>", Form.MARKDOWN, False),
        ("note.txt", b"Bonjour", Form.TEXT, False),
        ("pv.docx", _zip("[Content_Types].xml"), Form.DOCX, False),
        ("pv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Form.DOC, False),
        # what the name says is wrong
        ("pv.pdf", b"<html><body>Erreur 404", Form.HTML, True),
        ("pv.pdf", _zip("word/document.xml"), Form.DOCX, True),
        ("scan.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF", Form.UNKNOWN, True),
        ("page.html", b"%PDF-1.4", Form.PDF, True),
        ("lettre.docx", b"<!doctype html><p>x", Form.HTML, True),
        # a damaged PDF goes to the PDF readers
        ("pv.pdf", b"\x00\x01\x02\x03" * 20, Form.PDF, False),
        # no document
        ("photo.jpg", b"\xff\xd8\xff\xe0", Form.UNKNOWN, False),
        ("notes", b"Quelques mots", Form.UNKNOWN, False),
        # office files and what is near
        ("budget.xlsx", _zip("[Content_Types].xml", "xl/workbook.xml"), Form.XLSX, False),
        ("budget.xlsx", _zip("[Content_Types].xml"), Form.XLSX, False),
        ("budget.docx", _zip("[Content_Types].xml", "xl/workbook.xml"), Form.XLSX, True),
        ("pv.odt", _zip("mimetype", "application/vnd.oasis.opendocument.text"), Form.ODT, False),
        (
            "pv.odt",
            _zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            Form.ODS,
            True,
        ),
        ("pv.doc", b"{\\rtf1\\ansi", Form.RTF, False),
        ("pv.rtf", b"{\\rtf1\\ansi", Form.RTF, False),
        ("tarifs.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Form.XLS, False),
        ("tarifs.xls", b"<html><table>", Form.HTML, True),
        # archives, mails, data
        ("archive.zip", _zip("notes/acte.docx"), Form.ZIP, False),
        ("archive.zip", _zip("[Content]/[Content_Types].xml"), Form.ZIP, False),
        ("archive.zip", _zip("word/lettre.pdf", "xl/budget.pdf"), Form.ZIP, False),
        ("vide.zip", b"PK\x05\x06" + bytes(18), Form.ZIP, False),
        ("actes.zip", _zip("[Content_Types].xml", "word/document.xml"), Form.DOCX, True),
        ("avis.eml", b"Subject: Avis\nDate: x\n\nBonjour", Form.MAIL, False),
        ("avis", b"Received: by x\nFrom: a@b.fr\nSubject: Avis\n\nBonjour", Form.MAIL, False),
        ("lettre.txt", b"From: a@b.fr\nTo: c\nSubject: Avis\n\nBonjour", Form.TEXT, False),
        ("agenda.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0", Form.CALENDAR, False),
        ("actes.csv", b"COLL_NOM;DELIB_ID\nX;1", Form.CSV, False),
        ("data.json", b'{"corps": "<html><body>"}', Form.JSON, False),
        ("fiche.xml", b"<?xml version='1.0'?><Publication ID='F1'>", Form.XML, False),
        ("page.xml", b"<!doctype html><html>", Form.HTML, True),
        # a generator's machinery
        ("_layouts/page.html", b"<!doctype html>", Form.SITE_TEMPLATE, False),
        ("site/package.json", b'{"name": "site"}', Form.SITE_TEMPLATE, False),
        ("site/_config.yml", b"title: x", Form.SITE_TEMPLATE, False),
    ],
)
def test_a_file_is_what_its_bytes_are(path: str, head: bytes, form: Form, is_mislabelled: bool) -> None:
    sniffed = sniff(path, head)
    assert (sniffed.form, sniffed.is_mislabelled) == (form, is_mislabelled)
