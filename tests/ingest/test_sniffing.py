import pytest

from ingest.sniffing import Form, sniff


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
        ("pv.docx", b"PK\x03\x04....[Content_Types].xml", Form.OFFICE, False),
        ("pv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Form.OFFICE, False),
        # what the name says is wrong
        ("pv.pdf", b"<html><body>Erreur 404", Form.HTML, True),
        ("pv.pdf", b"PK\x03\x04....word/document.xml", Form.OFFICE, True),
        ("scan.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF", Form.UNKNOWN, True),
        ("page.html", b"%PDF-1.4", Form.PDF, True),
        ("lettre.docx", b"<!doctype html><p>x", Form.HTML, True),
        # a damaged PDF goes to the PDF readers
        ("pv.pdf", b"\x00\x01\x02\x03" * 20, Form.PDF, False),
        # no document
        ("photo.jpg", b"\xff\xd8\xff\xe0", Form.UNKNOWN, False),
        ("data.json", b'{"corps": "<html><body>"}', Form.UNKNOWN, False),
        ("archive.zip", b"PK\x03\x04autre", Form.UNKNOWN, False),
        # a generator's machinery
        ("_layouts/page.html", b"<!doctype html>", Form.SITE_TEMPLATE, False),
        ("site/_config.yml", b"title: x", Form.SITE_TEMPLATE, False),
    ],
)
def test_a_file_is_what_its_bytes_are(path: str, head: bytes, form: Form, is_mislabelled: bool) -> None:
    sniffed = sniff(path, head)
    assert (sniffed.form, sniffed.is_mislabelled) == (form, is_mislabelled)
