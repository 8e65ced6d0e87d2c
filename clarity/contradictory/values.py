"""Values in one normal form, so that two documents that say the same in other words give the same value."""

from decimal import Decimal

from french.addresses import Address
from french.ages import Age
from french.amounts import Amount, Percentage
from french.dates import PartialDate
from french.days import Days, Weeks
from french.delays import Delay, DelayRole, DelayUnit
from french.hours import Hours
from french.periods import Period
from french.quotients import Bracket
from french.typed_span import flat

_IN_DAYS = {
    DelayUnit.MINUTE: Decimal(1) / 1440,
    DelayUnit.HOUR: Decimal(1) / 24,
    DelayUnit.WEEK: Decimal(7),
    DelayUnit.MONTH: Decimal(30),
    DelayUnit.YEAR: Decimal(360),
}
"""« 48 h » and « deux jours », « un mois » and « trente jours », « un an » and « douze mois » say the same."""


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
    """Number and way; None where either is missing."""
    return f"{value.number.replace(' ', '')} {flat(value.way)}" if value.number and value.way else None


def number(value: Decimal) -> str:
    """« 3 » for 3, 3.0 and 3.00.

    >>> number(Decimal("3.50")), number(Decimal("1200"))
    ('3.5', '1200')
    """
    return f"{value.normalize():f}"
