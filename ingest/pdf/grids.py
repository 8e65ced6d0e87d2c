"""Tables drawn with rules: from crossing lines to cells, merged or not. Pure; ``grid_rows`` fills them."""

from collections import defaultdict
from dataclasses import dataclass

from ingest.pdf.geometry import PageGeometry, Rule, Word

# Points by which two rules may miss one another and still cross.
_REACH = 4.0
# Borders of decorated pages make thousands of crossings; no table of the municipal files read had 60 columns.
_MOST_LINES = 400
# A table's header drawn apart from its body stands this close above it, in points, with no word between.
_NEAR = 24.0


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
    tables = sorted((g for g in grids if len(g.xs) >= 3 and len(g.ys) >= 2), key=lambda g: (round(g.ys[0]), g.xs[0]))
    return _stacked(tables, page.words)


def _stacked(grids: list[Grid], words: tuple[Word, ...]) -> list[Grid]:
    """Grids whose columns agree, one right above the other, as one: some producers draw a table's header apart."""
    whole: list[Grid] = []
    for grid in grids:
        above = next((i for i, other in enumerate(whole) if _goes_on(other, grid, words)), None)
        if above is None:
            whole.append(grid)
        else:
            other = whole[above]
            whole[above] = _grid([*other.horizontal, *grid.horizontal], [*other.vertical, *grid.vertical])
    return whole


def _goes_on(above: Grid, below: Grid, words: tuple[Word, ...]) -> bool:
    top, bottom = above.ys[-1], below.ys[0]
    if not -_REACH <= bottom - top <= _NEAR:
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    if len(few) < 4 or not all(any(abs(x - other) <= _REACH for other in many) for x in few):
        return False
    left, right = many[0], many[-1]
    return not any(top < w.middle < bottom and w.right > left and w.left < right for w in words)


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


def band(edges: tuple[float, ...], value: float) -> int:
    """Number of the column or row that the place is in, the nearest one when it is outside."""
    for index in range(len(edges) - 2):
        if value < edges[index + 1]:
            return index
    return len(edges) - 2


def merged_cells(grid: Grid) -> list[int]:
    """For each elementary cell, row by row, the first cell of the merged cell that it belongs to."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
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
