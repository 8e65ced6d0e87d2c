import pytest

from ingest.markup.charset import decode_text

TEXT = "<p>Dès l'été, la cérémonie aura lieu à 18 h – entrée 5 €</p>"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        (TEXT * 10).encode("utf-16-le"),
        (TEXT * 10).encode("utf-16-be"),
        b'<meta charset="utf-8">' + TEXT.encode("cp1252"),
        b'<meta charset="iso-8859-1">' + TEXT.encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">' + TEXT.encode(),
    ],
    ids=["utf-8", "mark", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "lies-utf-8", "latin-1", "lies-latin-9"],
)
def test_accents_come_out_whatever_the_page_declares(data: bytes) -> None:
    assert TEXT in decode_text(data)


def test_the_euro_of_latin_9_is_read_when_declared() -> None:
    assert "5 €" in decode_text(b'<meta charset="iso-8859-15">' + "été 5 €".encode("iso-8859-15"))


def test_any_bytes_are_some_text() -> None:
    for data in (b"", b"\xff", b"\xff\xfe\x00", bytes(range(256)) * 4):
        assert isinstance(decode_text(data), str)
