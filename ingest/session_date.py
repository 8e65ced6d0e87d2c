"""The date of the meeting that a document reports or prepares, from its own words; never from a file name. Pure."""

import re
import unicodedata
from collections.abc import Sequence
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
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTH = "|".join(_MONTHS)
_NUMBER = r"(?:\d{1,2}|[a-z]+(?:[- ](?:et[- ])?[a-z]+){0,2})"
_YEAR = r"(?:20\d\d|deux[- ]mil(?:le)?s?(?:[- ](?:et[- ])?[a-z]+){0,3})"
# All patterns work on lower-case text without accents, blanks folded.
_OF_MONTH = rf"(?:du mois de\s+|du mois d['’]\s?)?(?P<month>{_MONTH})"
_FULL = rf"(?:(?:{_DAYS})\s+)?(?P<day>{_NUMBER}|1er|premier)\s+{_OF_MONTH}\s+(?P<year>{_YEAR})"
_FIGURES = r"(?:(?:" + _DAYS + r")\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>20\d\d|\d\d)\b"
_AN = re.compile(
    rf"\bl['’ ]?\s?an\s+(?P<year>{_YEAR})\s*,?\s*(?:et\s+)?(?:le\s+)?(?:(?:{_DAYS})\s+)?"
    rf"(?P<day>{_NUMBER}|1er|premier)\s+{_OF_MONTH}\b"
)
_MEETING = (
    r"(?:seances?(?:\s+(?:ordinaire|extraordinaire|publique))?|reunions?(?:\s+publique)?|"
    r"conseil\s+(?:municipal|communautaire|d['’]administration)(?:\s+de\s+[\w' -]{2,40}?)?|"
    r"assemblee|comite syndical|bureau communautaire)"
)
_OF = re.compile(rf"\b{_MEETING}\s*(?:du|le|en date du|:|-|–)?\s*:?\s*(?:{_FULL}|{_FIGURES})")
_OPENING = re.compile(
    rf"(?:^|[.\n]\s*)(?:le\s+)?(?:{_FULL}|{_FIGURES})[^.\n]{{0,60}}?(?:\ba\s+\w+\s*(?:heures?|h)|,)"
    r"[^.\n]{0,160}\b(?:conseil|assemblee|comite)\b"
)
_CALLED = re.compile(
    r"\b(?:se reunira|aura lieu|se tiendra|s['’]est reunie?|est convoquee?)\b[^.]{0,160}?"
    rf"\b(?:le\s*:?\s+)?(?:{_FULL}|{_FIGURES})"
)
# « Liste des délibérations » / « Le 11 mai 2027 »: the date alone on a line, under the record's title.
_ALONE = re.compile(
    r"\A(?:[^\n]*\n){0,4}?[^\n]*\b(?:proces[- ]verbal|compte[- ]rendu|liste des deliberations|ordre du jour)\b[^\n]*\n"
    rf"(?:[^\n]*\n){{0,2}}?(?:le |du )?(?:{_FULL}|{_FIGURES})\s*(?:\n|$)"
)
# Another meeting's date: « procès-verbal de la séance du … », « la prochaine séance », « convoqué le … ».
_OTHER = re.compile(
    r"(?:proces[- ]verba(?:l|ux)|compte[s]?[- ]rendus?|approbation|approuv\w*|adopt\w*|prochaine?|precedente?|"
    r"derniere?|lors|convocation|affich\w*|deliberation\w*|vu|depuis|decision\w*)\b[^.\n]{0,50}$"
)
_TITLE_OF_RECORD = re.compile(
    r"^\s*(?:proces[- ]verbal|compte[- ]rendu|extrait|ordre du jour|liste des deliberations)\b"
)
# The date stands on the first page or two.
_LOOKED_AT = 6_000


def find_session_date(lines: Sequence[str]) -> date | None:
    """The meeting's date in the first lines of a document's cleaned text; None when it does not say."""
    text = _plain("\n".join(lines)[:_LOOKED_AT])
    for found in _AN.finditer(text):
        day = _written(found)
        if day:
            return day
    for pattern in (_OF, _OPENING, _CALLED):
        for found in pattern.finditer(text):
            line_start = text.rfind("\n", 0, found.start()) + 1
            before = text[line_start : found.start()]
            if _OTHER.search(before) and not (_TITLE_OF_RECORD.match(before) and found.start() < 1_500):
                continue
            if re.match(r"[^\n.]{0,40}\b(?:est|a ete|sont)\s+(?:approuv|adopt)", text[found.end() :]):
                continue
            day = _written(found) or _in_figures(found)
            if day:
                return day
    alone = _ALONE.match(text)
    return (_written(alone) or _in_figures(alone)) if alone else None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[ \t\u00a0]+", " ", folded)


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
