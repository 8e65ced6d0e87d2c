"""The days that a question is about: « en 2029 », « rentrée 2031-2032 », « l'an dernier »; none when it names none."""

import calendar
import re
from datetime import date

from domain.in_force import Days
from french.dates import PartialDate, dates_in
from french.periods import periods_in
from french.typed_span import flat

# A year that stands alone: « prix cantine 2029 »; not of « n° 2029-12 », « 12/06/2029 », « depuis 2029 ».
_YEAR = re.compile(r"(?<![\d/.\-°])(?<!° )(?<!depuis )(?<!avant )(?<!apres )\b(?P<year>20\d\d)\b(?![/.\-]\d)")
_LAST_YEAR = re.compile(r"\b(?:l'an(?:nee)? (?:dernier|derniere|passee?)|annee (?:derniere|precedente|passee))\b")
_NEXT_YEAR = re.compile(r"\b(?:l'an(?:nee)? prochaine?|annee (?:prochaine|suivante))\b")
_NEXT_SCHOOL_YEAR = re.compile(r"\b(?:rentree prochaine|prochaine rentree)\b")


def asked_days(text: str, today: date) -> Days | None:
    """The days that ``text`` names, None when it names none."""
    spans = [(span.start, span.end, _days(span.value.start, span.value.end)) for span in periods_in(text)]
    for day in dates_in(text):
        if not any(start < day.end and day.start < end for start, end, _ in spans):
            spans.append((day.start, day.end, _days(day.value, day.value)))
    named = [days for _, _, days in sorted(spans, key=lambda s: s[:2]) if days is not None]
    if named:
        return Days(first=min(d.first for d in named), last=max(d.last for d in named))
    line = flat(text)
    found = _YEAR.search(line)
    if found:
        return _year(int(found["year"]))
    if _NEXT_SCHOOL_YEAR.search(line):
        year = today.year + (today.month >= 9)
        return Days(first=date(year, 9, 1), last=date(year + 1, 8, 31))
    shift = -1 if _LAST_YEAR.search(line) else 1 if _NEXT_YEAR.search(line) else 0
    return _year(today.year + shift) if shift else None


def _days(start: PartialDate | None, end: PartialDate | None) -> Days | None:
    """Both ends in full; None when the words give no year."""
    if start is None or end is None or not start.year or not end.year:
        return None
    last = end.day or calendar.monthrange(end.year, end.month)[1]
    first_day, last_day = date(start.year, start.month, start.day or 1), date(end.year, end.month, last)
    return Days(first=first_day, last=last_day) if first_day <= last_day else None


def _year(year: int) -> Days:
    return Days(first=date(year, 1, 1), last=date(year, 12, 31))
