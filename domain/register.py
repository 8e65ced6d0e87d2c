"""The register of a commune's decisions: each once, though minutes, extracts and lists all write it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.act import ActKind, Decision
from domain.document import Document, Visibility
from domain.ids import DocumentId

# Whose words are kept: the act itself, then the minutes, then what only names it.
_BEST_FIRST = (
    ActKind.DELIBERATION,
    ActKind.PROCES_VERBAL,
    ActKind.COMPTE_RENDU,
    ActKind.LISTE_DES_DELIBERATIONS,
)
SAME_TITLE = 0.5
"""Share of the shorter title's words that the other holds when two lines of one day and number are one decision.

Minutes shorten titles (« Tarifs 2026 ») and mistype numbers: in one commune's minutes of 13 lines, 3 numbers stood
before two objects each, whose titles shared no more than a third of their words.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """A decision and the document that tells it best."""

    decision: Decision
    document: Document


def register_of(
    decisions: Iterable[Decision], documents: Mapping[DocumentId, Document], instance: str
) -> list[RegisterLine]:
    """The decisions of ``instance`` that public documents tell, oldest first, each once.

    A document that does not say who met (a list, a register) is taken as that instance's. A line without a vote gets
    the vote that another document gives of the same decision.
    """
    told = [
        RegisterLine(decision=decision, document=documents[decision.document_id])
        for decision in decisions
        if decision.document_id in documents and _is_of(documents[decision.document_id], instance)
    ]
    kept: dict[tuple[date | None, str], list[RegisterLine]] = {}
    for line in sorted(told, key=_rank):
        same = kept.setdefault((line.decision.day, _key(line.decision)), [])
        for place, other in enumerate(same):
            if is_same_title(line.decision.title, other.decision.title):
                if other.decision.vote is None:
                    same[place] = replace(other, decision=replace(other.decision, vote=line.decision.vote))
                break
        else:
            same.append(line)
    lines = [line for same in kept.values() for line in same]
    return sorted(lines, key=lambda line: (line.decision.day or date.min, _key(line.decision), line.decision.title))


def _is_of(document: Document, instance: str) -> bool:
    act = document.act
    return document.visibility is Visibility.PUBLIC and act is not None and act.instance in (None, instance)


def _rank(line: RegisterLine) -> tuple[int, str, str, int]:
    kind = line.document.act.kind if line.document.act else ActKind.AUTRE
    place = _BEST_FIRST.index(kind) if kind in _BEST_FIRST else len(_BEST_FIRST)
    return place, line.document.source, line.document.path, line.decision.ordinal


def _key(decision: Decision) -> str:
    """A decision without a number is known by its title."""
    return f"~{' '.join(_words(decision.title))}" if decision.number is None else number_key(decision.number)


def number_key(number: str) -> str:
    """What two ways of writing a number have in common: « 02031-00012 » for « D2031-12 » and « n° 2031/012 »."""
    return "-".join(f"{int(digits):05}" for digits in re.findall(r"\d+", number))


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles of one day and number are those of one decision."""
    fewer, more = sorted((set(_words(one)), set(_words(other))), key=len)
    return len(fewer & more) >= SAME_TITLE * len(fewer)


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.lower())
