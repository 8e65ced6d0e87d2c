"""Tables drawn with rules: from crossing lines to rows of cells. Pure; tables without rules are left to ``layout``."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ingest.geometry import PageGeometry, Rule, Word, drawn_span, is_drawn_before
from ingest.text import Box, LineKind, TextLine

# Points by which two rules may miss one another and still cross.
_REACH = 4.0
# A label that spans several rows is repeated on each, unless it is a text of its own.
_LONGEST_REPEATED = 80
# Borders of decorated pages make thousands of crossings; no table of the municipal files read had 60 columns.
_MOST_LINES = 400


_IN_PIECES = (-1, -1)
_BETWEEN = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: ``xs`` and ``ys`` are its lines, ``vertical`` and ``horizontal`` the drawn pieces."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        """Whether the middle of the word is inside the table."""
        middle = (word.left + word.right) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= word.middle <= self.ys[-1]


def find_grids(page: PageGeometry) -> list[Grid]:
    """Tables of at least two columns and two lines, from top to bottom."""
    horizontal, vertical = page.horizontal, page.vertical
    if len(horizontal) < 2 or len(vertical) < 3 or len(horizontal) + len(vertical) > _MOST_LINES:
        return []
    parent = list(range(len(horizontal) + len(vertical)))
    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical):
            crosses = h.start - _REACH <= v.at <= h.end + _REACH and v.start - _REACH <= h.at <= v.end + _REACH
            if crosses:
                parent[_root(parent, i)] = _root(parent, len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(horizontal):
        groups[_root(parent, i)][0].append(h)
    for j, v in enumerate(vertical):
        groups[_root(parent, len(horizontal) + j)][1].append(v)
    grids = [_grid(hs, vs) for hs, vs in groups.values() if len(hs) >= 2 and len(vs) >= 3]
    return sorted((g for g in grids if len(g.xs) >= 3 and len(g.ys) >= 2), key=lambda g: g.ys[0])


def grid_rows(grid: Grid, words: list[Word]) -> list[TextLine]:
    """The rows of a table with the words that it holds; a cell that spans rows is repeated on each when short."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _merged_cells(grid, columns, rows)
    content: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        row = _band(grid.ys, word.middle)
        column = _band(grid.xs, (word.left + word.right) / 2)
        content[owner[row * columns + column]].append(word)
    lines: list[TextLine] = []
    for row in range(rows):
        lines += _lines_of_row(grid, row, [owner[row * columns + c] for c in range(columns)], content, columns)
    return lines


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid:
    return Grid(
        xs=_distinct([v.at for v in vertical]),
        ys=_distinct([h.at for h in horizontal]),
        horizontal=tuple(horizontal),
        vertical=tuple(vertical),
    )


