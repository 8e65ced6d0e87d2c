"""Days as visas write them: « 1er juillet 1901 », « 26/01/84 », « ler janvler 2020 », also misread by OCR."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from french.dates import MONTHS
from visas.recognising.code_names import slip_count
from visas.recognising.spelled_days import spelled_days

_DAY = r"(?<![0-9a-z])(?P<day>[0-9oli]{1,3}|premier)(?:\s?(?:er|°))?"
_YEAR = r"(?P<year>[12][0-9oil]{3}|[0-9]{2})(?![0-9])"
DAY = re.compile(
    rf"{_DAY}\s{{0,2}}(?P<month>[a-z0-9]{{3,10}})\.?\s{{0,2}}{_YEAR}"
    r"|(?<![0-9/.-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>[12][0-9oil]{3}|\d{2})(?![0-9/-])"
)
"""« 7 août 2015 », « ler janvier 2020 », « 07/11/2024 », « 12.05.16 »; not « 2 000 habitants », « 4 articles 2020 »."""

_LISTED = re.compile(r"(?<![0-9/.-])(\d{1,2})(?:er)?(?:\s([a-z]{3,9}))?\s?(?:,|et)\s(?:du\s|le\s)?$")
"""The day before another that gives it its month: « des 15 et 17 mars 2020 »."""

_DIGITS = str.maketrans("oils", "0115")
_CENTURY_TURN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """A day at ``start:end`` of the folded text; ``day`` is None when there is no such day (« 296 janvier »)."""

    start: int
    end: int
    day: date | None


@lru_cache(maxsize=4096)
def _month(word: str) -> int | None:
    if word in MONTHS or len(word) < 4:
        return MONTHS.get(word)
    near = [number for name, number in MONTHS.items() if len(name) > 3 and slip_count(word, name, 1) <= 1]
    return near[0] if len(set(near)) == 1 else None


def written_days(folded: str, start: int, end: int, *, lists: bool = False) -> list[WrittenDay]:
    """The days in ``folded[start:end]``, in order, in figures or in words.

    With ``lists``, also « 15 » of « des 15 et 17 mars 2020 ».
    """
    found: list[WrittenDay] = []
    at = start
    while match := DAY.search(folded, at, end):
        at = match.end()
        if match["d"]:
            month, written, year = int(match["m"]), match["d"], match["y"]
        else:
            named = _month(match["month"])
            if named is None:
                at = match.start() + 1
                continue
            month, written, year = named, match["day"], match["year"]
        if lists:
            found.extend(_listed(folded, start, match.start(), month, year))
        found.append(WrittenDay(start=match.start(), end=match.end(), day=_day(written, month, year)))
    spelled: list[WrittenDay] = []
    for low, high, day in spelled_days(folded, start, end):
        if lists:
            spelled.extend(_listed(folded, start, low, day.month, str(day.year)))
        spelled.append(WrittenDay(start=low, end=high, day=day))
    return sorted([*found, *spelled], key=lambda one: one.start) if spelled else found


def _listed(folded: str, low: int, at: int, month: int, year: str) -> list[WrittenDay]:
    before: list[WrittenDay] = []
    while listed := _LISTED.search(folded[max(low, at - 24) : at]):
        named = _month(listed[2]) if listed[2] else month
        begin = max(low, at - 24) + listed.start()
        if named is None:
            break
        before.append(
            WrittenDay(start=begin, end=begin + len(listed[0].rstrip(" ,et")), day=_day(listed[1], named, year))
        )
        at = begin
    return before[::-1]


def _day(day: str, month: int, year: str) -> date | None:
    number = 1 if day == "premier" else int(day.translate(_DIGITS))
    in_full = int(year.translate(_DIGITS))
    if in_full < 100:
        in_full += 1900 if in_full >= _CENTURY_TURN else 2000
    try:
        return date(in_full, month, number)
    except ValueError:
        return None
