"""How sure an answer made without a model may be: its signals weighed together, and the limits that end it.

Weights and limits are data with their evidence, ``thresholds.toml``, fitted by ``python -m eval.calibrate`` on the
development halves. What cannot be read is replaced by ``STRICT``, which refuses more.
"""

import logging
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from answering.signals import NAMES, NO_SIGNAL, Signals
from domain.errors import BadInput

SHIPPED = Path(__file__).with_name("thresholds.toml")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``weights`` of signals, by name, none negative: a signal can only speak for an answer; ``bias`` is added.

    ``answered`` and ``partial`` are shares, 0..1: at or above the first an answer is given as one, at or above the
    second with a reserve, below it nothing is shown.
    """

    weights: Mapping[str, float]
    bias: float
    answered: float
    partial: float

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.weights) - set(NAMES)):
            raise ValueError(f"no such signal: {', '.join(unknown)}; known: {', '.join(NAMES)}")
        if not all(math.isfinite(w) and w >= 0 for w in self.weights.values()) or not math.isfinite(self.bias):
            raise ValueError("weights are numbers from 0 up, and the bias a number")
        if not 0 <= self.partial <= self.answered <= 1:
            raise ValueError(f"0 <= partial <= answered <= 1 is needed, got {self.partial} and {self.answered}")


STRICT = Limits(weights={"carried": 10.0, "thing": 5.0}, bias=-6.0, answered=0.8, partial=0.5)
"""Where no file can be read. What the question names must be there, or a good part of its other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """``value``, 0..1, of an answer and what the limits make of it."""

    value: float
    signals: Signals
    is_answer: bool
    is_shown: bool


def confidence_of(signals: Signals, limits: Limits) -> Confidence:
    """The logistic of the weighted signals, beside the limits. Without any signal nothing is shown."""
    total = limits.bias + sum(limits.weights.get(name, 0.0) * value for name, value in signals.by_name().items())
    value = logistic(total)
    is_shown = signals != NO_SIGNAL and value >= limits.partial
    return Confidence(value=value, signals=signals, is_answer=is_shown and value >= limits.answered, is_shown=is_shown)


def logistic(total: float) -> float:
    """Between 0 and 1, for any number."""
    return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


def told(confidence: Confidence) -> str:
    """For an operator: figures alone, none of the question's words."""
    signals = ", ".join(f"{name} {value:.3f}" for name, value in confidence.signals.by_name().items())
    return f"confidence {confidence.value:.3f}: {signals}"


def read_limits(file: Path) -> Limits:
    """Raises BadInput naming the file and what is wrong in it."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        weights = {str(name): float(weight) for name, weight in data["weights"].items()}
        limits = data["limits"]
        return Limits(
            weights=weights,
            bias=float(data["bias"]),
            answered=float(limits["answered"]),
            partial=float(limits["partial"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{file}: no limits of answers ({error!r}); run python -m eval.calibrate") from error


@lru_cache(maxsize=8)
def limits_from(file: Path) -> Limits:
    """What ``file`` gives, read once; ``STRICT``, told to the operator, when it cannot be used."""
    try:
        return read_limits(file)
    except BadInput as error:
        _LOG.error("answers are refused more than they need be: %s", error)
        return STRICT
