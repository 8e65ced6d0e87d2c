"""What a resident is told of the age of what answers: an older document says its year before it is read."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.answer import Citation, VersionNote
from domain.in_force import ActsInForce, Days, Standing
from domain.known_acts import KnownAct
from domain.written import WrittenEvidence
from french.answer_types import AnswerType
from french.written_dates import of_month, written_date
from prompts import catalogue
from retriever.ranking.candidate import Then

OLD = timedelta(days=730)
"""A tariff or a timetable of the year before last has as a rule been decided again since."""

_RECURRING = frozenset(
    {AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.DAY, AnswerType.PERCENTAGE, AnswerType.DELAY, AnswerType.YEAR}
)


def age_notices(citations: Sequence[Citation], types: frozenset[AnswerType], then: Then) -> tuple[str, ...]:
    """One sentence when what a resident reads first is over two years old and of a kind that changes every year.

    None when the question names its day: what is old is then what was asked.
    """
    if not citations or then.is_named or not types & _RECURRING:
        return ()
    first = citations[0]
    if first.dated_on is None or then.days.last - first.dated_on <= OLD:
        return ()
    return (catalogue.text("versions.old", when=written_when(first.dated_on, first.written_evidence)),)


def written_when(day: date, evidence: WrittenEvidence | None) -> str:
    """« de mars 2031 », « d’avril 2031 »; « de 2031 » where only the year is known."""
    return f"de {day.year}" if evidence is WrittenEvidence.PERIOD else of_month(day)


def in_force_notes(act: KnownAct, acts: ActsInForce, days: Days) -> tuple[VersionNote, ...]:
    """« En vigueur depuis le … », where an act says another first day than its session's, which is shown anyway."""
    start = act.applies_from
    if act.is_rejected or start is None or start == act.day or acts.standing(act, days) is not Standing.APPLIES:
        return ()
    return (VersionNote(text=catalogue.text("versions.in_force", day=written_date(start))),)