def _distinct(values: list[float]) -> tuple[float, ...]:
    """Sorted, those closer than a thin line's two edges taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _REACH:
            kept.append(value)
    return tuple(kept)


def _root(parent: list[int], item: int) -> int:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _band(edges: tuple[float, ...], value: float) -> int:
    for index in range(len(edges) - 2):
        if value < edges[index + 1]:
            return index
    return len(edges) - 2


def _merged_cells(grid: Grid, columns: int, rows: int) -> list[int]:
    """For each elementary cell, the first cell of the merged cell that it belongs to."""
    parent = list(range(columns * rows))
    for row in range(rows):
        height = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(columns):
            middle = (grid.xs[column] + grid.xs[column + 1]) / 2
            cell = row * columns + column
            if column + 1 < columns and not _drawn(grid.vertical, grid.xs[column + 1], height):
                _merge(parent, cell, cell + 1)
            if row + 1 < rows and not _drawn(grid.horizontal, grid.ys[row + 1], middle):
                _merge(parent, cell, cell + columns)
    return [_root(parent, cell) for cell in range(columns * rows)]


def _merge(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _drawn(rules: tuple[Rule, ...], at: float, where: float) -> bool:
    return any(abs(rule.at - at) <= _REACH and rule.start - 1 <= where <= rule.end + 1 for rule in rules)


def _lines_of_row(
    grid: Grid, row: int, owners: list[int], content: dict[int, list[Word]], columns: int
) -> list[TextLine]:
    owners = list(dict.fromkeys(owners))
    own = [owner for owner in owners if owner // columns == row]
    above = [owner for owner in owners if owner // columns < row]
    if not any(content[owner] for owner in own):
        return []
    split = _aligned_lines([content[owner] for owner in own]) if not above else None
    cells_by_line = split or [
        [_text(content[o]) if o in own or len(_text(content[o])) <= _LONGEST_REPEATED else "" for o in owners]
    ]
    words = [word for owner in own for word in content[owner]]
    if len(cells_by_line) == 1 and sum(1 for cell in cells_by_line[0] if cell) == 1:
        return _plain_lines(words)
    lines = []
    for cells in cells_by_line:
        kept = tuple(part for cell in cells if cell for part in cell.split(_BETWEEN))
        box = Box(left=grid.xs[0], top=grid.ys[row], right=grid.xs[-1], bottom=grid.ys[row + 1])
        size = max(word.size for word in words)
        bold = all(word.bold for word in words)
        text = " | ".join(kept)
        lines.append(TextLine(text=text, kind=LineKind.ROW, cells=kept, box=box, size=size, bold=bold))
    return lines


def _plain_lines(words: list[Word]) -> list[TextLine]:
    """A row of one cell: the name of a group, or a text in a frame, whose lines are told apart as any other's."""
    lines = _by_height(words)
    kind = LineKind.PARAGRAPH if len(lines) == 1 else LineKind.RAW
    return [
        TextLine(
            text=" ".join(w.text for w in line),
            kind=kind,
            box=Box(
                left=line[0].left,
                top=min(w.top for w in line),
                right=line[-1].right,
                bottom=max(w.bottom for w in line),
            ),
            size=max(w.size for w in line),
            bold=all(w.bold for w in line),
            drawn=drawn_span(line),
        )
        for line in lines
    ]


def _text(words: list[Word]) -> str:
    """The words of one cell, line by line, or as the file draws them when only so they follow one another.

    When they never do, what the grid takes for one cell is several: they are parted by _BETWEEN.
    """
    seen = [word for line in _by_height(words) for word in line]
    drawn = sorted(words, key=lambda w: w.drawn_at or 0)
    if words and drawn_span(seen) == _IN_PIECES and drawn_span(drawn) != _IN_PIECES:
        seen = drawn
    parts = [seen[:1]]
    for before, after in pairwise(seen):
        parts.append([after]) if not is_drawn_before(before, after) else parts[-1].append(after)
    return _BETWEEN.join(" ".join(w.text for w in part) for part in parts)


def _by_height(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        if lines and abs(word.middle - lines[-1][0].middle) <= max(word.size, 4) * 0.45:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.left) for line in lines]


def _aligned_lines(cells: list[list[Word]]) -> list[list[str]] | None:
    """Rows without a rule between them: every filled cell has the same lines at the same heights."""
    by_cell = [_by_height(words) for words in cells if words]
    counts = {len(lines) for lines in by_cell}
    if len(by_cell) < 2 or len(counts) != 1 or (count := counts.pop()) < 2:
        return None
    for index in range(count):
        heights = [lines[index][0].middle for lines in by_cell]
        if max(heights) - min(heights) > 3:
            return None
    # Two lines everywhere is also what wrapped headers look like: rows of figures decide.
    last_cells = [" ".join(w.text for w in lines[i]) for lines in by_cell[1:] for i in range(count)]
    if sum(any(c.isdigit() for c in cell) for cell in last_cells) < len(last_cells) * 0.5:
        return None
    return [[" ".join(w.text for w in lines[index]) for lines in by_cell] for index in range(count)]
