"""Whether plain French says again what a document says: words that stand for one another, and those that say nothing.

The words are in ``wording.toml``; what a question may be called in the papers of a commune is in ``thesaurus.txt``.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from french.analyser import stems, stems_of, words
from french.thesaurus import expansions

_CACHED_TEXTS, _CACHED_PAIRS = 16_384, 65_536
"""Clauses of the passages in use, and pairs of their words: together under 20 MB."""

_SHORTEST_PREFIX = 5
"""« reserv » and « reservent », « arret » and « arrete »: the stemmer leaves some forms of a verb apart. From five
letters on, one stem that begins another is the same word; of four, « port » would be « portail »."""

_COMMON_PREFIX = 6
_LONGEST_REST = 4
"""« suspendu » and « suspens » share six letters and differ by less than four."""


_CLOSE_PREFIX = 5
_CLOSE_REST = 1
"""« absent » and « absenc » share five letters of six; « agent » and « agenc » four."""

_SHORTEST_ROOT = 4
_NOUN_ENDINGS = frozenset(["aison", "ation", "ement", "age", "eur", "euse", "ure", "ent", "ant", "ion", "ition"])
"""« livraison » of « livrer », « versement » of « verser »."""


_ROOT = re.compile(r"(?:ag|age|ement|ation|aison|eur|ition|u)$")
"""« elagu » and « elagag »: what makes a noun of a verb is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """``wording.toml``: ``light`` by stem, ``decisive`` and ``channels`` by folded word; families by stem.

    ``opposites`` gives, by folded word, those that deny it; ``kin``, by folded word, stems that name the same person or
    place by another part of speech.
    """

    light: frozenset[str]
    decisive: frozenset[str]
    channels: frozenset[str]
    families: dict[str, frozenset[int]]
    opposites: dict[str, frozenset[str]]
    kin: dict[str, frozenset[str]]


@cache
def wording() -> Wording:
    """The lists, read once. Raises KeyError or tomllib.TOMLDecodeError when the file is not of its form."""
    data = tomllib.loads(resources.files("french").joinpath("wording.toml").read_text(encoding="utf-8"))
    families: dict[str, set[int]] = {}
    for number, family in enumerate(data["families"]):
        for stem in _stems(family):
            families.setdefault(stem, set()).add(number)
    opposites: dict[str, set[str]] = {}
    for pair in data["opposites"]:
        for mine, others in (pair, reversed(pair)):
            for word in mine.split():
                opposites.setdefault(word, set()).update(others.split())
    return Wording(
        light=frozenset(_stems(data["light"])),
        decisive=frozenset(data["decisive"].split()),
        channels=frozenset(data["channels"].split()),
        families={stem: frozenset(numbers) for stem, numbers in families.items()},
        opposites={word: frozenset(others) for word, others in opposites.items()},
        kin={word: frozenset(_stems(listed)) for listed in data["kin"] for word in listed.split()},
    )


def content_stems(text: str) -> list[str]:
    """Stems of ``text`` in order that carry a fact: no stop-words, no light words, no figures."""
    return list(_content_stems(text))


@lru_cache(maxsize=_CACHED_TEXTS)
def _content_stems(text: str) -> tuple[str, ...]:
    light = wording().light
    return tuple(
        stem for stem in stems(text) if stem not in light and not any(c.isdigit() for c in stem) and len(stem) > 1
    )


@lru_cache(maxsize=_CACHED_PAIRS)
def same_word(one: str, other: str) -> bool:
    """Whether two stems are forms of one word."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_PREFIX and long.startswith(short) and len(long) - len(short) <= _LONGEST_REST:
        return True
    if len(short) >= _SHORTEST_ROOT and long.startswith(short) and long[len(short) :] in _NOUN_ENDINGS:
        return True
    if (root := _ROOT.sub("", short)) == _ROOT.sub("", long) and len(root) >= _SHORTEST_ROOT:
        return True
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if same >= _CLOSE_PREFIX and len(long) - same <= _CLOSE_REST:
        return True
    return same >= _COMMON_PREFIX and len(long) - same <= _LONGEST_REST


def said_by(stem: str, said: Iterable[str]) -> bool:
    """Whether one of the stems ``said`` is a form of ``stem`` or stands for it in plain French."""
    words = list(said)
    return any(same_word(stem, other) for other in words) or stands_for(stem, words)


def stands_for(stem: str, said: Iterable[str]) -> bool:
    """Whether ``stem`` is of a family of one of ``said``: « habit » of « resid »."""
    families = wording().families
    mine = families.get(stem, frozenset())
    return bool(mine) and any(mine & families.get(other, frozenset()) for other in said)


def called_otherwise(text: str, said: frozenset[str]) -> frozenset[str]:
    """Stems of ``text`` that the thesaurus calls by words that are all in ``said``."""
    found = expansions(stems_of(words(text)))
    return frozenset(stem for one in found for stem in one.found if any(said.issuperset(term) for term in one.terms))


def _stems(listed: str) -> list[str]:
    return [stem for word in listed.split() for stem in stems(word)]
