"""Days of the week that recur: « du lundi au vendredi », « tous les jours sauf le dimanche », « 1er lundi du mois »."""

import re
from dataclasses import dataclass
from enum import StrEnum

from french.typed_span import FactKind, TypedSpan, flat

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
"""Their rank is the number that values hold, from 0, as ``datetime.date.weekday`` gives it."""

ALL_DAYS = frozenset(range(7))
_DAY = rf"(?:{'|'.join(WEEKDAYS)})s?\b"
# In one word each, with the days that they are. « jours ouvrables » include Saturday, « jours ouvrés » do not.
_GROUPS = (
    (
        (
            r"(?:tous les jours|chaque jour|quotidiennement|quotidiennes?|7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j(?:ours)?)?"
            r"|toute la semaine)"
        ),
        ALL_DAYS,
    ),
    (r"(?:(?:les )?week-?ends?|fins? de semaine)\b", frozenset({5, 6})),
    (r"jours ouvrables\b", frozenset(range(6))),
    (r"(?:jours ouvres|en semaine)\b", frozenset(range(5))),
)
_GROUP = "|".join(pattern for pattern, _ in _GROUPS)
_RANGE = rf"(?:du|de) (?:{'|'.join(WEEKDAYS)}) (?:matin |soir )?(?:au|a) (?:{'|'.join(WEEKDAYS)})\b"
_ITEM = rf"(?:{_RANGE}|{_GROUP}|(?:(?:tous )?(?:les|le|chaque) )?{_DAY})"
_JOIN = r"(?: ?(?:,|/|-|;|et|ou|ainsi que|&) ?(?:et )?)"
_LIST = rf"{_ITEM}(?:{_JOIN}{_ITEM})*"
_BUT = r",? ?\(?(?:sauf|excepte|hors|a l'exception (?:de|du|des)|hormis)(?: (?:le|les|du|des))? ?"
# « 1er et 3e samedis du mois », « le premier lundi de chaque mois ».
_RANK = (
    r"(?:(?P<rank>\d|premiers?|deuxiemes?|seconds?|troisiemes?|quatriemes?|derniers?)(?:er|e|eme|d"
    r"|nd)?s?(?: et (?P<rank2>\d|troisieme|quatrieme|dernier)(?:e|eme)?s?)? )?"
)
_ALL = re.compile(
    rf"\b(?:les? )?{_RANK}(?P<days>{_LIST})(?P<month> (?:du|de chaque) mois)?(?P<but>{_BUT}(?P<without>{_LIST}))?"
    rf"(?P<free>{_BUT}(?:les )?jours? feries?)?"
)
_RANKS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "dernier": -1}
_HAS_DAY = re.compile(r"[a-z]dis?\b|dimanche|jour|week|semaine|quotid|7 ?j")
# « le mardi des semaines paires », « le jeudi (semaine impaire) », « le lundi matin, les semaines paires »,
# « un samedi sur deux », « le jeudi, une semaine sur deux »; not « le mardi de la semaine ».
_WEEKS = r"(?P<weeks>paires?|impaires?)"
_WEEKS_AFTER = re.compile(
    rf"(?: matins?| soirs?| apres-midis?)?(?:,? ?\(?(?:(?:des|les|en|de chaque|de la) )?semaines? {_WEEKS}\)?"
    r"|(?:,? une semaine)? sur deux\b)"
)
_WEEKS_BEFORE = re.compile(rf"\bsemaines? {_WEEKS} ?[:,-]? ?(?:tous |toutes )?$")
# A day and its date (« lundi 18 juin ») happen once.
_DATED = re.compile(r" ?(?:\d{1,2}(?:er)?(?: |/)(?!h))")


class Weeks(StrEnum):
    """Which weeks of the year: by their number (ISO 8601), or one in two without saying which."""

    ALL = "all"
    EVEN = "even"
    ODD = "odd"
    ONE_IN_TWO = "one_in_two"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """``days`` of the week from 0 (Monday); ``ranks`` of them in the month (1, 2…, -1 the last), empty for every week.

    ``without_holidays`` tells that the text leaves public holidays out.
    """

    days: frozenset[int]
    ranks: tuple[int, ...] = ()
    without_holidays: bool = False
    weeks: Weeks = Weeks.ALL


def days_in(text: str) -> list[TypedSpan[Days]]:
    """Days that recur in ``text``, in order; what « sauf » takes away is taken away."""
    line = flat(text)
    if not _HAS_DAY.search(line):
        return []
    found = []
    for m in _ALL.finditer(line):
        if _DATED.match(line, m.end()) and not m["month"]:
            continue
        days = _days(m["days"]) - (_days(m["without"]) if m["without"] else frozenset())
        ranks = tuple(_rank(written) for written in (m["rank"], m["rank2"]) if written) if m["month"] else ()
        after, before = _WEEKS_AFTER.match(line, m.end()), _WEEKS_BEFORE.search(line, 0, m.start())
        weeks = _weeks(after or before)
        value = Days(days=days, ranks=ranks, without_holidays=bool(m["free"]), weeks=weeks)
        end = after.end() if after else m.end()
        found.append(TypedSpan(kind=FactKind.DAYS, start=m.start(), end=end, value=value))
    return found


def _weeks(found: re.Match[str] | None) -> Weeks:
    if found is None:
        return Weeks.ALL
    written = found["weeks"]
    if not written:
        return Weeks.ONE_IN_TWO
    return Weeks.ODD if written.startswith("im") else Weeks.EVEN


def _rank(written: str) -> int:
    return int(written) if written.isdigit() else _RANKS[written.rstrip("s")]


def _days(written: str) -> frozenset[int]:
    days: set[int] = set()
    for item in re.findall(_ITEM, written):
        named = [WEEKDAYS.index(name) for name in re.findall("|".join(WEEKDAYS), item)]
        group = next((days for pattern, days in _GROUPS if re.fullmatch(pattern, item)), None)
        if group is not None:
            days |= group
        elif len(named) == 2:
            days |= {day % 7 for day in range(named[0], named[1] + (1 if named[1] >= named[0] else 8))}
        else:
            days |= set(named)
    return frozenset(days)
