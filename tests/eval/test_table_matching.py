"""When a cell counts as found: the rule that the figure stands on."""

import pytest

from eval.table_matching import GoldCell, GovernedRow, is_found, is_found_in_grid, is_found_in_window, rows_in_passages
from eval.table_matching import shows as cell_shows
from ingest.cleaning import clean_pages
from ingest.passages import cut_passages
from ingest.structure import structure_pages
from ingest.text import LineKind, ReadPage, TextLine

CELL = GoldCell(
    id="1",
    source_path="a.pdf",
    page=1,
    table="Cantine",
    row_headers=("Résidant", "De 401 à 800"),
    column_headers=("2026", "Repas"),
    value="3,40 €",
)
HEADERS = (("", "2025", "2026", "2026"), ("Quotient", "Repas", "Garderie", "Repas"))


def row(*cells: str, governing: tuple[str, ...] = ("Résidant",)) -> GovernedRow:
    return GovernedRow(cells=cells, header_rows=HEADERS, governing=governing)


def test_a_value_under_both_levels_of_its_headers_is_found() -> None:
    assert is_found(CELL, [row("de 401 à 800", "3,10 €", "1,20 €", "3,40€")])


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("another column", [row("De 401 à 800", "3,40 €", "1,20 €", "3,60 €")]),
        ("an empty cell lost, so that columns are shifted", [row("De 401 à 800", "1,20 €", "3,40 €")]),
        ("the group's label is elsewhere", [row("De 401 à 800", "3,10 €", "1,20 €", "3,40 €", governing=())]),
        ("another row", [row("De 0 à 400", "3,10 €", "1,20 €", "3,40 €")]),
        ("another amount that ends the same", [row("De 401 à 800", "3,10 €", "1,20 €", "13,40 €")]),
    ],
)
def test_a_cell_is_not_found_in(why: str, rows: list[GovernedRow]) -> None:
    assert not is_found(CELL, rows), why


def test_an_empty_cell_is_found_in_its_place_only() -> None:
    empty = GoldCell(
        id="2", source_path="a", page=1, table="", row_headers=("Nord",), column_headers=("Lundi",), value=""
    )
    headers = (("", "Lundi", "Mardi"),)
    assert is_found(empty, [GovernedRow(cells=("Nord", "", "●"), header_rows=headers)])
    assert not is_found(empty, [GovernedRow(cells=("Nord", "●", ""), header_rows=headers)])
    assert not is_found_in_window(empty, "Lundi Nord")


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Centre : 3 500 €", "3500 €", True),
        ("2 500 €", "500 €", False),
        ("1,20 €/m³", "1,20 €/m3", True),
        ("", "", True),
    ],
)
def test_a_cell_shows_a_value_whole(text: str, value: str, expected: bool) -> None:
    assert cell_shows(text, value) is expected


def test_plain_text_finds_a_value_near_its_headers_and_not_farther_than_a_passage() -> None:
    near = "2026 Résidant Repas De 401 à 800 3,10 € 3,40 €"
    assert is_found_in_window(CELL, near)
    assert not is_found_in_window(CELL, near.replace("3,40", " ".join(["mot"] * 300) + " 3,40"))


def test_a_grid_is_read_in_its_favour() -> None:
    grid = [*map(list, HEADERS), ["Résidant"] * 4, ["De 401 à 800", "3,10 €", "1,20 €", "3,40 €"]]
    assert is_found_in_grid(CELL, grid)
    assert not is_found_in_grid(CELL, [["Résidant De 401 à 800", "3,40 €"]])


def test_lines_that_a_passage_does_not_hold_govern_nothing_in_it() -> None:
    cells = ("Quotient", "Repas"), ("De 401 à 800", "3,40 €")
    lines = tuple(TextLine(text=" | ".join(c), kind=LineKind.ROW, cells=c) for c in cells)
    pages = structure_pages(clean_pages([ReadPage(number=1, lines=lines)]))
    cuts = cut_passages(pages)
    assert rows_in_passages(pages[0], cuts)[1].header_rows == (("Quotient", "Repas"),)
    (cut,) = cuts
    alone = type(cut)(
        text=lines[1].text, page=1, start=pages[0].lines[1].start, end=cut.end, heading_path=(), context=()
    )
    assert rows_in_passages(pages[0], [alone])[0].header_rows == ()
