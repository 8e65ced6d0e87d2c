import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import odfdo
import openpyxl
import pytest

from corpus import SAMPLE_DOCUMENTS
from corpus.build_documents import read_manifest
from corpus.content_format import Content, read_content
from corpus.docx_package import render_docx
from corpus.inline_runs import Run, RunStyle, runs_of
from corpus.ods_package import render_ods
from corpus.odt_package import render_odt
from corpus.sheet_format import Amount, sheets_of, value_of
from corpus.xlsx_package import column_name, render_xlsx
from tests.corpus.office_readers import doc_text, odf_text, xml_text
from tests.corpus.readers import folded

TEXT = """+++
title = "Règlement du lavoir"
author = "Commune d’essai"
date = "2026-03-04"
running_head = "Lavoir"
+++
# Règlement du lavoir

## Article 1. Qui

Le **lavoir** est ouvert à tous[^Sauf le 1er mai.], dès le 1^er^ avril.

- les habitants ;
- les _voisins_.

| Qui | Tarif | < |
| ^ | Été | Hiver |
|---|---:|---:|
| Adulte | 3 € | 2 € |
| Enfant | gratuit | < |

::signature Le maire
"""
SHEETS = """+++
title = "Tarifs"
author = "Commune d’essai"
date = "2026-03-04"
+++
## Salle

Tarifs de la salle

| Qui | Tarif | < |
| ^ | Jour | Depuis |
|---|---|---|
| Habitant | 1 250,50 € | 2026-04-01 |
| Autre | gratuit | 12 |

## Matériel

| Table | 2 € |
|---|---|
| Banc | 1 € |
"""


def content(tmp_path: Path, text: str) -> Content:
    path = tmp_path / "contenu.md"
    path.write_text(text, encoding="utf-8")
    return read_content(path)


def test_the_runs_of_a_text_lose_their_marks_and_keep_their_order() -> None:
    assert runs_of("dès le 1^er^ **avril**[^Ou mai.]") == (
        Run(text="dès le 1"),
        Run(text="er", style=RunStyle.RAISED),
        Run(text=" "),
        Run(text="avril", style=RunStyle.BOLD),
        Run(text="Ou mai.", style=RunStyle.NOTE),
    )
    assert runs_of("un_nom_de_fichier") == (Run(text="un_nom_de_fichier"),)


def test_a_word_document_has_headings_a_list_merged_headers_a_footnote_and_a_running_head(tmp_path: Path) -> None:
    data = render_docx(content(tmp_path, TEXT))
    document = docx.Document(io.BytesIO(data))
    styles = [(paragraph.style.name, folded(paragraph.text)) for paragraph in document.paragraphs if paragraph.style]
    assert styles[:2] == [("Heading 1", "Règlement du lavoir"), ("Heading 2", "Article 1. Qui")]
    assert ("List Paragraph", "les habitants ;") in styles
    (table,) = document.tables
    assert [[folded(cell.text) for cell in row.cells] for row in table.rows] == [
        ["Qui", "Tarif", "Tarif"],
        ["Qui", "Été", "Hiver"],
        ["Adulte", "3 €", "2 €"],
        ["Enfant", "gratuit", "gratuit"],
    ]
    assert document.sections[0].header.paragraphs[0].text == "Lavoir"
    assert document.core_properties.title == "Règlement du lavoir"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "Sauf le 1er mai." in xml_text(package.read("word/footnotes.xml"))
        assert b'<w:footnoteReference w:id="1"/>' in package.read("word/document.xml")


def test_an_opendocument_text_has_outline_levels_a_list_covered_cells_and_a_note(tmp_path: Path) -> None:
    body = odfdo.Document(io.BytesIO(render_odt(content(tmp_path, TEXT)))).body
    assert next((int(header.level), header.inner_text) for header in body.headers) == (1, "Règlement du lavoir")
    assert len(body.get_elements("//text:list-item")) == 2
    (table,) = body.get_tables()
    assert len(table.get_elements("//table:table-header-rows/table:table-row")) == 2
    assert len(table.get_elements("//table:covered-table-cell")) == 3
    (note,) = body.get_elements("//text:note-body")
    assert note.inner_text.strip() == "Sauf le 1er mai."


