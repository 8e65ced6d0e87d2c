"""Two documents in force that give another value for the same thing: both are shown, and it is said. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from domain.answer import SentenceRole
from domain.in_force import Standing
from french.amounts import Amount
from french.answer_types import AnswerType
from french.delays import Delay
from french.facts import QUALIFIERS, facts_in
from french.hours import Hours
from french.typed_span import AnySpan, FactKind
from retriever.ranking.drafts import is_draft
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.wanted import Wanted

# Of the question's subject, in and around each; of the words of the shorter, in the other. On the dev halves (92 sample
# and 98 real questions) these find 2 pairs, both of them contradictions; none on the gold set.
SUPPORT = 0.6
SAME_WORDS = 0.5
# What is not nearly the best answer may well be said otherwise elsewhere, but was not asked.
NEARLY = 0.95
LEAST_SHARED = 2

_KINDS = {
    AnswerType.AMOUNT: FactKind.AMOUNT,
    AnswerType.HOURS: FactKind.HOURS,
    AnswerType.DAY: FactKind.HOURS,
    AnswerType.DELAY: FactKind.DELAY,
}


def with_contradiction(
    shown: Sequence[ScoredUnit], found: Sequence[ScoredUnit], wanted: Wanted
) -> tuple[ScoredUnit, ...]:
    """``shown``, the two sides of a contradiction first, the most recent before the other; as it was when none is."""
    kinds = {_KINDS[kind] for kind in wanted.types if kind in _KINDS}
    sides = [c for c in found if kinds and _may_answer(c)]
    answering = [c for c in shown if c.role is not SentenceRole.CASE and _may_answer(c)]
    floor = NEARLY * max((c.score for c in answering), default=0.0)
    for one in (c for c in answering if c.score >= floor):
        for other in sides if kinds else ():
            if _differ(one, other, kinds):
                pair = sorted((one, other), key=_recency, reverse=True)
                places = {c.place for c in pair}
                both = (replace(c, role=SentenceRole.CONFLICT, condition=None) for c in pair)
                return (*both, *(c for c in shown if c.place not in places))
    return tuple(shown)


def _may_answer(one: ScoredUnit) -> bool:
    """Whether a unit applies today, answers what is asked, and is for who asks."""
    candidate, part = one.candidate, one.candidate.part_at(one.unit.start)
    if candidate.is_former or candidate.is_announcement or candidate.is_bygone or is_draft(candidate.document):
        return False
    if part is not None and (part.standing is not Standing.APPLIES or (part.act is not None and part.act.is_rejected)):
        return False
    return one.has_type and one.support >= SUPPORT and one.fit >= 0


def _differ(one: ScoredUnit, other: ScoredUnit, kinds: set[FactKind]) -> bool:
    if one.candidate.document.id == other.candidate.document.id:
        return False
    shared = len(one.stems & other.stems)
    if shared < LEAST_SHARED or shared < SAME_WORDS * min(len(one.stems), len(other.stems)):
        return False
    mine, theirs = facts_in(one.unit.text), facts_in(other.unit.text)
    if _qualifiers(mine) != _qualifiers(theirs):
        return False
    return any(_values_differ(kind, mine, theirs) for kind in kinds)


def _qualifiers(facts: Sequence[AnySpan]) -> frozenset[tuple[FactKind, str]]:
    """For whom and when; a day named is not the day of an act."""
    return frozenset((f.kind, repr(f.value)) for f in facts if f.kind in QUALIFIERS and f.kind is not FactKind.DATE)


def _values_differ(kind: FactKind, mine: Sequence[AnySpan], theirs: Sequence[AnySpan]) -> bool:
    """One price against another; hours of which some are the same; lengths in the same unit."""
    one, other = _values(kind, mine), _values(kind, theirs)
    if not one or not other or one == other:
        return False
    if kind is FactKind.AMOUNT:
        return len(one) == len(other) == 1
    if kind is FactKind.HOURS:
        return len(one) == len(other) and bool(one & other)
    units = {unit for _, unit in one} & {unit for _, unit in other}
    return any({v for v in one if v[1] == unit}.isdisjoint({v for v in other if v[1] == unit}) for unit in units)


def _values(kind: FactKind, facts: Sequence[AnySpan]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for fact in facts:
        match fact.value:
            case Amount(low=low, high=high) if kind is FactKind.AMOUNT:
                found.add((f"{low} {high}", ""))
            case Hours(start=start, end=end) if kind is FactKind.HOURS:
                found |= {(f"{clock.earliest}", "") for clock in (start, end) if clock is not None}
            case Delay(low=low, high=high, unit=unit) if kind is FactKind.DELAY:
                found.add((f"{low if low is not None else high}", unit.value))
            case _:
                pass
    return frozenset(found)


def _recency(one: ScoredUnit) -> tuple[int, float]:
    day = one.candidate.document.dated_on
    return (day.toordinal() if day else 0), one.score
