"""The one period that a title, a heading or a lead-in names: « Tarifs 2031 », « saison 2031-2032 », « du … au … »."""

import calendar
import re
from datetime import date

from french.dates import PartialDate, dates_in
from french.periods import periods_in
from french.typed_span import flat

# A year that stands alone in a title: « Tarifs communaux 2031 »; not of « n° 2031-12 », « 13/06/2031 », « juin 2031 ».
_YEAR = re.compile(r"(?<![\d/.\-°])(?<!° )\b(?P<year>20\d\d)\b(?![/.\-]\d)")
# « à compter de septembre 2031 », « dès le mois de mars 2031 » name a beginning; « à compter de la saison 2031-2032 »
# names the season.
_ONWARDS = re.compile(r"\b(?:a (?:compter|partir) d(?:e |u |')|des (?:le )?)(?:mois d(?:e |'))?$")
_BEFORE = 30


def stated_period(title: str) -> tuple[date | None, date | None]:
    """First and last day of the one year, school year or season that a title names; (None, None) otherwise."""
    folded, dates = flat(title), dates_in(title)
    # « 1er janvier 2031 » is a day: its month is no period.
    spans = [span for span in periods_in(title) if not any(d.start <= span.start and span.end <= d.end for d in dates)]
    spans = [span for span in spans if span.value.start and span.value.start.year and span.value.end]
    line = list(folded)
    for span in (*spans, *dates):
        line[span.start : span.end] = " " * (span.end - span.start)
    lasting = [s for s in spans if not _ONWARDS.search(folded, max(0, s.start - _BEFORE), s.start)]
    periods = {(_first(s.value.start), _last(s.value.end)) for s in lasting if s.value.start and s.value.end}
    for found in _YEAR.finditer("".join(line)):
        periods.add((date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)))
    return periods.pop() if len(periods) == 1 else (None, None)


def _first(day: PartialDate) -> date | None:
    return date(day.year, day.month, day.day or 1) if day.year else None


def _last(day: PartialDate) -> date | None:
    if not day.year:
        return None
    return date(day.year, day.month, day.day or calendar.monthrange(day.year, day.month)[1])
