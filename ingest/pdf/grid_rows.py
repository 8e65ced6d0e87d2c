"""A ruled table and its words → rows that have a cell in each column, empty ones too. Pure.

A cell merged over rows is repeated on each; one merged over columns is repeated in each, so that a value's column
carries both levels of its headers.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.markers import in_capitals
from ingest.pdf.cell_texts import BETWEEN, MOST_TEXTS, cell_text, lines_of_words
from ingest.pdf.geometry import Word, drawn_span
from ingest.pdf.grids import Grid, band, merged_cells
from ingest.text import Box, LineKind, TextLine

# A label that spans several rows or columns is repeated on each, unless it is a text of its own.
_LONGEST_REPEATED = 80
# The name of a group of rows may be set on several lines; what is longer is a text in a frame.
_LONGEST_LABEL = 120
# A column narrower than this many points that holds no word is the space between two lines of a border.
_NARROWEST = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One band of the grid: ``starts`` are the elementary columns where its table's columns begin."""

    number: int
    owners: tuple[int, ...]
    starts: tuple[int, ...]
    is_first: bool


def grid_rows(grid: Grid, words: Sequence[Word], table: int) -> list[TextLine]:
    """The lines of table number ``table`` of its page; no line is a row when it only frames a text."""
    owner = merged_cells(grid)
    content = _content(grid, owner, words)
    lines: list[TextLine] = []
    plain: list[TextLine] = []
    for row in _rows(grid, owner, content):
        own = [o for o in dict.fromkeys(row.owners) if _is_of_row(grid, row, o)]
        held = [word for owner in own for word in content.get(owner, ())]
        if held:
            lines += _lines_of_row(grid, row, content, held, table)
            plain += _plain_lines(held, None)
    return lines if any(sum(map(bool, line.cells)) > 1 for line in lines) else plain


def _content(grid: Grid, owner: Sequence[int], words: Sequence[Word]) -> dict[int, list[Word]]:
    """The words of each cell, by the cell's first elementary cell."""
    columns = len(grid.xs) - 1
    content: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        row, column = band(grid.ys, word.middle), band(grid.xs, (word.left + word.right) / 2)
        content[owner[row * columns + column]].append(word)
    return content


def _rows(grid: Grid, owner: Sequence[int], content: Mapping[int, list[Word]]) -> list[_Row]:
    """Bands with the columns of their own table: tables drawn on top of one another may share a border only."""
    columns = len(grid.xs) - 1
    bands = [tuple(owner[at : at + columns]) for at in range(0, len(owner), columns)]
    blocks: list[tuple[set[int], list[int]]] = []
    for number, owners in enumerate(bands):
        edges = {c for c in range(1, columns) if owners[c] != owners[c - 1]}
        if blocks and sum(bool(content.get(o)) for o in set(owners)) < 2:
            blocks[-1][1].append(number)  # a name of a group may be set across the columns as it likes
        elif blocks and (edges <= blocks[-1][0] or blocks[-1][0] <= edges):
            blocks[-1][0].update(edges)
            blocks[-1][1].append(number)
        else:
            blocks.append((edges, [number]))
    rows = []
    for edges, numbers in blocks:
        starts = _filled_columns(grid, [0, *sorted(edges)], [bands[n] for n in numbers], content)
        rows += [_Row(number=n, owners=bands[n], starts=starts, is_first=n == numbers[0]) for n in numbers]
    return rows


def _filled_columns(
    grid: Grid, starts: Sequence[int], bands: Sequence[tuple[int, ...]], content: Mapping[int, list[Word]]
) -> tuple[int, ...]:
    ends = [*starts[1:], len(grid.xs) - 1]
    kept = [
        start
        for start, end in zip(starts, ends, strict=True)
        if grid.xs[end] - grid.xs[start] >= _NARROWEST or any(content.get(owners[start]) for owners in bands)
    ]
    return tuple(kept) or tuple(starts)


