import pytest

from domain.document import FileReason, MediaType
from ingest.office.csv_grid import csv_rows, read_csv, separator_of
from ingest.office.packages import read_package
from ingest.text import LineKind, Reading, Refused
from tests.ingest.office.files import cell, number, odf, xlsx

FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>'
    '<fonts><font/><font><b/></font><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill></fills>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="0" fontId="2" fillId="0"/>'
    '<xf numFmtId="0" fontId="2" fillId="1"/></cellXfs>'
)


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.pages[0].lines]


def row(at: int, *cells: str, look: str = "") -> str:
    return f'<row r="{at}" {look}>{"".join(cells)}</row>'


def test_amounts_and_dates_of_a_workbook_are_those_that_are_displayed() -> None:
    rows = (
        row(1, cell("A1", "Tarifs de la piscine"))
        + row(3, cell("A3", "Public"), cell("B3", "Prix"), cell("C3", "Depuis le"))
        + row(4, cell("A4", "enfant"), number("B4", 3.5, 1), number("C4", 47920, 2))
        + row(5, cell("A5", "adulte"), number("B5", 1200, 1), number("C5", 47920, 2))
    )
    reading = read_package(xlsx(rows, styles=FORMATS))
    assert [(line.kind, line.is_header, line.text) for line in reading.pages[0].lines] == [
        (LineKind.HEADING, False, "Tarifs"),
        (LineKind.HEADING, False, "Tarifs de la piscine"),
        (LineKind.ROW, True, "Public | Prix | Depuis le"),
        (LineKind.ROW, False, "enfant | 3,50 € | 13/03/2031"),
        (LineKind.ROW, False, "adulte | 1 200,00 € | 13/03/2031"),
    ]
    assert reading.media_type is MediaType.XLSX


def test_shared_strings_merged_cells_and_errors_of_a_workbook() -> None:
    rows = (
        row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>')
        + row(2, '<c r="C2" t="e"><v>#REF!</v></c>', cell("B2", "été"), cell("A2", "lundi"))
        + row(3, cell("B3", "hiver"), '<c r="C3" t="b"><v>1</v></c>')
    )
    strings = "<si><t>Jour</t></si><si><r><t>Sai</t></r><r><t>son</t></r><rPh><t>x</t></rPh></si>"
    merged = '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A2:A3"/></mergeCells>'
    found = texts(read_package(xlsx(rows, strings=strings, after=merged)))
    assert found[1:] == ["Jour | Saison | Saison", "lundi | été | ", "lundi | hiver | VRAI"]


def test_hidden_sheets_rows_columns_and_white_letters_are_left_out_and_told() -> None:
    rows = (
        row(1, cell("A1", "Public"), cell("B1", "interne"), cell("C1", "Prix"))
        + row(2, cell("A2", "enfant"), cell("B2", "zz"), cell("C2", "3 €"))
        + row(3, cell("A3", "caché"), cell("C3", "9 €"), look='hidden="1"')
        + row(
            4,
            '<c r="A4" s="3" t="inlineStr"><is><t>blanc</t></is></c>',
            '<c r="C4" s="4" t="inlineStr"><is><t>vu</t></is></c>',
        )
    )
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    reading = read_package(xlsx(rows, styles=FORMATS, state="veryHidden", columns=columns))
    shown = "\n".join(texts(reading))
    assert "caché" not in shown
    assert "secret" not in shown
    assert "interne" not in shown
    assert "blanc" not in shown
    assert "vu" in shown
    assert dict(reading.signals[0].measures) == {
        "chars": "23",
        "columns": "9",
        "rows": "8",
        "sheet": "6",
    }
    assert [signal.rule for signal in reading.signals] == ["HF-07"]  # five white letters are a stray word


def test_two_tables_side_by_side_or_under_one_another_are_read_apart() -> None:
    rows = (
        row(1, cell("A1", "Enfant"), cell("B1", "2 €"), cell("D1", "Lundi"), cell("E1", "9 h"))
        + row(2, cell("A2", "Adulte"), cell("B2", "4 €"), cell("D2", "Mardi"), cell("E2", "10 h"))
        + row(4, cell("A4", "Fermeture annuelle en août."))
    )
    found = read_package(xlsx(rows)).pages[0].lines[1:]
    assert [line.text for line in found] == [
        "Enfant | 2 €",
        "Adulte | 4 €",
        "Lundi | 9 h",
        "Mardi | 10 h",
        "Fermeture annuelle en août.",
    ]
    assert len({line.table for line in found[:4]}) == 2


