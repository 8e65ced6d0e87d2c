"""Geometry of the plots of « Chiffres publics »: plain numbers that the template draws as SVG, without script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar with its label below (or above, when it lies) and its number; ``height`` 0 where the number is hidden."""

    x: int
    y: int
    width: int
    height: int
    label: str
    number: str
    is_partial: bool = False

    @property
    def middle(self) -> int:
        """Where its label and number stand."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the grid and the number it stands for."""

    y: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A plot of standing bars, in a box of ``width`` by ``height``; ``left`` is where the bars begin."""

    width: int
    height: int
    left: int
    base: int
    bars: Sequence[Bar]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a bar stands for; ``count`` None where it is hidden."""

    label: str
    number: str
    count: int | None
    is_partial: bool = False


def columns(counted: Sequence[Counted], *, width: int, height: int) -> Columns:
    """Standing bars, the highest number near the top; the grid is of round numbers."""
    left, top, base = 48, 38, height - 34
    step = round_step(max([one.count or 0 for one in counted], default=0))
    highest = max(step, step * math.ceil(max([one.count or 0 for one in counted], default=0) / step))
    scale = (base - top) / highest
    slot = (width - left) / max(1, len(counted))
    bars = [
        Bar(
            x=round(left + slot * at + slot * 0.22),
            y=round(base - (one.count or 0) * scale),
            width=round(slot * 0.56),
            height=round((one.count or 0) * scale),
            label=one.label,
            number=one.number,
            is_partial=one.is_partial,
        )
        for at, one in enumerate(counted)
    ]
    lines = [Line(y=round(base - number * scale), number=number) for number in range(0, highest + 1, step)]
    return Columns(width=width, height=height, left=left, base=base, bars=bars, lines=lines)


def round_step(highest: int) -> int:
    """The step of a grid of three to five lines: 1, 2 or 5 times a power of ten, ten at least."""
    wanted = max(10, highest / 4)
    power = 10 ** math.floor(math.log10(wanted))
    return int(next(power * times for times in (1, 2, 5, 10) if power * times >= wanted))


def lying(counted: Sequence[Counted], *, width: int) -> Sequence[Bar]:
    """Lying bars under their labels, the longest leaving room for its number."""
    longest = max([one.count or 0 for one in counted], default=0) or 1
    room = width - 110
    return [
        Bar(
            x=0,
            y=26 + 62 * at,
            width=round((one.count or 0) / longest * room),
            height=20,
            label=one.label,
            number=one.number,
        )
        for at, one in enumerate(counted)
    ]
