import pytest

from ingest.sites.received import may_be_document, media_type_of, with_known_charset
from tests.ingest.sites.trap_server import html

HOME = "https://valbrune.example"
PAGE = html("<p>Été à l'école</p>")


@pytest.mark.parametrize(
    ("path", "told", "body", "media_type"),
    [
        ("/x", "text/html; charset=utf-8", PAGE, "text/html"),
        ("/x", "application/xhtml+xml", b"<?xml version='1.0'?><html><p>x</p></html>", "text/html"),
        ("/x.pdf", "application/pdf", b"%PDF-1.7 x", "application/pdf"),
        ("/telecharger?id=3", "application/octet-stream", b"%PDF-1.7 x", "application/pdf"),
        ("/x.pdf", "application/pdf", PAGE, "text/html"),  # the site's « page introuvable »
        ("/x.pdf", "text/html", PAGE, "text/html"),
        ("/x.txt", "text/plain", "Séance du 4 mars".encode(), "text/plain"),
        ("/x.csv", "application/octet-stream", b"a;b\n1;2", "text/csv"),
        ("/x", "image/png", b"\x89PNG\r\n", ""),
        ("/x", "application/pdf", b"\x00\x01\x02\x03" * 100, ""),
        ("/x", "text/html", b"", ""),
        ("/x", "application/json", b'{"a": 1}', ""),
        ("/x", "", b"\x1f\x8b\x08\x00" * 10, ""),
    ],
)
def test_the_bytes_say_what_a_body_is(path: str, told: str, body: bytes, media_type: str) -> None:
    assert media_type_of(f"{HOME}{path}", told, body) == media_type


def test_pictures_styles_and_archives_are_not_asked_for() -> None:
    assert may_be_document(f"{HOME}/vie/cantine")
    assert may_be_document(f"{HOME}/r.PDF")
    assert may_be_document(f"{HOME}/image.php?x=.jpg")
    assert not may_be_document(f"{HOME}/photo.JPG")
    assert not may_be_document(f"{HOME}/style.css?v=2")


def test_letters_that_only_the_header_tells_are_kept_readable() -> None:
    cyrillic = "<p>Площадь</p>"
    kept = with_known_charset(cyrillic.encode("cp1251"), "text/html; charset=windows-1251", "text/html")
    assert kept.decode("utf-8-sig") == cyrillic


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (PAGE, "text/html; charset=iso-8859-2"),  # valid UTF-8 is UTF-8
        ("é".encode("cp1252"), "text/html; charset=utf-8"),  # the readers find Windows-1252
        ("é".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbfx", "text/html; charset=cp1251"),
        (b"<meta charset='cp1250'>\xe9", "text/html; charset=cp1251"),
        (b"\xe9", "text/html; charset=inconnu"),
        (b"\xe9", "text/html; charset=hex"),
        (b"\xe9", "text/html"),
        (b"%PDF-1.7 \xe9", "application/pdf; charset=cp1251"),
    ],
)
def test_bytes_stay_as_received_where_the_readers_know_better(body: bytes, told: str) -> None:
    media_type = "application/pdf" if body.startswith(b"%PDF") else "text/html"
    assert with_known_charset(body, told, media_type) == body
