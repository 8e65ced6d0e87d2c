"""Tables without rules: pieces of lines that stand under one another → rows that have a cell in each column. Pure.

What is not surely a table comes out as it came in: one row a height, its pieces as cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.markers import ends_sentence
from ingest.text import Box, LineKind, TextLine

# Lines of one cell stand this close, in heights of the font's box (see ``cleaning``: 99 % of paragraphs under 1.40).
_CELL_PITCH = 1.5
# Two cells are of one row when they share this part of the lower one's height: a label on three lines has its amount
# beside the second.
_SHARED_HEIGHT = 0.4
_FEWEST_ROWS = 2
# Under this share of filled cells the columns are those of something else: the marks of a chart, a list beside it.
_FILLED = 0.5
_IN_PIECES = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """Pieces of one cell, from top to bottom, over the columns ``first`` to ``last``."""

    pieces: tuple[TextLine, ...]
    box: Box
    first: int
    last: int

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def table_rows(heights: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """Lines of a region from its pieces, given by height: rows of tables, and the other lines as they are."""
    lines: list[TextLine] = []
    for is_table, run in groupby(_marked(heights), key=lambda pair: pair[0]):
        pieces = [height for _, height in run]
        rows = _rows(pieces) if is_table else None
        lines += rows if rows is not None else [line for height in pieces for line in _as_it_came(height)]
    return lines


def row_of(pieces: Sequence[TextLine], cells: tuple[str, ...]) -> TextLine:
    """A row that holds the pieces, its cells given."""
    boxes = [piece.box for piece in pieces if piece.box]
    box = Box(
        left=min(b.left for b in boxes),
        top=min(b.top for b in boxes),
        right=max(b.right for b in boxes),
        bottom=max(b.bottom for b in boxes),
    )
    return TextLine(
        text=" | ".join(cells),
        kind=LineKind.ROW,
        cells=cells,
        box=box,
        size=max(p.size for p in pieces),
        bold=all(p.bold for p in pieces),
    )


def _as_it_came(height: Sequence[TextLine]) -> list[TextLine]:
    is_row = len(height) > 1 and all(piece.kind is LineKind.RAW for piece in height)
    return [row_of(height, tuple(piece.text for piece in height))] if is_row else list(height)


def _marked(heights: Sequence[Sequence[TextLine]]) -> list[tuple[bool, Sequence[TextLine]]]:
    """Each height and whether it may belong to a table: several pieces, or one that stands close to such a height."""
    several = [len(height) > 1 and all(p.kind is LineKind.RAW and p.box for p in height) for height in heights]
    marked = list(several)
    for step in (range(1, len(heights)), range(len(heights) - 2, -1, -1)):
        for index in step:
            other = index - 1 if step.step > 0 else index + 1
            near = marked[other] and len(heights[index]) == 1 and _is_close(heights[index][0], heights[other])
            marked[index] = marked[index] or near
    return list(zip(marked, heights, strict=True))


def _is_close(piece: TextLine, height: Sequence[TextLine]) -> bool:
    """Whether a lone piece stands right under or over one piece of the height, and no wider than a cell would."""
    if piece.kind is not LineKind.RAW or piece.box is None:
        return False
    met = [p for p in height if p.box and p.box.left < piece.box.right and piece.box.left < p.box.right]
    return len(met) <= 1 and any(
        p.box and abs(p.box.bottom - piece.box.bottom) <= _CELL_PITCH * max(piece.size, 6.0) for p in height
    )


def _rows(heights: Sequence[Sequence[TextLine]]) -> list[TextLine] | None:
    """The rows of one table, or None when the pieces do not stand in columns."""
    columns = _columns(heights)
    if columns is None:
        return None
    cells = _cells([piece for height in heights for piece in height], columns)
    if cells is None:
        return None
    rows = _by_row(cells)
    full = [height for height in heights if len(height) == len(columns)]
    if len(rows) < len(full):
        return None  # drawn column by column: lines of different rows were taken for one cell
    body = min(piece.box.top for height in full for piece in height if piece.box)
    lines: list[TextLine] = []
    for row in rows:
        found = _line(row, len(columns), is_above=max(cell.box.top for cell in row) < body)
        if found is None:
            return None
        lines += found
    filled = [sum(map(bool, line.cells)) for line in lines if line.cells]
    return lines if sum(filled) >= _FILLED * len(filled) * len(columns) else None


def _columns(heights: Sequence[Sequence[TextLine]]) -> list[tuple[float, float]] | None:
    """Left and right edges of the columns: what the heights with most pieces agree on."""
    most = max(map(len, heights))
    full = [height for height in heights if len(height) == most]
    if len(full) < _FEWEST_ROWS:
        return None
    columns = []
    for pieces in zip(*full, strict=True):
        boxes = [piece.box for piece in pieces if piece.box]
        columns.append((min(b.left for b in boxes), max(b.right for b in boxes)))
    apart = all(a[1] < b[0] for a, b in pairwise(columns))
    return columns if apart else None


def _cells(pieces: Sequence[TextLine], columns: Sequence[tuple[float, float]]) -> list[_Cell] | None:
    """Pieces put together when the file draws one right after the other, close under it in the same column."""
    cells: list[_Cell] = []
    for piece in pieces:
        if piece.box is None:
            return None
        met = [i for i, (left, right) in enumerate(columns) if left < piece.box.right and piece.box.left < right]
        if not met:
            return None
        above = next((i for i, cell in enumerate(cells) if _goes_on(cell, piece, met)), None)
        if above is None:
            cells.append(_Cell(pieces=(piece,), box=piece.box, first=met[0], last=met[-1]))
        else:
            cell = cells[above]
            cells[above] = _Cell(
                pieces=(*cell.pieces, piece),
                box=replace(cell.box, bottom=piece.box.bottom),
                first=min(cell.first, met[0]),
                last=max(cell.last, met[-1]),
            )
    return cells


def _goes_on(cell: _Cell, piece: TextLine, met: Sequence[int]) -> bool:
    last = cell.pieces[-1]
    if ends_sentence(last.text) or last.drawn is None or piece.drawn is None or piece.box is None or last.box is None:
        return False
    is_next = last.drawn[1] == piece.drawn[0] != _IN_PIECES[0]
    pitch = piece.box.bottom - last.box.bottom
    return is_next and (cell.first, cell.last) == (met[0], met[-1]) and 0 < pitch <= _CELL_PITCH * max(piece.size, 6.0)


def _by_row(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """Cells that stand beside one another, from top to bottom."""
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.box.top, c.first)):
        if rows and any(_stands_beside(cell, other) for other in rows[-1]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _stands_beside(one: _Cell, other: _Cell) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    lower = min(one.box.bottom - one.box.top, other.box.bottom - other.box.top)
    return shared > _SHARED_HEIGHT * lower


def _line(row: Sequence[_Cell], count: int, is_above: bool) -> list[TextLine] | None:
    """The row as a line; a cell alone stays the lines it was, and two texts in one column make no row (None).

    ``is_above`` is True above the first whole row: there the label of several columns is written in each.
    """
    if len(row) == 1:
        return list(row[0].pieces)
    texts = [""] * count
    for cell in row:
        covered = range(cell.first, cell.last + 1)
        if any(texts[column] for column in covered):
            return None
        for column in covered if is_above or cell.first else covered[:1]:
            texts[column] = cell.text
    return [row_of([piece for cell in row for piece in cell.pieces], tuple(texts))]
