"""Words that take the place of others from one question to the next (``exchanged.toml``).

« la garderie du matin coûte combien ? », then « et le soir ? »: the evening replaces the morning, the rest stays.
"""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

from french.analyser import stem_of, words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kinds:
    """Stems by kind. ``things`` are one kind; ``weak`` ones are replaced by them and replace nothing."""

    qualities: tuple[frozenset[str], ...]
    things: frozenset[str]
    weak: frozenset[str]


def names_a_thing(stems: Set[str]) -> bool:
    """Whether the stems of a question name a place, a service or an event that can be asked about."""
    return bool(stems & _kinds().things)


def other_subject(stems: Set[str], *, idle: Set[str] = frozenset()) -> frozenset[str]:
    """Stems that are of no kind here: what is done, or wanted, of what is named. ``idle`` ones do not count."""
    kinds = _kinds()
    return frozenset(stems - idle - kinds.things - kinds.weak).difference(*kinds.qualities)


def replaced_stems(now: Set[str], before: Set[str], *, idle: Set[str] = frozenset()) -> frozenset[str]:
    """Which stems of the question ``before`` those of the question ``now`` take the place of.

    ``idle`` stems of ``now`` only say what kind of thing is asked. A thing replaces another when the question has no
    other subject: « et la piscine ? », not « je rends les clés à la mairie ? ».
    """
    kinds = _kinds()
    out: set[str] = set()
    for family in kinds.qualities:
        if now & family:
            out |= before & family
    if now & kinds.things and not other_subject(now, idle=idle):
        out |= before & (kinds.things | kinds.weak)
    return frozenset(out - now)


@cache
def _kinds() -> _Kinds:
    listed = tomllib.loads(resources.files("french").joinpath("exchanged.toml").read_text(encoding="utf-8"))
    things = listed["things"]
    return _Kinds(
        qualities=tuple(_stems(family) for family in listed["qualities"].values()),
        things=frozenset[str]().union(*(_stems(text) for kind, text in things.items() if kind != "weak")),
        weak=_stems(things["weak"]),
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words(text))
