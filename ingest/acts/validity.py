"""From when and until when an act applies, from its title and its own words. Pure.

« à compter du 1er septembre 2031 », « pour l'année 2031 », « saison 2031-2032 ». What is uncertain is withheld: two
days in one act are two things that begin.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from french.dates import PartialDate, dates_in
from french.periods import periods_in
from french.typed_span import flat
from ingest.markers import starts_operative, starts_visa

# « entre en vigueur le », « prend effet au », « applicable à compter du »: of the act itself.
_SURELY = re.compile(
    r"\b(?:entre\w* en vigueur|pren\w* effet|applicables?|s'appliqu\w+|en vigueur)\b[^.;\n\d]{0,25}? ?$"
)
# « à compter du », « à partir du »: of something in the act, of all of it when it is the only day given.
_MAYBE = re.compile(r"\b(?:a compter|a partir) (?:(?:le|du|au) )?(?:[a-z]+di |dimanche )?$")
# A year that stands alone in a title: « Tarifs communaux 2031 »; not of « n° 2031-12 », « 13/06/2031 », « juin 2031 ».
_YEAR = re.compile(r"(?<![\d/.\-°])(?<!° )\b(?P<year>20\d\d)\b(?![/.\-]\d)")
_READ_BEFORE = 60


def effect_date(texts: Iterable[str]) -> date | None:
    """The one day from which an act applies, in its lines; None when they give none, or several."""
    surely: set[date] = set()
    maybe: set[date] = set()
    for text in texts:
        if starts_visa(text):
            continue
        line = flat(text)
        for span in dates_in(text):
            day, before = span.value.whole(), line[max(0, span.start - _READ_BEFORE) : span.start]
            if day is not None and _SURELY.search(before):
                surely.add(day)
            elif day is not None and _MAYBE.search(before):
                maybe.add(day)
    days = surely or maybe
    return days.pop() if len(days) == 1 else None


def title_period(title: str) -> tuple[date | None, date | None]:
    """First and last day of the one year, school year or season that a title names; (None, None) otherwise."""
    spans = [span for span in periods_in(title) if span.value.start and span.value.start.year and span.value.end]
    line = list(flat(title))
    for span in (*spans, *dates_in(title)):
        line[span.start : span.end] = " " * (span.end - span.start)
    periods = {(_first(s.value.start), _last(s.value.end)) for s in spans if s.value.start and s.value.end}
    for found in _YEAR.finditer("".join(line)):
        periods.add((date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)))
    return periods.pop() if len(periods) == 1 else (None, None)


def decided_lines(texts: Sequence[str]) -> list[str]:
    """The lines that decide: from the operative part on where there is one, else all but the visas."""
    for index, text in enumerate(texts):
        if starts_operative(text):
            return list(texts[index:])
    return [text for text in texts if not starts_visa(text)]


def find_validity(title: str, texts: Iterable[str]) -> tuple[date | None, date | None]:
    """First and last day of a decision: its words' day of effect before its title's; an end before it is none."""
    starts, ends = title_period(title)
    first = effect_date(texts) or starts
    return first, ends if ends and (first is None or first <= ends) else None


def _first(day: PartialDate) -> date | None:
    return date(day.year, day.month, day.day or 1) if day.year else None


def _last(day: PartialDate) -> date | None:
    if not day.year:
        return None
    return date(day.year, day.month, day.day or calendar.monthrange(day.year, day.month)[1])
