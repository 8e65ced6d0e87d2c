"""The one period that a title, a heading or a lead-in names: « Tarifs 2031 », « saison 2031-2032 », « du … au … »."""

import calendar
import re
from datetime import date

from french.dates import PartialDate, dates_in
from french.periods import periods_in
from french.typed_span import flat

# A year that stands alone in a title: « Tarifs communaux 2031 »; not of « n° 2031-12 », « 13/06/2031 », « juin 2031 ».
_YEAR = re.compile(r"(?<![\d/.\-°])(?<!° )\b(?P<year>20\d\d)\b(?![/.\-]\d)")


def stated_period(title: str) -> tuple[date | None, date | None]:
    """First and last day of the one year, school year or season that a title names; (None, None) otherwise."""
    spans = [span for span in periods_in(title) if span.value.start and span.value.start.year and span.value.end]
    line = list(flat(title))
    for span in (*spans, *dates_in(title)):
        line[span.start : span.end] = " " * (span.end - span.start)
    periods = {(_first(s.value.start), _last(s.value.end)) for s in spans if s.value.start and s.value.end}
    for found in _YEAR.finditer("".join(line)):
        periods.add((date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)))
    return periods.pop() if len(periods) == 1 else (None, None)


def _first(day: PartialDate) -> date | None:
    return date(day.year, day.month, day.day or 1) if day.year else None


def _last(day: PartialDate) -> date | None:
    if not day.year:
        return None
    return date(day.year, day.month, day.day or calendar.monthrange(day.year, day.month)[1])
