"""Pages, notices and flyers, which nothing replaces by law: the newest goes before an older one that says otherwise.

A flyer seldom says its year: « du 1er juillet au 31 août » of three years ago reads like this summer's. Acts are left
to ``domain/in_force.py``: a deliberation applies however old, until another ends it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from domain.in_force import Days, Standing
from domain.passage import Passage
from french.act_subject import act_subject
from french.facts import facts_in
from french.stated_period import stated_period
from french.typed_span import FactKind
from retriever.ranking.candidate import Candidate
from retriever.ranking.candidate_days import SAME_SUBJECT, SUBJECT_STEMS, passage_words, stated_days
from retriever.ranking.drafts import is_draft
from retriever.ranking.national import is_national

# Tariffs, hours and calendars change once a year, not always on the same day. At 270 days, a grid of December was
# taken for older than a page of the next September, and one question of 185 of the sample commune lost its answer.
APART = timedelta(days=330)
_RECURRING = frozenset({FactKind.AMOUNT, FactKind.HOURS, FactKind.DAYS, FactKind.PERIOD})


def is_written_later(other: Candidate, one: Candidate, days: Days) -> bool:
    """Whether ``one`` is a notice or over, ``other`` is newer and not after the days asked, and both are on one
    subject with other values of a kind that changes every year. What names the days asked is never older.
    """
    if not is_newer(other, one) or is_after(other, days) or not _may_follow(other):
        return False
    named = _period(one)
    if named is not None and named.last >= days.first:
        return False
    subject = act_subject(one.document.title)
    has_same_title = len(subject) >= SUBJECT_STEMS and subject == act_subject(other.document.title)
    mine, theirs = passage_words(one.passage), passage_words(other.passage)
    is_alike = len(mine & theirs) >= SAME_SUBJECT * max(1, min(len(mine), len(theirs)))
    return (has_same_title or is_alike) and _say_otherwise(one.passage, other.passage)


def is_followed(one: Candidate, found: Sequence[Candidate], days: Days) -> bool:
    """Whether one of ``found`` is written later than ``one``; what ``one`` alone tells is looked at once."""
    if not _is_loose(one):
        return False
    named = _period(one)
    if named is not None and named.last >= days.first:
        return False
    return any(is_written_later(other, one, days) for other in found)


def is_newer(other: Candidate, one: Candidate) -> bool:
    """Whether ``one`` is no act that applies, and ``other`` names a later period, or was written a year later."""
    if other.document.id == one.document.id or not _is_loose(one):
        return False
    before = _period(one)
    if before is not None and (after := _period(other)) is not None:
        return before.last < after.last
    mine, theirs = one.document.dated_on, other.document.dated_on
    return mine is not None and theirs is not None and theirs - mine > APART


def _is_loose(one: Candidate) -> bool:
    """A page or a notice of no session, or acts all over: nothing else tells that they are followed."""
    if one.parts:
        return all(part.standing is Standing.OVER for part in one.parts)
    return one.document.session_date is None


def _period(one: Candidate) -> Days | None:
    """The period that governs the passage, else that of the document's title."""
    return stated_days(one.passage) or _of_title(one.document.title)


@lru_cache(maxsize=4_096)
def _of_title(title: str) -> Days | None:
    first, last = stated_period(title)
    return Days(first=first, last=last) if first and last else None


def is_after(other: Candidate, days: Days) -> bool:
    """Whether ``other`` is of a later day than those asked about."""
    return (other.document.dated_on or date.min) > days.last


def _may_follow(other: Candidate) -> bool:
    """A fiche is brought up to date for the whole country; an agenda, a draft or a past poster replaces nothing."""
    is_weak = other.is_announcement or other.is_bygone or other.is_elsewhere or is_draft(other.document)
    return not is_weak and not is_national(other.document, other.passage)


def _say_otherwise(one: Passage, other: Passage) -> bool:
    mine, theirs = _values(one), _values(other)
    kinds = {kind for kind, _ in mine} & {kind for kind, _ in theirs}
    return any(kind in kinds and (kind, value) not in theirs for kind, value in mine)


@lru_cache(maxsize=4_096)
def _values(passage: Passage) -> frozenset[tuple[FactKind, str]]:
    return frozenset((fact.kind, repr(fact.value)) for fact in facts_in(passage.text) if fact.kind in _RECURRING)
