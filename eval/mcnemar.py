"""Two rankings compared on the same questions: what one gains and loses, and whether chance alone would do as much.

Exact test of McNemar (1947) on the questions that differ, and a bootstrap over questions of the difference of shares.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

_RESAMPLES = 2_000
_SEED = 20_261_124


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Of ``total`` questions, those that only the first way gets right (``gained``), and only the second (``lost``)."""

    gained: int
    lost: int
    total: int

    @property
    def difference(self) -> float:
        """Share of the first way less share of the second, -1..1; 0 when there is no question."""
        return (self.gained - self.lost) / self.total if self.total else 0.0

    @property
    def chance(self) -> float:
        """Two-sided probability that equal ways differ as much: 1 when nothing differs."""
        differing, fewer = self.gained + self.lost, min(self.gained, self.lost)
        return min(1.0, 2 * sum(comb(differing, k) for k in range(fewer + 1)) / float(2**differing))

    @property
    def interval(self) -> tuple[float, float]:
        """95 % of ``difference`` over questions drawn again, the same draws each time."""
        if not self.gained + self.lost:
            return 0.0, 0.0
        marks = [1] * self.gained + [-1] * self.lost + [0] * (self.total - self.gained - self.lost)
        draw = random.Random(_SEED)
        means = sorted(sum(draw.choices(marks, k=self.total)) / self.total for _ in range(_RESAMPLES))
        return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]

    def __str__(self) -> str:
        low, high = self.interval
        return f"+{self.gained} -{self.lost} = {self.difference:+.1%} [{low:+.1%}, {high:+.1%}] p {self.chance:.2f}"


def compared(first: Sequence[bool], second: Sequence[bool]) -> Compared:
    """Two ways on the same questions, in the same order. Raises ValueError when they are not as many."""
    pairs = list(zip(first, second, strict=True))
    return Compared(
        gained=sum(a and not b for a, b in pairs), lost=sum(b and not a for a, b in pairs), total=len(pairs)
    )
