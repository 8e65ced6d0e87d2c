"""Whether a passage found is of the days asked about: by its act, its headings, its likes or its own words."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from domain.in_force import Days, Standing
from domain.passage import Passage
from french.act_subject import act_subject
from french.analyser import stems
from french.dates import PartialDate, dates_in, is_possible
from french.stated_period import stated_period
from french.typed_span import Bound, flat
from retriever.ranking.candidate import Candidate, Then

# Two versions of a tariff share their headings and most of their words; figures, which change, are left out.
# One half is a choice, not a measurement.
SAME_SUBJECT = 0.5
SUBJECT_STEMS = 2
_WRITTEN_ON = re.compile(r"\b(?:publie|mis(?:e)? a jour|modifie|redige|fait|vu|loi|decret|arrete|deliberation)\b")


def is_past(one: Candidate, then: Then) -> bool:
    """Rejected, or known not to apply on the days asked; a period that is over counts when the question names them."""
    apart = {Standing.REPLACED, Standing.NOT_YET} | ({Standing.OVER} if then.is_named else set())
    return bool(one.parts) and all(part.standing in apart or (part.act and part.act.is_rejected) for part in one.parts)


def is_of_other_days(one: Candidate, found: Sequence[Candidate], then: Then) -> bool:
    """Whether what governs the passage names a period without a day in common with those asked about.

    « Tarifs 2031 » above a table, « du 1er mars au 31 mai » in its lead-in. When the question names no day, an older
    year is all that is known unless another passage of the same words names one that holds today.
    """
    days = stated_days(one.passage)
    if days is None or not _are_apart(days, then.days):
        return False
    if then.is_named or then.days.last < days.first:
        return True
    others = [other for other in found if (stated := stated_days(other.passage)) and not _are_apart(stated, then.days)]
    return any(_are_alike(one.passage, other.passage) for other in others)


def _are_apart(one: Days, other: Days) -> bool:
    return one.last < other.first or other.last < one.first


@lru_cache(maxsize=4_096)
def stated_days(passage: Passage) -> Days | None:
    """The period that the nearest lead-in, table title or heading names."""
    for line in (*reversed(passage.context), *reversed(passage.heading_path)):
        first, last = stated_period(line)
        if first is not None and last is not None:
            return Days(first=first, last=last)
    return None


def is_later_version(other: Candidate, one: Candidate, then: Then) -> bool:
    """Whether ``other`` is of a later session, not after the days asked about, and like ``one``: title or words.

    Where the acts of both are known, likeness is not enough: they are on the same subject.
    """
    if other.document.session_date is None or one.document.session_date is None or other.is_elsewhere:
        return False
    if not one.document.session_date < other.document.session_date <= then.days.last or is_past(other, then):
        return False
    if _are_known_apart(one, other):
        return False
    subject = act_subject(one.document.title)
    if len(subject) >= SUBJECT_STEMS and subject == act_subject(other.document.title):
        return True
    return _are_alike(one.passage, other.passage)


def _are_known_apart(one: Candidate, other: Candidate) -> bool:
    """Whether the acts of two passages are known, and are on other subjects.

    Minutes say every decision with the same words (« après en avoir délibéré, à l'unanimité »), so that two passages
    share half of them whatever they decide.
    """
    mine, theirs = ([act_subject(p.act.title) for p in each.parts if p.act] for each in (one, other))
    if not all((*mine, *theirs)) or not mine or not theirs:
        return False
    return not any(len(a & b) >= SAME_SUBJECT * min(len(a), len(b)) for a in mine for b in theirs)


def _are_alike(one: Passage, other: Passage) -> bool:
    mine, theirs = passage_words(one), passage_words(other)
    return len(mine & theirs) >= SAME_SUBJECT * max(1, min(len(mine), len(theirs)))


@lru_cache(maxsize=4_096)
def last_day(passage: Passage, before: date) -> date | None:
    """The last day that the passage names, when all of them are whole, past, and days of something that happened.

    « Publié le 3 mars 2031 » says when a page was written, « à compter du 3 mars 2031 » what goes on.
    """
    line = flat(passage.text)
    spans = dates_in(passage.text)
    whole = [day for span in spans if (day := span.value.whole())]
    days = [_in_the_year_of(span.value, whole) for span in spans]
    leads = (line[max(0, span.start - 30) : span.start] for span in spans)
    goes_on = any(span.value.bound is Bound.FROM for span in spans) or any(map(_WRITTEN_ON.search, leads))
    if not whole or goes_on or any(day is None or day >= before for day in days):
        return None
    return max(day for day in days if day)


def _in_the_year_of(day: PartialDate, whole: Sequence[date]) -> date | None:
    """A poster gives its year once: « vendredi 8 octobre 2031 … puis le 6 décembre et le 7 janvier »."""
    if day.year or not day.day or not whole:
        return day.whole()
    year = min(whole).year + ((day.month, day.day) < (min(whole).month, min(whole).day))
    return date(year, day.month, day.day) if is_possible(day.day, day.month, year) else None


@lru_cache(maxsize=4_096)
def passage_words(passage: Passage) -> frozenset[str]:
    """Stems of a passage and of what governs it, figures left out."""
    text = " ".join((*passage.heading_path, *passage.context, passage.text))
    return frozenset(stem for stem in stems(text) if not stem[0].isdigit())
