"""Where the full lines of a column end: what tells a line that goes on below from the last of its paragraph. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from ingest.text import LineKind, TextLine

# A column that begins higher than the line read before it, so many points to the right of that line's own left edge.
_ASIDE = 40.0
# First lines of paragraphs and frames stand so far inside their column, in points.
_INDENT = 24.0
_FEWEST = 3


def right_margins(lines: Sequence[TextLine]) -> list[float]:
    """For each line, in points, the ninth decile of the right edges of its column, or of the page where it has none.

    ``lines`` stand in reading order: a column begins where reading goes up and to the right.
    """
    margins = [_decile(lines)] * len(lines)
    starts = [0, *_jumps(lines), len(lines)]
    edges = [_left_edge(lines[start:end]) for start, end in pairwise(starts)]
    for number, (start, end) in enumerate(pairwise(starts)):
        first = start
        if number + 2 < len(starts):  # the lines above the columns are as wide as both
            wide = (i for i in range(end - 1, start - 1, -1) if _reaches(lines[i], edges[number + 1]))
            first = next(wide, start - 1) + 1
        last = end
        if number:  # and so are those below
            last = next((i for i in range(start, end) if _begins_before(lines[i], edges[number])), end)
        column = lines[first:last] if len(starts) > 2 else ()
        if sum(line.kind is LineKind.RAW for line in column) >= _FEWEST:
            margins[first:last] = [_decile(column)] * len(column)
    return margins


def _jumps(lines: Sequence[TextLine]) -> list[int]:
    places = [(i, line.box) for i, line in enumerate(lines) if line.box is not None]
    return [
        i
        for (_, before), (i, after) in pairwise(places)
        if after.bottom <= before.top and after.left >= before.left + _ASIDE
    ]


def _left_edge(lines: Sequence[TextLine]) -> float:
    """The column's left edge: its first line, or those inside which that one is set."""
    lefts = [line.box.left for line in lines if line.box is not None]
    return min((left for left in lefts if left >= lefts[0] - _INDENT), default=0.0)


def _reaches(line: TextLine, edge: float) -> bool:
    return line.box is not None and line.box.right > edge


def _begins_before(line: TextLine, edge: float) -> bool:
    return line.box is not None and line.box.left < edge - _INDENT


def _decile(lines: Sequence[TextLine]) -> float:
    rights = [line.box.right for line in lines if line.box and line.kind is LineKind.RAW]
    if len(rights) < _FEWEST:
        return max(rights, default=0.0)
    return quantiles(rights, n=10)[8]
