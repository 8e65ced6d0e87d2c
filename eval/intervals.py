"""Shares with their Wilson interval, so that a small set never passes for a large one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""Quantile of the normal law for 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``hits`` out of ``total``, with the 95 % Wilson interval; all NaN-free: an empty share is 0 in [0, 1]."""

    hits: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.total:
            raise ValueError(f"a share needs 0 <= hits <= total, got {self.hits} of {self.total}")

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 when there is nothing to count."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Low and high ends, between 0 and 1 (Wilson 1927, 95 %)."""
        return wilson(self.hits, self.total)

    def __str__(self) -> str:
        if not self.total:
            return "none to count"
        low, high = self.interval
        return f"{self.hits}/{self.total} = {self.value:.1%} [{low:.1%}, {high:.1%}]"


def wilson(hits: float, total: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of ``hits`` out of ``total``; (0, 1) when ``total`` is 0.

    ``hits`` may be a fraction where each question counts for the mean of several draws.
    """
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    scale = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / scale
    half = z / scale * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_of(flags: Sequence[bool]) -> Share:
    """The share of true flags."""
    return Share(hits=sum(flags), total=len(flags))
