"""Messages that the statistical router is trained on: ``eval/routing_families/*.txt``, by family.

A family is one situation said in many ways. ``[name] label kind kind`` opens it: its way, and for an emergency the
rules of ``answering/routing/emergencies.toml`` whose numbers it calls for, for another authority the rule of
``authorities.toml``. Each line after it is a message; ``{a|b}`` stands for either. ``#`` begins a comment.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path

from answering.routing.rules import rule_book
from eval.routing_set import RoutingLabel

FAMILIES = Path(__file__).with_name("routing_families")

MOST_OF_A_LINE = 4
"""Messages made of one line: more would repeat each other."""

_TRIES = 8
_HEAD = re.compile(r"^\[([\w.]+)\] (\w+)((?: \w+)*)$")
_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMessage:
    """One message. ``kinds`` are names of rules, of emergencies or of the authority; ``line``: what it was made of."""

    text: str
    family: str
    label: RoutingLabel
    kinds: tuple[str, ...] = ()
    line: str = ""


def read_families(folder: Path = FAMILIES) -> list[FamilyMessage]:
    """Every message of the folder, in its order. Raises OSError, or ValueError naming file, line and what is wrong."""
    return [message for file in sorted(folder.glob("*.txt")) for message in _messages(file)]


def made_of(line: str, most: int = MOST_OF_A_LINE) -> list[str]:
    """Up to ``most`` messages of a line, the same on every machine: each choice is taken before any is taken twice."""
    choices = [list(dict.fromkeys(slot.split("|"))) for slot in _SLOT.findall(line)]
    if prod(map(len, choices)) <= most:
        return sorted({_filled(line, chosen) for chosen in product(*choices)})
    draw = random.Random(line)
    shuffled = [draw.sample(options, len(options)) for options in choices]
    texts = dict.fromkeys(_filled(line, tuple(o[turn % len(o)] for o in shuffled)) for turn in range(most))
    for _ in range(_TRIES):
        texts[_filled(line, tuple(draw.choice(options) for options in choices))] = None
    return list(texts)[:most]


def _filled(line: str, chosen: tuple[str, ...]) -> str:
    choices = iter(chosen)
    return " ".join(_SLOT.sub(lambda _: next(choices), line).split())


def _messages(file: Path) -> Iterator[FamilyMessage]:
    head: tuple[str, RoutingLabel, tuple[str, ...]] | None = None
    for number, raw in enumerate(file.read_text("utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            head = _head(line, f"{file.name}, line {number}")
            continue
        if head is None:
            raise ValueError(f"{file.name}, line {number}: a message before any family")
        for text in made_of(line):
            yield FamilyMessage(text=text, family=head[0], label=head[1], kinds=head[2], line=line)


def _head(line: str, where: str) -> tuple[str, RoutingLabel, tuple[str, ...]]:
    found = _HEAD.match(line)
    if found is None or found[2] not in {label.value for label in RoutingLabel}:
        raise ValueError(f"{where}: « {line} » is not [family] label kinds")
    label, kinds = RoutingLabel(found[2]), tuple(found[3].split())
    book = _BOOKS.get(label)
    known = {rule.name for rule in rule_book(book).rules} if book else set()
    if set(kinds) - known or bool(kinds) != (book is not None):
        raise ValueError(f"{where}: « {line} » must name rules of {book or 'nothing'}")
    return found[1], label, kinds


_BOOKS = {RoutingLabel.EMERGENCY: "emergencies", RoutingLabel.OTHER_AUTHORITY: "authorities"}
