"""``python -m eval.fit_routing [--write]``: fits the statistical router, and judges it on what it has not seen.

Trained on the families of ``eval/routing_families/``, the two spent sets of messages and the ordinary questions of the
development halves. Left out at a time: a fifth of the families, a whole set, all the questions of a commune's set.
Prints what becomes of each, by family, and the limits with what each costs; ``--write`` stores weights and limits in
``answering/routing/router.npz`` and ``router.toml``. Two minutes on two cores.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from answering.routing.guessing import LIMITS_FILE, ORDINARY_WAYS
from answering.routing.numpy_router import WEIGHTS_FILE, write_weights
from answering.routing.rules import rule_book
from answering.routing.traits import BUCKETS
from eval.intervals import Share, share_of
from eval.message_families import FAMILIES, FamilyMessage
from eval.ordinary import MOST_TAKEN, MOST_WARNED
from eval.routing_rows import (
    FOLDS,
    QUESTIONS_PREFIX,
    SET_PREFIX,
    Training,
    every_message,
    fold_of,
    outputs_of,
    shares_of,
    training_of,
)
from eval.routing_set import RoutingLabel
from eval.scipy_one_vs_rest import Fit, Matrix, fitted
from models.static_embedding import StaticEmbedding

STEPS = 200
MOST_SENT_ELSEWHERE = 0.01
ORDINARY_FAMILIES = ("daily.", "life.", "long.", "plain.")
"""How the names of families of ordinary questions begin; « alike. » and « nuisance. » are written to be mistaken."""
KIND = 0.2
"""Emergencies of the sets with every number that they call for, and contacts shown of each: 123 of 127 at .5, 124 and
2.5 at .3, 126 and 2.7 at .2, 126 and 2.9 at .1."""
RULE = (
    "the lowest limits at which, out of fold, the router takes at most"
    f" {MOST_TAKEN:.0%} of the questions that documents answer for an emergency, gives at most {MOST_WARNED:.0%} of"
    f" them the line of numbers (perhaps), and sends at most {MOST_SENT_ELSEWHERE:.0%} of the sets' and questions'"
    " messages another way than theirs"
)
"""A line about danger under the hours of the swimming pool teaches to read past it: what it costs is bounded on
questions as people ask them. Families are written to be mistaken: 3% of the ordinary ones would ask for .62, at which
the router alone finds 41 of the 48 emergencies of ``test2``, for 47 at .3."""

_LEAST, _MOST = 0.2, 0.95
_EMERGENCY = RoutingLabel.EMERGENCY.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A message, its shares by weights that saw neither its family nor its set; ``is_ruled``: a rule is for it.

    The rule is one of ``emergencies.toml``.
    """

    message: FamilyMessage
    shares: Mapping[str, float]
    is_ruled: bool

    @property
    def is_urgent(self) -> bool:
        """Whether it is an emergency."""
        return self.message.label is RoutingLabel.EMERGENCY

    @property
    def is_real_form(self) -> bool:
        """Whether it was written as a message or a question, not to train on."""
        return self.message.family.startswith((SET_PREFIX, QUESTIONS_PREFIX))

    def is_found(self, limit: float) -> bool:
        """Whether rules or the router at ``limit`` take it for an emergency."""
        return self.is_ruled or self.shares[_EMERGENCY] >= limit


def held_out(messages: Sequence[FamilyMessage], training: Training, outputs: Sequence[str]) -> list[Held]:
    """Every message, in order, judged by weights fitted on the other folds."""
    embedding = StaticEmbedding()
    folds = [fold_of(message) for message in messages]
    shares = np.zeros((len(messages), len(outputs)), dtype=np.float32)
    for fold in range(FOLDS):
        fit = fitted_on(training, [number for number, one in enumerate(folds) if one != fold])
        mine = [number for number, one in enumerate(folds) if one == fold]
        shares[mine] = shares_of(fit, [messages[number].text for number in mine], outputs, embedding)
    book = rule_book("emergencies")
    return [
        Held(
            message=message,
            shares=dict(zip(outputs, map(float, row), strict=True)),
            is_ruled=bool(book.matching(message.text)),
        )
        for message, row in zip(messages, shares, strict=True)
    ]


def fitted_on(training: Training, owners: Iterable[int]) -> Fit:
    """Weights fitted on every form of these messages."""
    kept = frozenset(owners)
    numbers = [number for number, owner in enumerate(training.owners) if owner in kept]
    return fitted(training.rows.only(numbers), training.wanted[numbers], training.weights[numbers], steps=STEPS)


def chosen_limits(held: Sequence[Held]) -> dict[str, float]:
    """By ``RULE``, rounded so that it holds, none under .2 nor over .95."""
    judged = [one for one in held if one.is_real_form]
    questions = [one for one in held if one.message.family.startswith(QUESTIONS_PREFIX)]
    perhaps = _lowest(questions, _EMERGENCY, MOST_WARNED)
    emergency = max(perhaps, _lowest(questions, _EMERGENCY, MOST_TAKEN))
    ways = {way: _lowest(judged, way, MOST_SENT_ELSEWHERE) for way in ORDINARY_WAYS}
    return {"emergency": emergency, "perhaps": perhaps, "kind": KIND} | ways


def _lowest(judged: Sequence[Held], output: str, most: float) -> float:
    others = sorted((one.shares[output] for one in judged if one.message.label.value != output), reverse=True)
    limit = (int(100 * others[int(most * len(others))]) + 1) / 100
    return min(max(limit, _LEAST), _MOST)


