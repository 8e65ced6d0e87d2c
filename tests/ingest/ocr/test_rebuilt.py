from dataclasses import replace

from ingest.ocr.page_job import OcrPage
from ingest.ocr.rebuilt import rebuilt_page
from ingest.pdf.geometry import Rule
from ingest.text import LineKind
from tests.ingest.ocr.stand_ins import word


def page_of(rows: list[list[tuple[str, float]]], second: list[list[tuple[str, float]]], ruled: bool = False) -> OcrPage:
    """Words given with their left edges, a row each 16 points."""
    readings = [
        tuple(word(text, left, top=100 + 16 * n) for n, row in enumerate(reading) for text, left in row)
        for reading in (rows, second)
    ]
    bottom = 97 + 16.0 * len(rows)
    across = tuple(Rule(at=97 + 16.0 * n, start=60, end=460) for n in range(len(rows) + 1)) if ruled else ()
    down = tuple(Rule(at=x, start=97, end=bottom) for x in (60.0, 250.0, 350.0, 460.0)) if ruled else ()
    return OcrPage(
        number=3,
        width=595,
        height=842,
        skew=0,
        is_turned=False,
        horizontal=across,
        vertical=down,
        first=readings[0],
        second=readings[1],
    )


TABLE = [
    [("Quotient", 70.0), ("Repas", 260.0), ("Garderie", 360.0)],
    [("Moins", 70.0), ("de", 100.0), ("500", 115.0), ("2,10", 260.0), ("1,05", 360.0)],
    [("Plus", 70.0), ("de", 100.0), ("500", 115.0), ("4,80", 260.0), ("2,10", 360.0)],
]


def test_a_ruled_table_of_a_scan_has_its_rows_and_cells() -> None:
    lines = rebuilt_page(page_of(TABLE, TABLE, ruled=True)).lines
    assert [line.cells for line in lines] == [
        ("Quotient", "Repas", "Garderie"),
        ("Moins de 500", "2,10", "1,05"),
        ("Plus de 500", "4,80", "2,10"),
    ]
    assert {line.kind for line in lines} == {LineKind.ROW}
    assert all(line.confidence == 0.95 and not line.doubts for line in lines)


def test_a_table_without_rules_is_told_by_its_columns() -> None:
    assert [line.cells for line in rebuilt_page(page_of(TABLE, TABLE)).lines][1:] == [
        ("Moins de 500", "2,10", "1,05"),
        ("Plus de 500", "4,80", "2,10"),
    ]


def test_a_figure_read_otherwise_the_second_time_is_doubtful_in_its_row_only() -> None:
    other = [*TABLE[:2], [*TABLE[2][:3], ("4,30", 260.0), ("2,10", 360.0)]]
    lines = rebuilt_page(page_of(TABLE, other, ruled=True)).lines
    assert [line.doubts for line in lines] == [(), (), ("4,80",)]


def test_the_same_figure_surely_read_in_another_row_stays_sure() -> None:
    last = [("Tous", 70.0), ("en", 95.0), ("4,80", 260.0), ("et", 290.0), ("9,90", 360.0)]
    rows = [*TABLE, last]
    other = [*TABLE[:2], [*TABLE[2][:3], ("4,30", 260.0), ("2,10", 360.0)], last]
    lines = rebuilt_page(page_of(rows, other, ruled=True)).lines
    assert [line.doubts for line in lines] == [(), (), ("4,80",), ()]


def test_a_merged_cell_that_rows_repeat_is_doubtful_on_each() -> None:
    rows = [[("2031", 70.0), ("Repas", 260.0), ("2,10", 360.0)], [("Goûter", 260.0), ("1,05", 360.0)]]
    page = page_of(rows, [[("2081", 70.0), *rows[0][1:]], rows[1]], ruled=True)
    # No rule between the two rows in the first column: one cell.
    inner = replace(page.horizontal[1], start=250.0)
    page = replace(page, horizontal=(page.horizontal[0], inner, page.horizontal[2]))
    lines = rebuilt_page(page).lines
    assert [line.cells[0] for line in lines] == ["2031", "2031"]
    assert [line.doubts for line in lines] == [("2031",), ("2031",)]


def test_letters_of_nearly_one_size_are_of_one_size() -> None:
    rows = [[("sans", 70.0), ("hampe", 100.0)], [("encore", 70.0)], [("TITRE", 70.0)]]
    page = page_of(rows, [])
    sans, hampe, encore, title = page.first
    page = replace(page, first=(sans, hampe, replace(encore, size=8.5), replace(title, size=22)))
    sizes = [line.size for line in rebuilt_page(page).lines]
    assert sizes[0] == sizes[1] < sizes[2] / 2


def test_a_page_without_words_has_no_line() -> None:
    page = rebuilt_page(page_of([], []))
    assert (page.number, page.lines, page.has_images) == (3, (), True)
