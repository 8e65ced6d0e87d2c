"""How long: delays, notices and durations. « dans un délai de deux mois », « sous 48 h », « 15 jours avant ».

An hour of the clock is in ``french.hours``, a person's age in ``french.ages``; a year (« en 2026 ») is a period.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from french.numerals import DIGITS, IN_WORDS, number
from french.typed_span import FactKind, TypedSpan, flat


class DelayUnit(StrEnum):
    """What is counted. « jours ouvrés » and « jours ouvrables » are not days of the calendar."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    OPENED_DAY = "opened_day"
    CLEAR_DAY = "clear_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class DelayRole(StrEnum):
    """What the length is for: to act within, to give notice before, or how long it lasts."""

    WITHIN = "within"
    BEFORE = "before"
    LASTS = "lasts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """From ``low`` to ``high`` units; equal for one length; None where « au moins » or « au plus » leaves no end."""

    low: Decimal | None
    high: Decimal | None
    unit: DelayUnit
    role: DelayRole


# In this order: « jours francs » before « jours ».
_UNITS = (
    (r"jours? francs?", DelayUnit.CLEAR_DAY),
    (r"jours? ouvres?", DelayUnit.OPENED_DAY),
    (r"jours? ouvrables?", DelayUnit.WORKING_DAY),
    (r"jours?|jrs?|j(?=\b)", DelayUnit.DAY),
    (r"minutes?|min|mn", DelayUnit.MINUTE),
    (r"heures?|h", DelayUnit.HOUR),
    (r"semaines?", DelayUnit.WEEK),
    (r"mois", DelayUnit.MONTH),
    (r"ans?|annees?", DelayUnit.YEAR),
)
_UNIT = "|".join(f"(?:{pattern})" for pattern, _ in _UNITS)
_N = rf"(?:{DIGITS}|{IN_WORDS})"
# « 15 jours », « huit (8) jours ouvrés », « 24 à 48 heures », « deux mois et demi »; not « 3 joueurs », « 2h30 ».
_LENGTH = re.compile(
    rf"(?:(?P<low>{_N}) ?(?:(?:{_UNIT}) )?(?:a|ou|(?<![a-z])-) ?)?(?P<n>{_N})(?: ?\((?:{_N})\))? ?"
    rf"(?:(?:premiere?s?|derniere?s?|prochaine?s?) )?(?P<unit>{_UNIT})"
    rf"(?![a-z0-9]| ?[0-5]\d(?!\d))(?P<half> et demie?)?"
)
# « une demi-heure », « trois quarts d’heure »; « par quart d’heure » tells how often.
_PART_OF_HOUR = re.compile(
    rf"(?<!par )(?<!chaque )(?<!/ )\b(?:(?P<n>{_N}) )?(?P<part>demi-heures?|demi heures?|quarts? d'heure)\b"
)
_HALF_MONTH = re.compile(r"\b(?P<n>une quinzaine|une huitaine|quinzaine|huitaine)(?: de jours)?\b(?! d(?:e |'))")
# « dans le mois qui suit », « dans l’année suivant l’achat »; not « un jour férié dans la semaine ».
_ONE = re.compile(r"\bdans (?:le |la |l')(?P<unit>mois|annee|semaine|journee)(?= (?:qui sui|suivant|a compter))")
_ONE_UNITS = {
    "mois": DelayUnit.MONTH,
    "annee": DelayUnit.YEAR,
    "semaine": DelayUnit.WEEK,
    "journee": DelayUnit.DAY,
}
_WITHIN = re.compile(
    r"(?:delais?(?: [a-z']{1,14}){0,5}(?: de| a| est| :|,)?|sous|dans (?:les|un)|d'ici|avant) ?(?:de |a "
    r"|d'un maximum de )?(?:maximum |moins de )?$"
)
_NOTICE_AFTER = re.compile(r" ?(?:ouvres? )?(?:au moins )?(?:avant|a l'avance|auparavant|precedant|de preavis)")
_NOTICE_BEFORE = re.compile(r"(?:preavis|au plus tard|prevenir)(?: [a-z']{1,12}){0,4}(?: de| :)? ?$")
_AT_LEAST = re.compile(r"(?:au moins|minimum(?: de)?|plus de|minimale de|superieure a|d'au moins) ?$")
_AT_MOST = re.compile(
    r"(?:au plus|maximum(?: de)?|moins de|maximale de|inferieure a|jusqu'a|n'excedant pas|exceder|depasser"
    r"|limitee? a) ?$"
)
_LEAST_AFTER = re.compile(r" (?:au moins|minimum|au minimum)\b")
_MOST_AFTER = re.compile(r" (?:au plus|maximum|maxi|au maximum)\b")
_BEFORE = 60


def delays_in(text: str) -> list[TypedSpan[Delay]]:
    """Lengths of time of ``text`` in order: every one that is written, hours of the clock and ages left to the caller.

    ``french.facts`` takes away those that are an age or an hour of the clock.
    """
    line = flat(text)
    found = []
    for m in _LENGTH.finditer(line):
        written = m["unit"]
        unit = next(unit for pattern, unit in _UNITS if re.fullmatch(pattern, written))
        high = number(m["n"]) + (Decimal("0.5") if m["half"] else 0)
        low = number(m["low"]) if m["low"] else high
        if low <= high and not (unit is DelayUnit.YEAR and high > 1900):
            found.append(_span(line, m, low, high, unit))
    for m in _ONE.finditer(line):
        value = Delay(low=Decimal(1), high=Decimal(1), unit=_ONE_UNITS[m["unit"]], role=DelayRole.WITHIN)
        found.append(TypedSpan(kind=FactKind.DELAY, start=m.start(), end=m.end(), value=value))
    for m in _HALF_MONTH.finditer(line):
        days = Decimal(15 if "quinzaine" in m["n"] else 8)
        found.append(_span(line, m, days, days, DelayUnit.DAY))
    for m in _PART_OF_HOUR.finditer(line):
        minutes = (number(m["n"]) if m["n"] else Decimal(1)) * (30 if m["part"].startswith("demi") else 15)
        found.append(_span(line, m, minutes, minutes, DelayUnit.MINUTE))
    return sorted(found, key=lambda span: span.start)


def _span(line: str, m: re.Match[str], low: Decimal, high: Decimal, unit: DelayUnit) -> TypedSpan[Delay]:
    before, after = line[max(0, m.start() - _BEFORE) : m.start()], line[m.end() : m.end() + _BEFORE]
    role = DelayRole.LASTS
    if _NOTICE_AFTER.match(after) or _NOTICE_BEFORE.search(before):
        role = DelayRole.BEFORE
    elif _WITHIN.search(before):
        role = DelayRole.WITHIN
    is_least = bool(_AT_LEAST.search(before) or _LEAST_AFTER.match(after))
    is_most = not is_least and bool(_AT_MOST.search(before) or _MOST_AFTER.match(after))
    value = Delay(low=None if is_most else low, high=None if is_least else high, unit=unit, role=role)
    return TypedSpan(kind=FactKind.DELAY, start=m.start(), end=m.end(), value=value)
