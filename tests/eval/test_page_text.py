import io
import unicodedata
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from eval.page_text import NoPageText, page_text

DECOMPOSED = unicodedata.normalize("NFD", "Mairie de Valmont-le-Château")
"""« Château » with its accent apart, as some sites write it."""


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "tarifs.pdf"))
    for lines in (["Tarifs de la cantine"], ["Repas : 3,85 EUR", "Garderie : 1,10 EUR"]):
        for number, line in enumerate(lines):
            canvas.drawString(72, 720 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return tmp_path / "tarifs.pdf"


def test_a_pdf_has_the_text_of_each_page_with_ends_of_line_of_one_sign(pdf: Path) -> None:
    assert page_text(pdf, 1) == "Tarifs de la cantine"
    assert page_text(pdf, 2) == "Repas : 3,85 EUR\nGarderie : 1,10 EUR"


@pytest.mark.parametrize("page", [None, 0, 3])
def test_a_page_that_a_pdf_does_not_have_is_an_error_that_names_it(pdf: Path, page: int | None) -> None:
    with pytest.raises(NoPageText, match=rf"tarifs\.pdf.*{page}"):
        page_text(pdf, page)


def test_a_file_that_is_no_pdf_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"faux\.pdf"):
        page_text(written(tmp_path, "faux.pdf", b"not a PDF"), 1)


def test_a_page_of_a_site_is_its_body_scripts_included_and_nothing_of_its_head(tmp_path: Path) -> None:
    source = (
        f"<html><head><title>Accueil</title></head><body><p>{DECOMPOSED}</p>"
        "<script>var jour = 'mardi';</script><!-- note --></body></html>"
    )
    text = page_text(written(tmp_path, "a.html", source.encode()), None)
    assert text == "Mairie de Valmont-le-Château" + "var jour = 'mardi';"


def test_a_page_that_is_not_utf_8_is_read_as_windows_wrote_it(tmp_path: Path) -> None:
    source = "<html><body>Fermé le 1ᵉʳ mai".replace("ᵉʳ", "er").encode("cp1252")
    assert page_text(written(tmp_path, "vieux.htm", source), None) == "Fermé le 1er mai"


def test_an_empty_page_of_a_site_says_nothing(tmp_path: Path) -> None:
    assert page_text(written(tmp_path, "vide.html", b"\n"), None) == ""


def test_a_word_document_is_its_runs_one_paragraph_a_line(tmp_path: Path) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Le </w:t></w:r><w:r><w:t>mardi</w:t></w:r></w:p>'
        "<w:p/><w:p><w:r><w:t>de 9 h à 12 h</w:t></w:r></w:p></w:body></w:document>"
    )
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("word/document.xml", xml)
    assert page_text(written(tmp_path, "a.docx", package.getvalue()), None) == "Le mardi\n\nde 9 h à 12 h"


@pytest.mark.parametrize("data", [b"not an archive", b""])
def test_what_is_no_word_document_is_an_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NoPageText, match=r"a\.docx"):
        page_text(written(tmp_path, "a.docx", data), None)


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.json", "a.xml", "a.yml"])
def test_a_text_file_is_itself_without_its_byte_order_mark(tmp_path: Path, name: str) -> None:
    data = f"# {DECOMPOSED}\r\nmardi\r".encode("utf-8-sig")
    assert page_text(written(tmp_path, name, data), None) == "# Mairie de Valmont-le-Château\nmardi\n"


def test_a_format_without_pages_has_no_page_1(tmp_path: Path) -> None:
    with pytest.raises(NoPageText, match="no pages"):
        page_text(written(tmp_path, "a.md", b"mardi"), 1)


def test_a_format_that_no_rule_reads_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoPageText, match=r"vieux\.doc"):
        page_text(written(tmp_path, "vieux.doc", b"\xd0\xcf"), None)
