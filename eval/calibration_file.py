"""The file of weights and limits that ``answering.confidence`` reads, written with the evidence that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from answering.signals import NAMES
from eval.intervals import Share
from eval.logistic import Logistic

_HEAD = """\
# What the signals of an answer weigh (answering/signals.py), and the limits of the confidence that they make.
# Written by python -m eval.calibrate --write on development halves: fit again when choosing or ranking change.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """At or above ``answered``: an answer; at or above ``partial``: with a reserve; below: nothing is shown."""

    answered: float
    partial: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEvidence:
    """What the limits do to a set, out of fold: shares by the name of a figure."""

    name: str
    digest: str
    shares: Mapping[str, Share]


def calibration_toml(model: Logistic, choice: Choice, evidence: Sequence[SetEvidence], *, day: date, rule: str) -> str:
    """The whole file."""
    lines = [_HEAD, f"bias = {model.bias:.4f}", "", "[weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(NAMES, model.weights, strict=True)]
    lines += ["", "[limits]", f"answered = {choice.answered:.3f}", f"partial = {choice.partial:.3f}"]
    lines += ["", "[evidence]", f"fitted = {day.isoformat()}", f'rule = "{rule}"']
    for one in evidence:
        lines += ["", f"[evidence.{one.name}]", f'digest = "{one.digest}"']
        lines += [f'"{figure}" = [{share.hits}, {share.total}]' for figure, share in one.shares.items()]
    return "\n".join(lines) + "\n"