def evidence_of(held: Sequence[Held], limits: Mapping[str, float]) -> dict[str, dict[str, Share]]:
    """Shares by set, then by the name of a figure."""
    groups = {
        "families": [one for one in held if not one.is_real_form],
        "ordinary": [one for one in held if one.message.family.startswith(ORDINARY_FAMILIES)],
        "dev": [one for one in held if one.message.family == f"{SET_PREFIX}dev"],
        "test2": [one for one in held if one.message.family == f"{SET_PREFIX}test2"],
        "questions": [one for one in held if one.message.family.startswith(QUESTIONS_PREFIX)],
    }
    return {name: _figures(group, limits) for name, group in groups.items()}


def _figures(group: Sequence[Held], limits: Mapping[str, float]) -> dict[str, Share]:
    urgent = [one for one in group if one.is_urgent]
    others = [one for one in group if not one.is_urgent]
    router = share_of([one.shares[_EMERGENCY] >= limits["perhaps"] for one in urgent])
    found = {
        "emergency taken for one": share_of([one.is_found(limits["emergency"]) for one in urgent]),
        "emergency given its numbers": share_of([one.is_found(limits["perhaps"]) for one in urgent]),
        "emergency given its numbers, no rules": router,
        "other taken for an emergency": share_of([one.is_found(limits["emergency"]) for one in others]),
        "other given the line of numbers": share_of([one.is_found(limits["perhaps"]) for one in others]),
    }
    for way in ORDINARY_WAYS:
        own = [one.shares[way] >= limits[way] for one in group if one.message.label.value == way]
        rest = [one.shares[way] >= limits[way] for one in group if one.message.label.value != way]
        found |= {f"{way} found, no rules": share_of(own), f"other taken for {way}": share_of(rest)}
    return {name: share for name, share in found.items() if share.total}


def print_report(held: Sequence[Held], limits: Mapping[str, float]) -> None:
    """Each family, then each set, then the limits."""
    families = sorted({one.message.family for one in held if not one.is_real_form})
    say(f"{len(held)} messages, {sum(one.is_urgent for one in held)} emergencies, {len(families)} families; held out:")
    for family in families:
        group = [one for one in held if one.message.family == family]
        told = share_of([one.is_found(limits["perhaps"]) for one in group])
        alone = share_of([one.shares[_EMERGENCY] >= limits["perhaps"] for one in group])
        say(f"  {family:<22} {group[0].message.label.value:<16} given numbers {told}, by the router {alone}")
    for name, found in evidence_of(held, limits).items():
        say(f"{name}, held out:")
        for figure, share in found.items():
            say(f"  {figure:<40} {share}")
    for one in held:
        if one.message.family.startswith(SET_PREFIX):
            _tell_fault(one, limits)
    say(f"rule: {RULE}")
    say("limits: " + ", ".join(f"{name} {limit:.2f}" for name, limit in limits.items()))


def _tell_fault(one: Held, limits: Mapping[str, float]) -> None:
    """A message of a spent set, by its id, that the router alone misses or that is taken for an emergency."""
    share = one.shares[_EMERGENCY]
    if one.is_urgent and share < limits["perhaps"]:
        say(f"  MISSED BY THE ROUTER {one.message.line} ({share:.2f}){', not by a rule' if one.is_ruled else ''}")
    elif not one.is_urgent and one.is_found(limits["emergency"]):
        say(f"  TAKEN FOR AN EMERGENCY {one.message.line} ({share:.2f})")


def limits_toml(limits: Mapping[str, float], evidence: Mapping[str, Mapping[str, Share]], *, day: date) -> str:
    """The whole file."""
    lines = [_HEAD, "[limits]", *(f"{name} = {limit:.2f}" for name, limit in limits.items())]
    lines += ["", "[evidence]", f"fitted = {day.isoformat()}", f'rule = "{RULE}"', f'digest = "{families_digest()}"']
    for name, found in evidence.items():
        lines += ["", f"[evidence.{name}]"]
        lines += [f'"{figure}" = [{share.hits}, {share.total}]' for figure, share in found.items()]
    return "\n".join(lines) + "\n"


_HEAD = """\
# Shares from which a guess of the statistical router is believed, and what each limit did to messages held out.
# Written by python -m eval.fit_routing --write, with router.npz: fit again when families, traits or embedding change.
"""


def families_digest() -> str:
    """Of the files of families, in the order of their names."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(FAMILIES.glob("*.txt")))).hexdigest()


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """0; what the router misses is printed, not hidden."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit_routing", description="Fit the statistical router")
    parser.add_argument("--write", action="store_true", help="store the weights and the limits with their evidence")
    parser.add_argument("--day", type=date.fromisoformat, help="day of the fit, YYYY-MM-DD; today when left out")
    options = parser.parse_args(arguments)
    messages = every_message()
    outputs = outputs_of(messages)
    training = training_of(messages, outputs, StaticEmbedding())
    held = held_out(messages, training, outputs)
    limits = chosen_limits(held)
    print_report(held, limits)
    if options.write:
        fit = fitted_on(training, range(len(messages)))
        _write(fit, outputs, limits, evidence_of(held, limits), options.day or datetime.now(UTC).date())
    return 0


def _write(
    fit: Fit,
    outputs: Sequence[str],
    limits: Mapping[str, float],
    evidence: Mapping[str, Mapping[str, Share]],
    day: date,
) -> None:
    words: Matrix = fit.weights[:BUCKETS]
    write_weights(WEIGHTS_FILE, outputs, words, fit.weights[BUCKETS:], fit.bias)
    LIMITS_FILE.write_text(limits_toml(limits, evidence, day=day), encoding="utf-8")
    say(f"written: {WEIGHTS_FILE.name}, {WEIGHTS_FILE.stat().st_size:,} bytes, and {LIMITS_FILE.name}")


if __name__ == "__main__":
    sys.exit(main())
