"""Where lines stand on their page: boxes to draw over its picture. Pure."""

from collections.abc import Iterable
from functools import reduce

from ingest.structure import PlacedLine
from ingest.text import Box

# Points that may lie between two lines of one block: half a line of a usual text, of 12 points.
_GAP = 6.0


def around(boxes: Iterable[Box]) -> Box:
    """The box around at least one box."""
    return reduce(Box.joined, boxes)


def box_of(lines: Iterable[PlacedLine]) -> Box | None:
    """The box around all lines; None when none has a place."""
    boxes = [placed.line.box for placed in lines if placed.line.box is not None]
    return around(boxes) if boxes else None


def boxes_of(lines: Iterable[PlacedLine]) -> tuple[Box, ...]:
    """One box for each run of lines under one another: a passage over two columns has two."""
    runs: list[list[Box]] = []
    for placed in lines:
        box = placed.line.box
        if box is None:
            continue
        if runs and _goes_on(around(runs[-1]), box):
            runs[-1].append(box)
        else:
            runs.append([box])
    return tuple(map(around, runs))


def _goes_on(above: Box, below: Box) -> bool:
    shared = min(above.right, below.right) - max(above.left, below.left)
    narrower = min(above.right - above.left, below.right - below.left)
    height = max(below.bottom - below.top, 0.0)
    return shared > 0.5 * narrower and -height - _GAP <= below.top - above.bottom <= 4 * _GAP
