"""When a cell of a table counts as found: its value, its row headers and its column headers, in one passage. Pure.

The rule, for us: some row of some passage of the page has a cell that shows the value, and

- each row header is in another cell of that row, or in a line that governs the row (a group's label, a title, a
  heading);
- each column header stands in the value's own column of one of the header rows above. A header row whose number of
  cells is not that of the value's row tells no column, so it does not count. A line of one cell (a label, a title, a
  heading) governs every column and counts.

Lines that govern count only if the passage itself holds them: in its text, its context or its heading path. An empty
value asks for an empty cell in that place. Words are compared without blanks, signs and capitals.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.passages import Cut
from ingest.structure import StructuredPage
from ingest.text import LineKind

CELL_MARK = " | "

WINDOW = 900
"""Characters of a peer's plain text that count as one passage: the length that ours aim at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCell:
    """One cell that a person read on the page. ``value`` is empty for an empty cell. ``page`` counts from 1."""

    id: str
    source_path: str
    page: int
    table: str
    row_headers: tuple[str, ...]
    column_headers: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernedRow:
    """A row as a passage shows it: its cells, the rows that head its columns, and the lines that govern it all."""

    cells: tuple[str, ...]
    header_rows: tuple[tuple[str, ...], ...] = ()
    governing: tuple[str, ...] = ()


def rows_in_passages(page: StructuredPage, cuts: Sequence[Cut]) -> list[GovernedRow]:
    """Rows of the page with what governs them and stands in their own passage."""
    return [row for cut in cuts if cut.page == page.number for row in _rows_of(page, cut)]


def _rows_of(page: StructuredPage, cut: Cut) -> Iterator[GovernedRow]:
    for placed in page.lines:
        if placed.line.kind is not LineKind.ROW or not cut.start <= placed.start < cut.end:
            continue
        leads = [page.lines[i] for i in placed.lead]
        leads = [lead for lead in leads if cut.start <= lead.start < cut.end or lead.line.text in cut.context]
        rows = [lead.line.cells for lead in leads if lead.line.kind is LineKind.ROW]
        lines = [lead.line.text for lead in leads if lead.line.kind is not LineKind.ROW]
        carried = [text for text in placed.carried if text in cut.context]
        rows += [tuple(text.split(CELL_MARK)) for text in carried if CELL_MARK in text]
        lines += [text for text in carried if CELL_MARK not in text]
        lines += [h for h in placed.heading_path if h in cut.heading_path or h in cut.text.split("\n")]
        yield GovernedRow(cells=placed.line.cells, header_rows=tuple(rows), governing=tuple(lines))


def is_found(cell: GoldCell, rows: Sequence[GovernedRow]) -> bool:
    """Whether some row shows the cell by the rule above."""
    return any(
        shows(text, cell.value) and _is_headed(cell, row, column)
        for row in rows
        for column, text in enumerate(row.cells)
    )


def _is_headed(cell: GoldCell, row: GovernedRow, column: int) -> bool:
    beside = [text for index, text in enumerate(row.cells) if index != column]
    above = [header[column] for header in row.header_rows if len(header) == len(row.cells)]
    return all(_any_names([*beside, *row.governing], header) for header in cell.row_headers) and all(
        _any_names([*above, *row.governing], header) for header in cell.column_headers
    )


def is_found_in_window(cell: GoldCell, text: str) -> bool:
    """Whether plain text holds the value and every header within WINDOW characters; an empty value is never found.

    Favourable: rows and columns are not told apart, and a header may go on with the number after it.
    """
    if not cell.value:
        return False
    wanted = [_letters(header) for header in (*cell.row_headers, *cell.column_headers)]
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    starts = range(0, max(len(text) - WINDOW, 0) + 1, 25)
    windows = (text[start : start + WINDOW] for start in starts)
    value = re.compile(rf"(?<![\w,.]){_spaced(cell.value)}(?!\w)")
    return any(value.search(window.casefold()) and all(h in _letters(window) for h in wanted) for window in windows)


def _spaced(value: str) -> str:
    """A pattern of the value's signs, blanks or not between them: in plain text words must stay apart."""
    return r"\s?".join(map(re.escape, _without_blanks(value)))


def is_found_in_grid(cell: GoldCell, table: Sequence[Sequence[str]]) -> bool:
    """Whether a grid of cells shows the cell: the most favourable reading of a peer that marks no header.

    Any cell above in the column may be its header, any cell of the row or any one-cell row above a row header.
    """
    for index, cells in enumerate(table):
        labels = [row[0] for row in table[:index] if len({text for text in row if text}) == 1]
        row = GovernedRow(
            cells=tuple(cells), header_rows=tuple(tuple(above) for above in table[:index]), governing=tuple(labels)
        )
        if is_found(cell, [row]):
            return True
    return False


def shows(text: str, value: str) -> bool:
    """Whether a cell's text is the value, or holds it whole among other words: « 500 € » is not in « 2 500 € »."""
    shown, wanted = _without_blanks(text), _without_blanks(value)
    if not wanted:
        return not shown
    return re.search(rf"(?<![\w,.]){re.escape(wanted)}(?!\w)", shown) is not None


def _any_names(texts: Sequence[str], header: str) -> bool:
    return any(_names(text, header) for text in texts)


def _names(text: str, header: str) -> bool:
    """Whether the text holds the header's letters and digits in a row, no number being cut."""
    wanted = _letters(header)
    before = r"(?<!\d)" if wanted[:1].isdigit() else ""
    after = r"(?!\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, _letters(text)) is not None


def _without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def _letters(text: str) -> str:
    return "".join(c for c in _without_blanks(text) if c.isalnum())
