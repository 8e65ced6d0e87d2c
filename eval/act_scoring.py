"""How an act that was read compares with the one annotated: its kind, its session's day, its first decisions. Pure.

The rules, applied by no one's judgement:

1. The kind is right when it is the annotated one or another that the annotator admits; kinds that the set does not
   have (lists of decisions, bulletins, pages) count as its « autre ».
2. The day is right when it is the annotated one or one of the alternatives; no day is right where there is no session.
3. A decision is right when one of the first numbered decisions (as many as annotated) has its number as written (blanks
   folded), its page, and a title with at least four fifths of the annotated words.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

KINDS_OF_THE_SET = frozenset(
    ("deliberation", "proces_verbal", "compte_rendu", "ordre_du_jour", "arrete", "reglement", "convention", "rapport")
)
TITLE_SHARE = 0.8
"""Share of a title's words that must be found: annotators leave out « année scolaire », documents cut lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDecision:
    """A decision as annotated or as read. ``page`` counts from 1."""

    number: str
    page: int | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAct:
    """One line of the set. ``days`` holds every admitted day, empty where there is no session."""

    id: str
    path: str
    kinds: frozenset[str]
    days: frozenset[date]
    decisions: tuple[NamedDecision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAct:
    """What the product found. ``kind`` is None when it found none."""

    kind: str | None
    day: date | None
    decisions: tuple[NamedDecision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActScore:
    """Verdicts on one document. ``missing`` are the annotated decisions that were not found."""

    is_kind_right: bool
    is_day_right: bool
    missing: tuple[NamedDecision, ...]


def parse_gold(record: Mapping[str, object]) -> GoldAct:
    """One JSON object of the set. Raises KeyError, TypeError or ValueError when it has another form."""
    day, others = record["session_date"], record.get("alt_dates") or ()
    also, decisions = record["also_acceptable"], record.get("first_decisions") or ()
    assert isinstance(others, Sequence)
    assert isinstance(also, Sequence)
    assert isinstance(decisions, Sequence)
    return GoldAct(
        id=str(record["id"]),
        path=str(record["source_path"]),
        kinds=frozenset([str(record["kind"]), *map(str, also)]),
        days=frozenset(date.fromisoformat(str(d)) for d in (day, *others) if d),
        decisions=tuple(
            NamedDecision(number=str(d["number"]), page=int(d["page"]), title=str(d["title"])) for d in decisions
        ),
    )


def score_act(gold: GoldAct, read: ReadAct) -> ActScore:
    """Compare one document's reading with its annotation."""
    kind = read.kind if read.kind is None or read.kind in KINDS_OF_THE_SET else "autre"
    first = [decision for decision in read.decisions if decision.number][: len(gold.decisions)]
    return ActScore(
        is_kind_right=kind in gold.kinds,
        is_day_right=read.day in gold.days if gold.days else read.day is None,
        missing=tuple(d for d in gold.decisions if not any(_is_same(d, other) for other in first)),
    )


def _is_same(gold: NamedDecision, read: NamedDecision) -> bool:
    if _number(gold.number) != _number(read.number) or gold.page != read.page:
        return False
    wanted, found = _words(gold.title), set(_words(read.title))
    return sum(word in found for word in wanted) >= TITLE_SHARE * len(wanted)


def _number(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"\w+", "".join(c for c in decomposed if not unicodedata.combining(c)))
