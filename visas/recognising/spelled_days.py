"""Days written in words: « du douze mars deux mille vingt-quatre », « le premier juillet mil neuf cent un ».

Apart from ``french.dates``, which reads years of 1900 on: visas cite laws of 1881, and only a whole day serves them.
"""

import re
from datetime import date

from french.dates import MONTHS
from french.numerals import IN_WORDS, from_words, is_well_formed

_NAMES = "|".join(max((name for name in MONTHS if MONTHS[name] == month), key=len) for month in range(1, 13))
"""In full: « sept » beside a number in words would be one too."""
_HINT = re.compile(rf"[a-z]\s(?:{_NAMES})\s|(?:{_NAMES})\s[a-z]")
"""Cheap: nine visas in ten have no month beside a word."""
_SPELLED = re.compile(
    rf"(?<![0-9a-z-])(?P<day>premier|{IN_WORDS}|[0-9]{{1,2}}(?:er)?)\s(?P<month>{_NAMES})\s"
    rf"(?P<year>[12][0-9]{{3}}|{IN_WORDS})(?![0-9a-z])"
)
"""« vingt et un mai deux mille vingt », « 4 mai deux mille dix-neuf », « douze mars 2024 »; not « deux mars avec »."""
_YEARS = range(1789, 2101)


def spelled_days(folded: str, start: int, end: int) -> list[tuple[int, int, date]]:
    """(start, end, day) of the days in ``folded[start:end]`` whose day or year is in words, in order."""
    if not _HINT.search(folded, start, end):
        return []
    found = []
    for match in _SPELLED.finditer(folded, start, end):
        day, year = _number(match["day"]), _number(match["year"])
        if (
            day is None
            or year is None
            or year not in _YEARS
            or (match["day"][0].isdigit() and match["year"][0].isdigit())
        ):
            continue
        try:
            found.append((match.start(), match.end(), date(year, MONTHS[match["month"]], day)))
        except ValueError:
            continue  # « trente et un juin »
    return found


def _number(written: str) -> int | None:
    if written == "premier":
        return 1
    if written[0].isdigit():
        return int(written.removesuffix("er"))
    return from_words(written) if is_well_formed(written) else None
