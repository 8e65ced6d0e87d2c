"""Two ways of answering the same questions: how much they differ, with the interval that chance alone would give."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.retrieval_scores import bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The mean of the differences by question, and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"

    def as_json(self) -> dict[str, float]:
        """Its three numbers."""
        return {"value": self.value, "low": self.low, "high": self.high}


def paired(theirs: Sequence[float], ours: Sequence[float]) -> Difference:
    """``theirs`` minus ``ours``, question by question, by the bootstrap of ``eval.retrieval_scores``.

    Raises ValueError when they are not of the same questions.
    """
    differences = [float(one) - float(other) for one, other in zip(theirs, ours, strict=True)]
    if not differences:
        return Difference(value=0.0, low=0.0, high=0.0)
    found = bootstrap(differences)
    return Difference(value=found.value, low=found.low, high=found.high)
