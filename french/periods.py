"""Stretches of the year: « du 1er avril au 31 octobre », « de juin à septembre », « vacances », « 2025-2026 »."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from french.dates import HAS_MONTH, MONTH, MONTHS, YEAR, PartialDate, dates_in
from french.typed_span import FactKind, TypedSpan, flat


class Season(StrEnum):
    """Stretches that the text names without dates; the school's dates are set elsewhere."""

    SUMMER = "summer"
    WINTER = "winter"
    SPRING = "spring"
    AUTUMN = "autumn"
    HIGH = "high"
    LOW = "low"
    SCHOOL_TERM = "school_term"
    SCHOOL_HOLIDAYS = "school_holidays"
    SHORT_HOLIDAYS = "short_holidays"
    SCHOOL_YEAR = "school_year"
    PUBLIC_HOLIDAYS = "public_holidays"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Either named (``season``) or bounded by ``start`` and ``end``, both included; a school year has all three.

    A bound without a day is a whole month.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    season: Season | None = None


_SEASONS = (
    (Season.SHORT_HOLIDAYS, r"petites vacances(?: scolaires)?"),
    (
        Season.SCHOOL_HOLIDAYS,
        (
            r"vacances? scolaires?|vacances d'ete|vacances de (?:la )?(?:toussaint|noel|fevrier|paques|printemps)"
            r"|grandes vacances|(?<!de )vacances"
        ),
    ),
    (
        Season.SCHOOL_TERM,
        (
            r"periodes? scolaires?|temps scolaire|jours? (?:d'ecole|de classe|scolaires?)|hors vacances(?: scolaires)?"
            r"|semaines? scolaires?"
        ),
    ),
    (Season.SUMMER, r"(?:l'|en |periode d'|horaires? d'|saison d'|d')ete|periode estivale|saison estivale|estivales?"),
    (Season.WINTER, r"(?:l'|en |periode d'|horaires? d'|saison d'|d')hiver|periode hivernale|hivernales?"),
    (Season.SPRING, r"(?:au|le) printemps"),
    (Season.AUTUMN, r"(?:l'|en |a l')automne"),
    (Season.HIGH, r"haute saison"),
    (Season.LOW, r"basse saison|hors saison"),
    (Season.PUBLIC_HOLIDAYS, r"jours? feries?"),
    (Season.YEAR, r"toute l'annee|annee entiere|a l'annee"),
)
_SEASON = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{season.value}>{pattern})" for season, pattern in _SEASONS) + r")(?!\w)"
)
# « année scolaire 2025-2026 », « rentrée 2026/2027 »; not « n° 2026-031 », « 2025-2031 » (a term of office).
_SCHOOL_YEAR = re.compile(
    r"(?:\b(?:l')?annee scolaire |\bsaison |\brentree )?(?<![\d\-/.°])(?P<from>20\d\d) ?[-/] ?(?P<to>20\d\d)"
    r"(?![\d\-/])"
)
# « de juin à septembre », « d'avril à octobre inclus », « juillet et août », « janvier 2027 »; not « Mars & Cie ».
_MONTHS = re.compile(
    rf"(?:\b(?:de|du mois de|entre) |\b(?:du mois )?d')?(?<!\d )(?<!er )\b(?P<low>{MONTH})(?: "
    rf"(?P<y1>{YEAR}))? ?(?P<to>a|-|au|et|/|jusqu'a)(?: mois de| la fin)? ?(?P<high>{MONTH})(?: (?P<y2>{YEAR}))?"
)
_MONTH = re.compile(
    rf"(?:\b(?:en|mois de|debut|fin|courant|mi-) ?|\bmois d')(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
    rf"|(?<!\d )(?<!er )\b(?P<month2>{MONTH}) (?P<year2>{YEAR})"
)
# « pour l'année 2026 », « exercice 2026 », « au titre de 2026 », « en 2026 »; not « loi de 2003 », « n° 2026 ».
_YEAR = re.compile(
    rf"\b(?:(?:pour |de )?l'annee |annee |exercice (?:budgetaire )?|au titre de (?:l'annee )?|en |budget (?:primitif "
    rf"|supplementaire )?|tarifs? |saison )(?P<year>{YEAR})(?![-/]\d)"
)
_WEEKDAY = "(?:[a-z]+di |dimanche )?"
# « du 8 au 24 juillet 2026 », « entre le 4 et le 22 novembre », « du lundi 8 au vendredi 12 juin »; not « du 8 juin au
# 24 juillet ».
_DAY_TO_DATE = re.compile(
    rf"\b(?:du|entre le) {_WEEKDAY}(?P<d1>\d{{1,2}})(?:er)? (?:au|et le) {_WEEKDAY}(?P<d2>\d{{1,2}})(?:er)? "
    rf"(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
)
_FROM_TO = re.compile(r" ?,? ?(?:inclus )?(?:au|jusqu'au|a|-|->|et le|et)(?: [a-z]+di| dimanche)? ?(?:le )?")


