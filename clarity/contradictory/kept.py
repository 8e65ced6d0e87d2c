"""The claims of a document as text that storage keeps without knowing it, and back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from clarity.contradictory.claim import ClaimKind, Said
from clarity.observation import Place
from domain.ids import DocumentId, PassageId

_STEMS = ("values", "own", "passage", "qualifiers", "above")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a document says. ``ends`` are the keys of the numbers of acts that it says it ends.

    ``copy`` is its sketch as ``clarity.contradictory.copies`` writes it.
    """

    claims: tuple[Said, ...]
    ends: frozenset[str]
    copy: Sequence[object] = ()


def written(kept: Kept) -> str:
    """One line of JSON; the same claims give the same text. Words that claims share are written once."""
    sets: dict[tuple[str, ...], int] = {}

    def numbered(words: frozenset[str]) -> int:
        return sets.setdefault(tuple(sorted(words)), len(sets))

    rows = [
        [
            claim.kind.value,
            *(numbered(getattr(claim, name)) for name in _STEMS),
            claim.first.isoformat() if claim.first else None,
            claim.last.isoformat() if claim.last else None,
            [numbered(line) for line in claim.lines],
            claim.place.document_id,
            claim.place.passage_id,
            claim.place.page,
            list(claim.place.heading_path),
            claim.place.start,
            claim.place.end,
            claim.place.quote,
        ]
        for claim in kept.claims
    ]
    found = {"sets": list(sets), "claims": rows, "ends": sorted(kept.ends), "copy": list(kept.copy)}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Kept:
    """What was written."""
    found = json.loads(text)
    sets = [frozenset(words) for words in found["sets"]]
    return Kept(
        claims=tuple(_claim(row, sets) for row in found["claims"]), ends=frozenset(found["ends"]), copy=found["copy"]
    )


def _claim(row: Sequence[object], sets: Sequence[frozenset[str]]) -> Said:
    words = [sets[cast(int, at)] for at in row[1 : 1 + len(_STEMS)]]
    first, last, lines, document, passage, page, headings, start, end, quote = row[1 + len(_STEMS) :]
    return Said(
        kind=ClaimKind(cast(str, row[0])),
        **dict(zip(_STEMS, words, strict=True)),
        place=Place(
            document_id=DocumentId(cast(str, document)) if document else None,
            passage_id=PassageId(cast(str, passage)) if passage else None,
            page=cast(int | None, page),
            heading_path=tuple(cast(Sequence[str], headings)),
            start=cast(int, start),
            end=cast(int, end),
            quote=cast(str, quote),
        ),
        first=date.fromisoformat(cast(str, first)) if first else None,
        last=date.fromisoformat(cast(str, last)) if last else None,
        lines=tuple(sets[at] for at in cast(Sequence[int], lines)),
    )