def test_a_wide_table_is_read_as_records() -> None:
    titles = ["Nom", "Sport", "Lieu", "Jour", "Heure", "Âge", "Prix", "Contact", "Site"]
    values = ["Club du Val", "judo", "gymnase", "lundi", "18 h", "6 ans", "90 €", "Mme X", "—"]
    text = f"{';'.join(titles)}\n{';'.join(values)}\n{';'.join(values)}\n"
    found = read_csv(text.encode()).pages[0].lines
    assert found[0].text == "Club du Val"
    assert found[0].kind is LineKind.HEADING
    assert [line.text for line in found[1:5]] == [
        "- Nom : Club du Val",
        "- Sport : judo",
        "- Lieu : gymnase",
        "- Jour : lundi",
    ]


def ods_row(*cells: str, look: str = "") -> str:
    return f"<table:table-row {look}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str, look: str = "") -> str:
    return f"<table:table-cell {look}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_document_sheet_gives_what_it_displays_and_bounds_what_it_repeats() -> None:
    body = (
        '<table:table table:name="Feuille1">'
        + ods_row(ods_cell("Tarifs 2031", 'table:number-columns-spanned="3"'), "<table:covered-table-cell/>" * 2)
        + ods_row(ods_cell("Public"), ods_cell("Prix"), ods_cell("Note"))
        + ods_row(ods_cell("enfant"), ods_cell("3,50 €", 'office:value="3.5"'), ods_cell("hors été"))
        + ods_row(ods_cell("secret"), ods_cell("1 €"), look='table:visibility="collapse"')
        + ods_row(ods_cell("adulte"), ods_cell("5,00 €"), ods_cell("x", 'table:number-columns-repeated="2000000000"'))
        + ods_row("<table:table-cell/>", look='table:number-rows-repeated="1048570"')
        + "</table:table>"
    )
    reading = read_package(odf(body, kind="spreadsheet"))
    assert texts(reading)[0] == "Tarifs 2031"
    assert texts(reading)[2].startswith("enfant | 3,50 € | hors été")
    assert "secret" not in "\n".join(texts(reading))
    assert max(len(line.cells) for line in reading.pages[0].lines) == 256
    assert dict(reading.signals[0].measures) == {"chars": "9", "rows": "9"}


def test_a_hidden_open_document_sheet_is_left_out() -> None:
    look = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="ta" style:family="table">{look}</style:style>'
    body = f'<table:table table:name="S" table:style-name="ta">{ods_row(ods_cell("secret"))}</table:table>'
    reading = read_package(odf(body, styles, kind="spreadsheet"))
    assert texts(reading) == []
    assert dict(reading.signals[0].measures) == {"chars": "6", "sheet": "6"}


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1,5;2,5;3\n", ";"),  # French Excel: the comma is a decimal one
        ("a,b,c\n1.5,2.5,3\n", ","),  # open data
        ("a\tb\n1,5\t2\n", "\t"),
        ('nom,objet\n"Dupont, Jean","a;b"\n', ","),
        ("Budget 2031;;\nposte;montant;note\nx;1,5;y\n", ";"),
        ("un seul mot\n", ";"),
    ],
)
def test_the_separator_is_the_one_that_makes_columns(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_excel_may_name_the_separator_itself() -> None:
    assert csv_rows("sep=,\na,b\n1,2\n") == [["a", "b"], ["1", "2"]]


def test_a_csv_of_windows_is_read_with_its_accents_title_and_header() -> None:
    data = "Tarifs de la bibliothèque;;\r\n;;\r\nPublic;Résident;Extérieur\r\nAdulte;10,00 €;15,00 €\r\n".encode(
        "cp1252"
    )
    found = read_csv(data).pages[0].lines
    assert [(line.kind, line.is_header, line.text) for line in found] == [
        (LineKind.HEADING, False, "Tarifs de la bibliothèque"),
        (LineKind.ROW, True, "Public | Résident | Extérieur"),
        (LineKind.ROW, False, "Adulte | 10,00 € | 15,00 €"),
    ]


def test_a_csv_that_is_none_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        csv_rows('a;b\n"' + "x" * 200_000)
    assert refused.value.reason is FileReason.DAMAGED