def periods_in(text: str) -> list[TypedSpan[Period]]:
    """Periods of ``text`` in order; no two share a character."""
    line = flat(text)
    found = _between_dates(text, line)
    if "20" in line:
        found += [s for m in _SCHOOL_YEAR.finditer(line) if (s := _school_year(m)) is not None]
    if HAS_MONTH.search(line):
        found += [_months(m) for m in _MONTHS.finditer(line) if _is_stretch(m)]
        found += [_month(m) for m in _MONTH.finditer(line)]
    found += [_year(m) for m in _YEAR.finditer(line)]
    found += [_named(m) for m in _SEASON.finditer(line)]
    kept: list[TypedSpan[Period]] = []
    for span in found:
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _between_dates(text: str, line: str) -> list[TypedSpan[Period]]:
    dates = dates_in(text)
    found = []
    for first, last in pairwise(dates):
        before = line[max(0, first.start - 30) : first.start]
        opens = re.search(r"\b(?:du|entre le|a compter du|a partir du)(?: [a-z]+di| dimanche)? ?$", before)
        if opens and _FROM_TO.fullmatch(line, first.end, last.start):
            start = first.start - len(opens.group())
            found.append(_span(start, last.end, Period(start=_dated_by(first.value, last.value), end=last.value)))
    return [*found, *(_day_to_date(m) for m in _DAY_TO_DATE.finditer(line))]


def _dated_by(first: PartialDate, last: PartialDate) -> PartialDate:
    """``first`` with the year of ``last`` where it has none: « du 15 décembre au 4 janvier 2027 » begins in 2026."""
    if first.year is not None or last.year is None:
        return first
    is_earlier = (first.month, first.day or 0) <= (last.month, last.day or 0)
    return replace(first, year=last.year if is_earlier else last.year - 1)


def _day_to_date(m: re.Match[str]) -> TypedSpan[Period]:
    """The first day has no month of its own."""
    month, year = MONTHS[m["month"]], int(m["year"]) if m["year"] else None
    start = PartialDate(day=int(m["d1"]), month=month, year=year)
    return _span(m.start(), m.end(), Period(start=start, end=PartialDate(day=int(m["d2"]), month=month, year=year)))


def _school_year(m: re.Match[str]) -> TypedSpan[Period] | None:
    first, last = int(m["from"]), int(m["to"])
    if last != first + 1:
        return None
    start, end = PartialDate(day=None, month=9, year=first), PartialDate(day=None, month=8, year=last)
    return _span(m.start(), m.end(), Period(start=start, end=end, season=Season.SCHOOL_YEAR))


def _is_stretch(m: re.Match[str]) -> bool:
    """« juillet et août » is one stretch, « avril et octobre » two months."""
    follows = MONTHS[m["high"]] == MONTHS[m["low"]] % 12 + 1
    return m["to"] not in ("et", "/") or follows or m[0].startswith("entre")


def _months(m: re.Match[str]) -> TypedSpan[Period]:
    start = PartialDate(day=None, month=MONTHS[m["low"]], year=int(m["y1"]) if m["y1"] else None)
    end = PartialDate(day=None, month=MONTHS[m["high"]], year=int(m["y2"]) if m["y2"] else None)
    return _span(m.start(), m.end(), Period(start=_dated_by(start, end), end=end))


def _month(m: re.Match[str]) -> TypedSpan[Period]:
    year = m["year"] or m["year2"]
    month = PartialDate(day=None, month=MONTHS[m["month"] or m["month2"]], year=int(year) if year else None)
    return _span(m.start(), m.end(), Period(start=month, end=month))


def _year(m: re.Match[str]) -> TypedSpan[Period]:
    year = int(m["year"])
    start, end = PartialDate(day=1, month=1, year=year), PartialDate(day=31, month=12, year=year)
    return _span(m.start(), m.end(), Period(start=start, end=end))


def _named(m: re.Match[str]) -> TypedSpan[Period]:
    return _span(m.start(), m.end(), Period(season=Season(m.lastgroup or "")))


def _span(start: int, end: int, value: Period) -> TypedSpan[Period]:
    return TypedSpan(kind=FactKind.PERIOD, start=start, end=end, value=value)
