"""Dates as municipal texts write them: « 18 juin 2026 », « deux mille vingt-six », « 18/06/26 ». Pure.

The patterns work on text made ``plain``: lower case, without accents, blanks folded. They name their groups, so that
one pattern may hold each of them once.
"""

import re
import unicodedata
from datetime import date

_MONTHS_WORDS = """
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
"""
_MONTHS = tuple(_MONTHS_WORDS.split())
_UNITS_WORDS = """
zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
dix-huit dix-neuf vingt
"""
_UNITS = tuple(_UNITS_WORDS.split())
DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTH = "|".join(_MONTHS)
NUMBER = r"(?:\d{1,2}|[a-z]+(?:[- ](?:et[- ])?[a-z]+){0,2})"
YEAR = r"(?:20\d\d|deux[- ]mil(?:le)?s?(?:[- ](?:et[- ])?[a-z]+){0,3})"
OF_MONTH = rf"(?:du mois de\s+|du mois d['’]\s?)?(?P<month>{_MONTH})"
WRITTEN = rf"(?:(?:{DAYS})\s+)?(?P<day>{NUMBER}|1er|premier)\s+{OF_MONTH}\s+(?P<year>{YEAR})"
IN_FIGURES = r"(?:(?:" + DAYS + r")\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>20\d\d|\d\d)\b"


def plain(text: str) -> str:
    """Lower case, without accents, blanks folded; line ends stay. Offsets are not those of ``text``."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[ \t\u00a0]+", " ", folded)


def date_of(found: re.Match[str]) -> date | None:
    """The date that ``WRITTEN`` or ``IN_FIGURES`` matched; None when there is no such day."""
    return _written(found) or _in_figures(found)


def _written(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    if not groups.get("month"):
        return None
    day = _count(groups["day"] or "")
    year = _year(groups["year"] or "")
    return _date(year, _MONTHS.index(groups["month"]) + 1, day)


def _in_figures(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    if not groups.get("d"):
        return None
    year = int(groups["y"])
    return _date(year if year > 99 else 2000 + year, int(groups["m"]), int(groups["d"]))


def _date(year: int | None, month: int, day: int | None) -> date | None:
    try:
        return date(year or 0, month, day or 0)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    rest = re.sub(r"^deux[- ]mil(?:le)?s?[- ]?", "", text).removeprefix("et ").removeprefix("et-").strip()
    units = _count(rest) if rest else 0
    return None if units is None else 2000 + units


def _count(text: str) -> int | None:
    """« 18 », « dix-huit », « vingt et un », « 1er »; None when it is no number under 100."""
    text = text.strip().replace(" et ", "-").replace("-et-", "-").replace(" ", "-")
    if text in ("1er", "premier"):
        return 1
    if text.isdigit():
        return int(text)
    if text in _UNITS:
        return _UNITS.index(text)
    for tens, value in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50)):
        if text == tens:
            return value
        if text.startswith(tens + "-"):
            unit = text[len(tens) + 1 :].removesuffix("ieme")
            unit = "un" if unit == "une" else unit
            return value + _UNITS.index(unit) if unit in _UNITS[1:10] else None
    return None
