"""Hours of the clock and their ranges: « de 9 h à 12 h 30 », « jusqu'à 18h », « de 11 h 30/45 à 13 h 30/45 », « 8:30 ».

How long something lasts (« 48 heures », « 2 h par semaine ») is a delay, not an hour of the clock.
"""

import re
from dataclasses import dataclass

from french.typed_span import Bound, FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """An hour in minutes since midnight, 0 to 1440; ``latest`` is later than ``earliest`` for « 11 h 30/45 »."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A range has both ends; « à 9 h » and « à partir de 9 h » only ``start``, « jusqu'à 18 h » only ``end``."""

    start: Clock | None
    end: Clock | None
    bound: Bound = Bound.AT

    @property
    def is_range(self) -> bool:
        """Whether both ends are written."""
        return self.start is not None and self.end is not None


# « 9 h », « 9h30 », « 9 heures 30 », « 12H05 », « 11 h 30/45 », « 8:30 », « midi »; not « 5 habitants », « 35 heures ».
def _clock(name: str) -> str:
    return (
        rf"(?:(?<![\d,.])(?P<{name}h>[01]?\d|2[0-4]) ?(?:h(?:rs?|eures?)?(?![a-z])|(?P<{name}c>:)(?=[0-5]\d(?!\d)))\.?"
        rf"(?: ?(?P<{name}m>[0-5]\d)(?!\d|[,.]\d| ?h|€)(?: ?/ ?(?P<{name}l>[0-5]\d)(?!\d| ?h))?)?(?: ?mn\b| ?min\b)?"
        rf"|(?<![\w-])(?P<{name}w>midi|minuit)\b)"
    )


# « 9 à 12 h », « 14-18h »: the first hour without its sign.
_BARE_START = r"(?<![\d,.:/h])(?P<sb>[01]?\d|2[0-4])"
_TO = r" ?(?:/|-|a|et|jusqu'a|->|→|>) ?"
_RANGE = re.compile(
    rf"(?:\b(?P<open>de|entre|des) )?(?:{_clock('s')}(?P<sep>{_TO})|{_BARE_START}(?: ?- ?| a )){_clock('e')}"
)
_SINGLE = re.compile(_clock("s"))
_UNTIL = re.compile(r"(?:jusqu'a|avant|au plus tard a|fermeture(?: des portes)?(?: est fixee)? ?(?:a|:)) ?$")
_FROM = re.compile(r"(?:passee?|a partir de|a compter de|des|depuis|apres|ouverture(?: des portes)? ?(?:a|:)) ?$")
# What says an hour of the clock where « 2 h » alone could last two hours.
_CLOCK_BEFORE = re.compile(
    r"(?:\b(?:a|de|des|vers|avant|apres|passee?|jusqu'a|entre|et|ou|heures? :|horaires? :|matin|soir|[a-z]+di|dimanche)"
    r"|[,(:|/\-]|^|\n) ?$"
)
# « 2 h par semaine », « durée : 2 heures », « pendant 3 heures », « 24 h/24 »: how long, or all day.
_LASTS_AFTER = re.compile(
    r" ?(?:au (?:minimum|maximum|moins|plus(?! tard))|minimum|maximum|a (?:2[5-9]|[3-9]\d) ?h|par"
    r"|/ ?(?:semaine|jour|an|mois|24)|hebdomadaires?|consecutives?|de (?:travail|cours|stationnement|delai|menage))"
)
_LASTS_BEFORE = re.compile(
    r"\b(?:pendant|durant|durees?|delais?|sous|dans les|dans un|plus de|moins de|maximum|minimum|au moins|au plus"
    r"|forfait|les|chaque|toutes les|tous les|limitee? a|pour|inferieure? a|superieure? a|(?:duree|delai"
    r"|preavis)[a-z' ]{0,40} (?:de|a)) ?:? ?$"
)
_BEFORE = 60


def hours_in(text: str) -> list[TypedSpan[Hours]]:
    """Hours of ``text`` in order; a range is one span."""
    line = flat(text)
    if "h" not in line and ":" not in line and "mi" not in line:
        return []
    found = [span for m in _RANGE.finditer(line) if (span := _range(line, m)) is not None]
    for m in _SINGLE.finditer(line):
        inside = any(span.start < m.end() and m.start() < span.end for span in found)
        if not inside and (span := _single(line, m)) is not None:
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def _range(line: str, m: re.Match[str]) -> TypedSpan[Hours] | None:
    end = _read(m, "e")
    start = Clock(earliest=int(m["sb"]) * 60, latest=int(m["sb"]) * 60) if m["sb"] else _read(m, "s")
    separator = (m["sep"] or "a").strip()
    if separator == "et" and m["open"] != "entre":
        return None  # « à 9 h et 14 h » are two hours
    if start is None or end is None or (start.earliest >= end.latest and end.earliest > 180):
        return None  # a range goes forward, except past midnight (« 22 h à 2 h »)
    if _LASTS_AFTER.match(line, m.end()) and not m["open"]:
        return None
    return TypedSpan(kind=FactKind.HOURS, start=m.start(), end=m.end(), value=Hours(start=start, end=end))


def _single(line: str, m: re.Match[str]) -> TypedSpan[Hours] | None:
    clock = _read(m, "s")
    before = line[max(0, m.start() - _BEFORE) : m.start()]
    if clock is None or clock.earliest > 1440 or _lasts(line, m, before):
        return None
    if _UNTIL.search(before):
        value = Hours(start=None, end=clock, bound=Bound.UNTIL)
    else:
        value = Hours(start=clock, end=None, bound=Bound.FROM if _FROM.search(before) else Bound.AT)
    return TypedSpan(kind=FactKind.HOURS, start=m.start(), end=m.end(), value=value)


def _lasts(line: str, m: re.Match[str], before: str) -> bool:
    if m["sw"]:
        return False
    if _LASTS_AFTER.match(line, m.end()) or _LASTS_BEFORE.search(before):
        return True
    return not (m["sm"] or m["sc"] or _CLOCK_BEFORE.search(before))


def _read(m: re.Match[str], name: str) -> Clock | None:
    if m[f"{name}w"]:
        noon = 720 if m[f"{name}w"] == "midi" else 1440
        return Clock(earliest=noon, latest=noon)
    if m[f"{name}h"] is None:
        return None
    hour = int(m[f"{name}h"]) * 60
    earliest = hour + int(m[f"{name}m"] or 0)
    latest = hour + int(m[f"{name}l"]) if m[f"{name}l"] else earliest
    return Clock(earliest=min(earliest, latest), latest=max(earliest, latest)) if earliest <= 1440 else None
