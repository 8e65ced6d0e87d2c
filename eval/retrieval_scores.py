"""What a ranking is worth: recall, reciprocal rank, discounted gain, with their 95 % intervals.

A ranking is, for each question, whether each of its first hits answers, best first (``Sequence[bool]``).
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.intervals import wilson

DEPTH = 10
CUTS = (1, 5, 10)
"""Ranks at which recall is counted."""

_RESAMPLES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean and its 95 % interval, in 0..1; in -1..1 for a difference."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"

    @property
    def signed(self) -> str:
        """A difference, with its sign."""
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def reciprocal_rank(hits: Sequence[bool]) -> float:
    """One over the rank of the first relevant hit, 0 without any."""
    return next((1 / rank for rank, relevant in enumerate(hits, 1) if relevant), 0.0)


def ndcg(hits: Sequence[bool], relevant: int) -> float:
    """Normalised discounted cumulative gain of the first ten hits, relevance 0 or 1."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank, hit in enumerate(hits[:DEPTH], 1) if hit) / ideal


def recall(found: Sequence[Sequence[bool]], rank: int) -> Interval:
    """Share of questions with a relevant hit among the first ``rank``, with Wilson's interval."""
    return share([float(any(hits[:rank])) for hits in found])


def share(values: Sequence[float]) -> Interval:
    """A mean of shares, one a question, with Wilson's interval for that many questions."""
    total = sum(values)
    low, high = wilson(total, len(values))
    return Interval(value=total / len(values), low=low, high=high)


def bootstrap(values: Sequence[float]) -> Interval:
    """Percentile interval of a mean over 1,000 resamples of the questions, from a fixed seed.

    Given differences question by question, it is the paired bootstrap.
    """
    draw = random.Random(0)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(_RESAMPLES))
    low, high = means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES) - 1]
    return Interval(value=sum(values) / len(values), low=low, high=high)


def paired(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """Mean of ``ours`` less ``theirs`` over the same questions, by paired bootstrap."""
    return bootstrap([mine - other for mine, other in zip(ours, theirs, strict=True)])