@pytest.mark.parametrize("render", [render_docx, render_odt])
def test_a_directive_without_a_form_in_office_files_is_refused(tmp_path: Path, render: object) -> None:
    assert callable(render)
    with pytest.raises(ValueError, match="boxed"):
        render(content(tmp_path, TEXT + "\n::boxed Affiché"))


def test_a_typed_text_becomes_the_value_that_a_spreadsheet_keeps() -> None:
    assert value_of("1\u00a0250,50\u00a0€") == Amount(euros=Decimal("1250.50"))
    assert Amount(euros=Decimal("1250.5")).shown == "1 250,50 €"
    assert value_of("2026-04-01") == datetime.date(2026, 4, 1)
    assert value_of("12") == 12
    assert value_of("012") == "012"
    assert value_of("entre 3 et 5 €") == "entre 3 et 5 €"


def test_sheets_are_opened_by_headings_and_keep_an_empty_row_between_blocks(tmp_path: Path) -> None:
    first, second = sheets_of(content(tmp_path, SHEETS))
    assert (first.name, first.rows, first.columns) == ("Salle", 6, 3)
    assert [(cell.value, cell.row) for cell in first.cells if cell.row < 3][:2] == [
        ("Tarifs de la salle", 0),
        ("Qui", 2),
    ]
    assert second.name == "Matériel"


def test_words_before_the_first_sheet_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no place in a sheet"):
        sheets_of(content(tmp_path, SHEETS.replace("## Salle\n\n", "")))


def test_a_workbook_keeps_dates_as_dates_amounts_as_numbers_and_merged_headers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(content(tmp_path, SHEETS))))
    sheet = book["Salle"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert sheet["B5"].value == 1250.5
    assert sheet["C5"].value == datetime.datetime(2026, 4, 1)  # noqa: DTZ001  # what the library gives
    assert sheet["C5"].is_date
    assert sheet["C6"].value == 12
    assert sheet["A3"].font.bold
    assert [column_name(number) for number in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


def test_an_opendocument_sheet_types_its_cells_and_goes_on_to_the_last_row(tmp_path: Path) -> None:
    table = odfdo.Document(io.BytesIO(render_ods(content(tmp_path, SHEETS)))).body.get_tables()[0]
    assert (table.width, table.height) == (1024, 1048576)
    table.rstrip()
    assert table.get_value("B5") == Decimal("1250.50")
    assert table.get_cell("B5").type == "currency"
    assert table.get_cell("C5").type == "date"
    assert len(table.get_elements("//table:covered-table-cell")) == 2


@pytest.mark.parametrize(("render", "start"), [(render_odt, b"text"), (render_ods, b"spreadsheet")])
def test_the_first_bytes_of_an_opendocument_file_say_what_it_is(tmp_path: Path, render: object, start: bytes) -> None:
    assert callable(render)
    data = render(content(tmp_path, SHEETS if start == b"spreadsheet" else TEXT))
    assert data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument." + start)


def test_the_binary_word_document_says_what_its_content_says() -> None:
    (entry,) = (entry for entry in read_manifest() if entry.format == "doc")
    data = (SAMPLE_DOCUMENTS / entry.path).read_bytes()
    assert data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")), "the compound file of Word 97"
    said = folded(doc_text(data))
    source = read_content(Path(__file__).parents[2] / "corpus" / entry.content)
    for block in source.blocks:
        for words in (*block.lines, *(cell for row in block.rows for cell in row if cell not in "<^")):
            for run in runs_of(words):
                assert folded(run.text) in said


def test_what_the_adopted_reglement_says_is_read_by_another_library() -> None:
    entry = next(entry for entry in read_manifest() if entry.path.endswith(".odt"))
    said = folded(odf_text((SAMPLE_DOCUMENTS / entry.path).read_bytes()))
    assert "Une parcelle est louée à un habitant de la commune" in said
    assert "Article L. 561-1 du code rural et de la pêche maritime." in said
