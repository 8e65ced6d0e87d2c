"""Columns of prose: pieces of lines put in the order in which people read them. Pure.

A page is read across unless a gutter with prose on both sides says otherwise; the parts of what a gutter separates
are looked at again, so that three columns, or columns between two full lines, come out right. Unruled tables are left
alone: their cells do not go on in lower case from one line to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.text import Box, TextLine

# Prose on a side: at least so many lines, so long in the middle, so many of them beginning in lower case. In real
# minutes 37 % of all lines outside tables do, and 7 % of the cells of tables.
_LINES, _CHARACTERS, _LOWER_SHARE = 5, 18, 0.25
# Both sides stand beside one another over this share of the lower one.
_BESIDE = 0.5
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of a line, or a whole table. Pieces of one ``row`` stand at the same height."""

    box: Box
    row: int
    lines: tuple[TextLine, ...]


def reading_order(items: Sequence[Item], depth: int = 0) -> list[list[Item]]:
    """Regions in reading order; inside one, items go from top to bottom and left to right."""
    found = _columns(items) if depth < _DEEPEST else None
    if found is None:
        return [sorted(items, key=lambda i: (i.row, i.box.left))] if items else []
    above, left, right, below = found
    return [region for part in (above, left, right, below) for region in reading_order(part, depth + 1)]


def _columns(items: Sequence[Item]) -> tuple[list[Item], list[Item], list[Item], list[Item]] | None:
    """What stands above, left, right and below of the longest gutter."""
    ordered = sorted(items, key=lambda i: (i.box.top, i.row))
    best: tuple[int, int, float] | None = None
    for x in _left_edges(ordered):
        start = 0
        for index in range(len(ordered) + 1):
            if index < len(ordered) and not _crosses(ordered[index], x):
                continue
            longer = best is None or index - start > best[1] - best[0]
            if index - start >= 2 * _LINES and longer and _is_gutter(ordered[start:index], x):
                best = (start, index, x)
            start = index + 1
    if best is None:
        return None
    start, end, x = best
    inside = ordered[start:end]
    left = [i for i in inside if i.box.left < x - 2]
    right = [i for i in inside if i.box.left >= x - 2]
    return ordered[:start], left, right, ordered[end:]


def _left_edges(items: Sequence[Item]) -> list[float]:
    """Places where several pieces begin, the page's own left margin apart."""
    counts: dict[int, list[float]] = {}
    for item in items:
        counts.setdefault(round(item.box.left / 4), []).append(item.box.left)
    edges = sorted(min(places) for places in counts.values() if len(places) >= _LINES - 1)
    return edges[1:] if len(edges) > 1 else []


def _crosses(item: Item, x: float) -> bool:
    return item.box.left < x - 2 and item.box.right > x + 1


def _is_gutter(items: Sequence[Item], x: float) -> bool:
    left = [i for i in items if i.box.left < x - 2]
    right = [i for i in items if i.box.left >= x - 2]
    if not (_is_prose(left) and _is_prose(right)):
        return False
    top = max(min(i.box.top for i in side) for side in (left, right))
    bottom = min(max(i.box.bottom for i in side) for side in (left, right))
    lower = min(max(i.box.bottom for i in side) - min(i.box.top for i in side) for side in (left, right))
    return bottom - top >= _BESIDE * lower


def _is_prose(items: Sequence[Item]) -> bool:
    texts = [item.lines[0].text for item in items if len(item.lines) == 1]
    if len(texts) < _LINES or median(map(len, texts)) < _CHARACTERS:
        return False
    return sum(text[:1].islower() for text in texts) >= _LOWER_SHARE * len(texts)