def _lines_of_row(
    grid: Grid, row: _Row, content: Mapping[int, list[Word]], held: list[Word], table: int
) -> list[TextLine]:
    row = _with_all_words(row, content)
    owners = list(dict.fromkeys(row.owners[start] for start in row.starts))
    filled = [owner for owner in owners if content.get(owner)]
    if len(filled) == 1 and _is_name(row, owners, filled[0], held):
        return _plain_lines(held, table)
    columns = len(grid.xs) - 1
    spans_rows = any(owner // columns < row.number for owner in owners)
    split = None if spans_rows else _aligned_lines([content.get(row.owners[s], []) for s in row.starts])
    if split is None or len(owners) < len(row.starts):
        split = [_cells(grid, row, content)]
    box = Box(left=grid.xs[0], top=grid.ys[row.number], right=grid.xs[-1], bottom=grid.ys[row.number + 1])
    size, bold = max(word.size for word in held), all(word.bold for word in held)
    return [
        TextLine(text=" | ".join(cells), kind=LineKind.ROW, cells=cells, box=box, size=size, bold=bold, table=table)
        for cells in (parted for line in split for parted in _parted(line))
    ]


def _with_all_words(row: _Row, content: Mapping[int, list[Word]]) -> _Row:
    """The row, cut as it is drawn when a cell of its own begins in none of its table's columns: no word is lost."""
    filled = {owner for owner in row.owners if content.get(owner)}
    if filled <= {row.owners[start] for start in row.starts}:
        return row
    drawn = (n for n, owner in enumerate(row.owners) if n == 0 or owner != row.owners[n - 1])
    return replace(row, starts=tuple(drawn))


def _is_name(row: _Row, owners: Sequence[int], filled: int, held: Sequence[Word]) -> bool:
    """Whether the only filled cell of a row names the rows below it, rather than a row without values.

    It is as wide as the table, or set across columns below the header, or looks like a title: of 292 first cells alone
    in a row of real PDFs, the names of groups are bold, in capitals, or end with a colon.
    """
    if len(owners) == 1 or (_width(row, filled) > 1 and not row.is_first):
        return True
    text = " ".join(word.text for word in held)
    return filled == owners[0] and (all(w.bold for w in held) or in_capitals(text) or text.endswith(":"))


def _width(row: _Row, owner: int) -> int:
    """How many columns the cell covers."""
    return sum(row.owners[start] == owner for start in row.starts)


def _parted(cells: Sequence[str]) -> list[tuple[str, ...]]:
    """The row, or several when a cell holds several texts: each has the row's label and keeps its column."""
    parts = [cell.split(BETWEEN) for cell in cells]
    count = max(map(len, parts))
    if count > MOST_TEXTS:  # the pieces of a leaflet's block keep their order and lose their column
        return [tuple(text for cell in parts for text in cell)]
    rows = [tuple(cell[n] if n < len(cell) else "" for cell in parts) for n in range(count)]
    return [rows[0], *((row[0] or rows[0][0], *row[1:]) for row in rows[1:])]


def _cells(grid: Grid, row: _Row, content: Mapping[int, list[Word]]) -> list[str]:
    cells: list[str] = []
    ends = [*row.starts[1:], len(grid.xs) - 1]
    owners = list(dict.fromkeys(row.owners[start] for start in row.starts))
    own = {owner for owner in owners if _is_of_row(grid, row, owner)}
    for owner in owners:
        words = content.get(owner, [])
        text = cell_text(words, [content.get(other, []) for other in own if other != owner])
        is_own = owner in own
        if not is_own and len(text) > _LONGEST_REPEATED:
            text = ""
        edges = [(grid.xs[s], grid.xs[e]) for s, e in zip(row.starts, ends, strict=True) if row.owners[s] == owner]
        cells += _over_columns(text, words, edges, is_label=not cells and not row.is_first)
    return cells


def _is_of_row(grid: Grid, row: _Row, owner: int) -> bool:
    """Whether the cell begins in the row, and not in one above."""
    return owner // (len(grid.xs) - 1) == row.number


def _over_columns(text: str, words: Sequence[Word], edges: Sequence[tuple[float, float]], is_label: bool) -> list[str]:
    """The text of a cell in each of the columns that it covers; a row's own label is written once."""
    if not text or len(edges) == 1:
        return [text] + [""] * (len(edges) - 1)
    left, right = min(w.left for w in words), max(w.right for w in words)
    aside = abs((left + right) - (edges[0][0] + edges[-1][1])) / 2 > 0.25 * (edges[-1][1] - edges[0][0])
    home = next((i for i, (start, end) in enumerate(edges) if start <= left and right <= end), 0)
    if home and aside:
        return ["" if index != home else text for index in range(len(edges))]
    if is_label or len(text) > _LONGEST_REPEATED:
        return [text] + [""] * (len(edges) - 1)
    return [text] * len(edges)


def _plain_lines(words: list[Word], table: int | None) -> list[TextLine]:
    """A row of one cell: the name of a group, or a text in a frame, whose lines are told apart as any other's."""
    lines = lines_of_words(words)
    if (
        table is not None
        and len(lines) > 1
        and len(label := cell_text(words)) <= _LONGEST_LABEL
        and BETWEEN not in label
    ):
        return [_plain_line(words, label, LineKind.PARAGRAPH, table)]
    kind = LineKind.PARAGRAPH if len(lines) == 1 else LineKind.RAW
    return [_plain_line(line, " ".join(w.text for w in line), kind, table) for line in lines]


def _plain_line(words: list[Word], text: str, kind: LineKind, table: int | None) -> TextLine:
    return TextLine(
        text=text,
        kind=kind,
        box=Box(
            left=min(w.left for w in words),
            top=min(w.top for w in words),
            right=max(w.right for w in words),
            bottom=max(w.bottom for w in words),
        ),
        size=max(w.size for w in words),
        bold=all(w.bold for w in words),
        drawn=drawn_span(words),
        table=table,
    )


_YEAR = re.compile(r"^(?:19|20)\d\d$")


def _aligned_lines(cells: Sequence[list[Word]]) -> list[list[str]] | None:
    """Rows without a rule between them: every filled cell has the same lines at the same heights."""
    by_cell = [lines_of_words(words) for words in cells]
    filled = [lines for lines in by_cell if lines]
    counts = {len(lines) for lines in filled}
    if len(filled) < 2 or len(counts) != 1 or (count := counts.pop()) < 2:
        return None
    for index in range(count):
        heights = [lines[index][0].middle for lines in filled]
        if max(heights) - min(heights) > 3:
            return None
    # Two lines everywhere is also what wrapped headers look like: rows of figures, years apart, decide.
    last_cells = [" ".join(w.text for w in lines[i]) for lines in filled[1:] for i in range(count)]
    figures = [any(c.isdigit() for c in cell) and not _YEAR.match(cell) for cell in last_cells]
    if sum(figures) < len(figures) * 0.5:
        return None
    return [[" ".join(w.text for w in lines[index]) if lines else "" for lines in by_cell] for index in range(count)]
