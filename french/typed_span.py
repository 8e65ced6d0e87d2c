"""A thing of a known kind found in a text: where it stands, and its value in one normal form.

Every reader of typed facts gives these. What a fact is about (which service, which attribute) is left to others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar
from unicodedata import combining, normalize

Value_co = TypeVar("Value_co", covariant=True)


class FactKind(StrEnum):
    """What a span is. Figures are compared within one kind only."""

    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    QUOTIENT = "quotient"
    DATE = "date"
    PERIOD = "period"
    DAYS = "days"
    HOURS = "hours"
    AGE = "age"
    DELAY = "delay"
    FREQUENCY = "frequency"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ADDRESS = "address"
    POPULATION = "population"


class Bound(StrEnum):
    """On which side of a date or an hour things hold."""

    AT = "at"
    FROM = "from"
    UNTIL = "until"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpan(Generic[Value_co]):
    """``start`` and ``end`` are a half-open span in code points of the text that was read."""

    kind: FactKind
    start: int
    end: int
    value: Value_co


AnySpan = TypedSpan[Any]
"""A span whose value's type its kind tells."""


def overlaps(span: AnySpan, others: Iterable[AnySpan]) -> bool:
    """Whether ``span`` shares a character with one of ``others``."""
    return any(span.start < other.end and other.start < span.end for other in others)


class _Flat(dict[int, str]):
    """One character for one character, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = "".join(c for c in normalize("NFKD", char) if not combining(c)).lower()
        flat = " " if char.isspace() and char != "\n" else bare if len(bare) == 1 else char
        self[code] = flat
        return flat


_FLAT = _Flat({ord(a): b for a, b in zip("’ʼ‘´`‐‑‒–—―−⁄", "'''''-------/", strict=True)})


@lru_cache(maxsize=2048)
def flat(text: str) -> str:
    """``text`` in lower case without accents, one kind of apostrophe, dash and space, and of the SAME LENGTH.

    Offsets found in it are offsets of ``text`` (composed, NFC, as the readers of documents give it).

    >>> flat("À 17 h 30 — 5,15 €/m³")
    'a 17 h 30 - 5,15 €/m3'
    """
    return text.translate(_FLAT)
