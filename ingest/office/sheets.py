"""Sheets of cells → lines: titles, tables with their header, wide tables as records. Pure.

A sheet may hold several tables, under one another or side by side, below rows that only give a title. A row that is too
wide to be read beside its header becomes a record: one line for each of its columns, with the column's title.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.data.scdl import scdl_lines
from ingest.office.flow import Cell, TableRow, table_lines
from ingest.office.records import record_lines
from ingest.text import LineKind, TextLine

MOST_ROWS = 20_000
# « Feuil1 », « Sheet 2 », « Feuille1 »: names that nobody chose.
_NAMELESS = re.compile(r"^(?:feuil|feuille|sheet|tabelle|page)\s?\d*$", re.IGNORECASE)
# A row and its header side by side are read up to about this: eight columns of twenty letters, twice.
_MOST_COLUMNS_READ, _LONGEST_READ = 8, 400
_LONGEST_TITLE = 120
_FIGURE = re.compile(r"^[-+]?[\d\s.,/:h%€-]*\d[\d\s.,/:h%€-]*(?:€|%|euros?|h\d*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's cells as displayed, merged ones repeated. ``bold`` numbers the rows that are all in bold."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    bold: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that stand together, without empty columns at their sides; ``left`` is their first column, from 0."""

    rows: tuple[TableRow, ...]
    left: int = 0

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def sheet_lines(sheets: Iterable[Sheet]) -> list[TextLine]:
    """The lines of all sheets, in order."""
    kept = [sheet for sheet in sheets if any(cell.text for row in sheet.rows for cell in row)]
    lines: list[TextLine] = []
    number = 0
    for sheet in kept:
        if len(kept) > 1 or not _NAMELESS.match(sheet.name.strip()):
            lines += [TextLine(text=sheet.name, kind=LineKind.HEADING, level=2)] if sheet.name.strip() else []
        known = scdl_lines([[cell.text for cell in row] for row in sheet.rows])
        if known is not None:
            lines += known
            continue
        former: Block | None = None
        blocks = list(blocks_of(sheet))
        for block in blocks:
            titles, table = _without_titles(block, is_last=block is blocks[-1])
            lines += titles
            goes_on = former is not None and not titles and _goes_on(former, table)
            number += 0 if goes_on else 1
            lines += _table(table if goes_on else _with_header(table), number)
            former = table if table.rows else None
    return lines


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The sheet cut at its empty rows, each part at its empty columns."""
    group: list[TableRow] = []
    for index, cells in enumerate((*sheet.rows[:MOST_ROWS], ())):
        if any(cell.text for cell in cells):
            group.append(TableRow(cells=cells, is_bold=index in sheet.bold))
        elif group:
            yield from _side_by_side(group)
            group = []


def _side_by_side(rows: Sequence[TableRow]) -> Iterator[Block]:
    width = max(len(row.cells) for row in rows)
    padded = [replace(row, cells=row.cells + (Cell(text=""),) * (width - len(row.cells))) for row in rows]
    filled = [any(row.cells[column].text for row in padded) for column in range(width)]
    parts: list[tuple[int, int]] = []
    for column in range(width):
        if filled[column]:
            parts = (
                [*parts[:-1], (parts[-1][0], column + 1)]
                if parts and parts[-1][1] == column
                else [*parts, (column, column + 1)]
            )
    if len(parts) > 1 and not all(_is_table(padded, part) for part in parts):
        parts = [(parts[0][0], parts[-1][1])]
    for start, end in parts:
        cut = [replace(row, cells=row.cells[start:end]) for row in padded]
        yield Block(rows=tuple(row for row in cut if any(cell.text for cell in row.cells)), left=start)


def _is_table(rows: Sequence[TableRow], part: tuple[int, int]) -> bool:
    start, end = part
    return end - start > 1 and sum(sum(bool(c.text) for c in row.cells[start:end]) > 1 for row in rows) > 1


def _own_texts(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells if cell.text and not cell.is_repeated]


def _without_titles(block: Block, is_last: bool) -> tuple[list[TextLine], Block]:
    """The rows of one cell that open a block are its titles, the first one a heading; the rest is its table."""
    titles: list[TextLine] = []
    rows = list(block.rows)
    while rows and len(_own_texts(rows[0])) == 1 and (block.width > 1 or len(titles) == 0):
        text = _own_texts(rows.pop(0))[0]
        is_title = not titles and len(text) <= _LONGEST_TITLE and text[-1] not in ".;," and not _FIGURE.match(text)
        if is_title and (rows or not is_last):
            titles.append(TextLine(text=text, kind=LineKind.HEADING, level=3))
        else:
            titles.append(TextLine(text=text, kind=LineKind.PARAGRAPH))
    return titles, replace(block, rows=tuple(rows))


def _with_header(block: Block) -> Block:
    """The first row is the header when all its cells are words and others follow that it can title."""
    rows = block.rows
    if len(rows) < 2 or block.width < 3:
        return block
    texts = [cell.text for cell in rows[0].cells]
    words = [text for text in texts if text and not _FIGURE.match(text)]
    if len(words) < max(2, 0.6 * block.width) or len(words) < len([t for t in texts if t]):
        return block
    return replace(block, rows=(replace(rows[0], is_header=True), *rows[1:]))


def _goes_on(former: Block, block: Block) -> bool:
    """Whether a block goes on with the table above an empty row: as wide, and no header of its own."""
    if not former.rows or not block.rows or (former.width, former.left) != (block.width, block.left):
        return False
    return any(_FIGURE.match(cell.text) for cell in block.rows[0].cells if cell.text)


def _table(block: Block, number: int) -> list[TextLine]:
    header = block.rows[0] if block.rows and block.rows[0].is_header else None
    if header is not None:
        titles = [cell.text for cell in header.cells]
        longest = max(sum(len(cell.text) for cell in row.cells) for row in block.rows)
        if len(titles) > _MOST_COLUMNS_READ or longest > _LONGEST_READ:
            rows = [[cell.text for cell in row.cells] for row in block.rows[1:]]
            return [line for n, row in enumerate(rows, start=1) for line in record_lines(titles, row, n)]
    return table_lines(block.rows, number)
