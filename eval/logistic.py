"""A small logistic regression whose weights are never negative, and its predictions on groups that it did not see.

Weights held at zero or above keep a signal from counting against what it speaks for, whatever a hundred questions say.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

_STEPS = 600
_RATE = 1.0
"""Signals lie in 0..1 and cases weigh 1 in all, so that the slope changes by (signals + 1)/4 at most."""
PENALTY = 0.002
"""On the half squares of the weights, the cases weighing 1 in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """``signals`` in 0..1, in one order for all; ``weight`` of the case; ``group``: what must not be split."""

    signals: tuple[float, ...]
    is_right: bool
    weight: float
    group: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """Weights in the order of the signals, none negative, and what is added."""

    weights: tuple[float, ...]
    bias: float

    def __call__(self, signals: Sequence[float]) -> float:
        """Between 0 and 1."""
        total = self.bias + sum(w * s for w, s in zip(self.weights, signals, strict=True))
        return 1 / (1 + math.exp(-total))


def fitted(cases: Sequence[Case]) -> Logistic:
    """By projected gradient, accelerated (Nesterov 1983). Raises ValueError unless both outcomes are there."""
    if len({case.is_right for case in cases}) != 2:
        raise ValueError(f"both outcomes are needed to fit weights, got one among {len(cases)} cases")
    whole = sum(case.weight for case in cases)
    size = len(cases[0].signals)
    current = ahead = [0.0] * (size + 1)
    for step in range(_STEPS):
        moved = _descended(cases, whole, ahead)
        push = step / (step + 3)
        ahead = [new + push * (new - old) for new, old in zip(moved, current, strict=True)]
        current = moved
    return Logistic(weights=tuple(current[:size]), bias=current[size])


def _descended(cases: Sequence[Case], whole: float, at: Sequence[float]) -> list[float]:
    model = Logistic(weights=tuple(at[:-1]), bias=at[-1])
    slope = [PENALTY * weight for weight in at[:-1]] + [0.0]
    for case in cases:
        error = case.weight / whole * (model(case.signals) - case.is_right)
        for number, signal in enumerate((*case.signals, 1.0)):
            slope[number] += error * signal
    moved = [value - _RATE * change for value, change in zip(at, slope, strict=True)]
    return [*(max(weight, 0.0) for weight in moved[:-1]), moved[-1]]


def out_of_fold(cases: Sequence[Case]) -> list[float]:
    """For each case, what weights say that were fitted on the other groups."""
    models: Mapping[Hashable, Logistic] = {
        group: fitted([case for case in cases if case.group != group]) for group in {case.group for case in cases}
    }
    return [models[case.group](case.signals) for case in cases]


def pairs_told_apart(values: Sequence[float], rights: Sequence[bool]) -> float:
    """The share of pairs, one right and one not, of which the right one has more; ties count half. AUC."""
    right = [value for value, is_right in zip(values, rights, strict=True) if is_right]
    other = [value for value, is_right in zip(values, rights, strict=True) if not is_right]
    won = sum((a > b) + 0.5 * (a == b) for a in right for b in other)
    return won / (len(right) * len(other)) if right and other else 0.0
