"""Values in one normal form, so that two documents that say the same in other words give the same value."""

import re
from decimal import Decimal

from french.addresses import Address, way_words
from french.ages import Age
from french.amounts import Amount, Percentage
from french.dates import PartialDate
from french.days import Days, Weeks
from french.delays import Delay, DelayRole, DelayUnit
from french.hours import Hours
from french.periods import Period
from french.quotients import Bracket

_IN_DAYS = {
    DelayUnit.MINUTE: Decimal(1) / 1440,
    DelayUnit.HOUR: Decimal(1) / 24,
    DelayUnit.WEEK: Decimal(7),
    DelayUnit.MONTH: Decimal(30),
    DelayUnit.YEAR: Decimal(360),
}
"""« 48 h » and « deux jours », « un mois » and « trente jours », « un an » and « douze mois » say the same."""
_SHARED_DOMAINS = frozenset({"gouv.fr", "asso.fr", "com.fr"})
"""Under which each name is a site of its own (publicsuffix.org): « titres.gouv.fr », « judo-valmoret.asso.fr »."""


def price(value: Amount) -> tuple[str, frozenset[str]]:
    """(value, qualifiers) of an amount: its bounds; for what, and with tax or not."""
    told = {f"per:{unit}" for unit in value.per} | ({f"tax:{value.tax}"} if value.tax else set())
    if value.low is None or value.high is None:
        told.add("bound:most" if value.low is None else "bound:least")
    low, high = (number(end) if end is not None else "" for end in (value.low, value.high))
    return f"{low}..{high}" if low != high else low, frozenset(told)


def rate(value: Percentage) -> str:
    """A percentage."""
    return f"{number(value.low)}..{number(value.high)}"


def delay(value: Delay) -> tuple[str, frozenset[str]]:
    """(length in days, qualifiers): what it is for. « au moins » and « au plus tard deux jours avant » are one."""
    length = value.high if value.low is None else value.low
    assert length is not None
    told = {"role:before"} if value.role is DelayRole.BEFORE else set()
    if value.role is not DelayRole.BEFORE and value.low != value.high:
        told.add("bound:most" if value.low is None else "bound:least" if value.high is None else "bound:range")
    return number(length * _IN_DAYS.get(value.unit, Decimal(1))), frozenset(told)


def age(value: Age) -> str:
    """An age with its side."""
    return f"{value.low_months if value.low_months is not None else ''}..{value.below_months or ''}"


def clock(value: Hours) -> str:
    """« 540..720 » in minutes since midnight; one end only where one is written."""
    start = value.start.earliest if value.start else ""
    end = value.end.latest if value.end else ""
    return f"{start}..{end}"


def day(value: PartialDate) -> str | None:
    """« 06-12 » or « 2031-06-12 »; None without a day."""
    if value.day is None:
        return None
    short = f"{value.month:02}-{value.day:02}"
    return f"{value.year}-{short}" if value.year else short


def days(value: Days) -> str:
    """Days of the week, which of the month and which weeks."""
    ranks = ",".join(map(str, value.ranks))
    weeks = "" if value.weeks is Weeks.ALL else value.weeks.value
    return "".join(map(str, sorted(value.days))) + (f"/{ranks}" if ranks else "") + (f"/{weeks}" if weeks else "")


def period(value: Period) -> str:
    """A season's name, or its bounds without their years."""
    if value.season is not None:
        return value.season.value
    ends = (f"{end.month}-{end.day or ''}" if end else "" for end in (value.start, value.end))
    return "..".join(ends)


def bracket(value: Bracket) -> str:
    """A bracket of the quotient."""
    return f"{value.low or ''}..{value.high or ''}"


def address(value: Address) -> str | None:
    """Number and way, abbreviations in full; None where either is missing."""
    return " ".join((value.number.replace(" ", ""), *way_words(value.way))) if value.number and value.way else None


def addresses_differ(one: str, other: str) -> bool:
    """Whether two addresses are two: « 12 rue Leclerc » and « 12 rue du Général Leclerc » are one."""
    (first, *mine), (second, *theirs) = one.split(), other.split()
    return first != second or not (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def links_differ(one: str, other: str) -> bool:
    """Whether two links lead to two sites: a page of a site, or another of its hosts, is the same place.

    >>> links_differ("lire.valmoret.example", "www.valmoret.example/catalogue"), links_differ("a.example", "b.example")
    (False, True)
    >>> links_differ("payer.budget.gouv.fr", "titres.gouv.fr"), links_differ("titres.gouv.fr", "www.titres.gouv.fr/x")
    (True, False)
    """
    return _site(one) != _site(other)


def _site(link: str) -> str:
    labels = re.split(r"[/?#:]", link)[0].split(".")
    return ".".join(labels[-3 if ".".join(labels[-2:]) in _SHARED_DOMAINS else -2 :])


def dated_period(value: Period) -> str | None:
    """« 06-15..08-31 » or « 2031-06-15..2031-08-31 »; None unless both ends are days, with a year each or none."""
    ends = [day(end) if end else None for end in (value.start, value.end)]
    if value.season is not None or None in ends or len({len(end or "") for end in ends}) != 1:
        return None
    return f"{ends[0]}..{ends[1]}"


def periods_differ(one: str, other: str) -> bool:
    """Whether two stretches of one year are two versions of one: they share days and have not the same ends."""
    (a, b), (c, d) = one.split(".."), other.split("..")
    return len(a) == len(c) and (a, b) != (c, d) and _shares_days(a, b, c, d)


def _shares_days(a: str, b: str, c: str, d: str) -> bool:
    """Ends without a year may pass the new year: « 12-24..01-02 »."""
    mine = [(a, b)] if a <= b else [(a, "99"), ("00", b)]
    theirs = [(c, d)] if c <= d else [(c, "99"), ("00", d)]
    return any(low <= end and start <= high for low, high in mine for start, end in theirs)


def number(value: Decimal) -> str:
    """« 3 » for 3, 3.0 and 3.00.

    >>> number(Decimal("3.50")), number(Decimal("1200"))
    ('3.5', '1200')
    """
    return f"{value.normalize():f}"
