"""What a grid holds comes out of it, however its rules are drawn."""

from ingest.pdf.geometry import Rule, Word
from ingest.pdf.grid_rows import grid_rows
from ingest.pdf.grids import Grid


def grid(xs: list[float], ys: list[float], breaks: dict[float, list[tuple[float, float]]]) -> Grid:
    """Whole rules, but for the vertical ones in ``breaks``, whose drawn pieces are given."""
    vertical = [Rule(at=x, start=a, end=b) for x in xs for a, b in breaks.get(x, [(ys[0], ys[-1])])]
    return Grid(
        xs=tuple(xs),
        ys=tuple(ys),
        horizontal=tuple(Rule(at=y, start=xs[0], end=xs[-1]) for y in ys),
        vertical=tuple(vertical),
    )


def word(text: str, left: float, top: float) -> Word:
    return Word(text=text, left=left, top=top, right=left + 20, bottom=top + 10, size=10, bold=False)


def test_a_label_that_begins_in_the_middle_of_the_columns_is_not_lost() -> None:
    """Indicators: « A – Éléments obligatoires » is set beside an empty cell, across columns of the rows around it."""
    table = grid([0, 50, 100, 200], [0, 20, 40, 60], {50: [(20, 40)], 100: [(0, 20), (40, 60)]})
    words = [
        word("Objet", 5, 5),
        word("2025", 120, 5),
        word("obligatoires", 60, 25),
        word("Eau", 5, 45),
        word("oui", 120, 45),
    ]
    lines = grid_rows(table, words, 0)
    assert [line.text for line in lines] == ["Objet | 2025", " | obligatoires", "Eau | oui"]


def test_a_value_alone_in_a_column_of_its_own_is_not_lost() -> None:
    table = grid([0, 50, 100, 200], [0, 20, 40, 60], {50: [(20, 40)], 100: [(0, 20), (40, 60), (20, 40)]})
    words = [word("Objet", 5, 5), word("2025", 120, 5), word("12", 60, 25), word("Eau", 5, 45), word("oui", 120, 45)]
    assert " | 12 | " in [line.text for line in grid_rows(table, words, 0)]


def test_a_grid_narrower_than_a_column_keeps_its_words() -> None:
    """Frames of forms: boxes to tick."""
    table = grid([0, 5, 10], [0, 20, 40], {5: [(20, 40)]})
    assert [line.text for line in grid_rows(table, [word("x", -2, 25)], 0)] == ["x"]
