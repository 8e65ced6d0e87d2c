"""Whether two typed facts say the same thing: « 4,10 € » and « 4 euros 10 », « avant 10 h » and « ferme à 10 h »."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from french.addresses import Address
from french.ages import Age
from french.amounts import Amount, Percentage
from french.dates import PartialDate
from french.days import Days, Weeks
from french.delays import Delay, DelayUnit
from french.hours import Clock, Hours
from french.periods import Period, Season
from french.quotients import Bracket
from french.typed_span import AnySpan, Bound, FactKind, flat

_LONG = 8
_YEARS = {"an", "annee"}
_MIDDLES = {Season.SUMMER: 7, Season.WINTER: 1, Season.SPRING: 5, Season.AUTUMN: 10}
"""A month in the middle of each season."""
_UNITS = {
    DelayUnit.MINUTE: ("minute", Decimal(1)),
    DelayUnit.HOUR: ("minute", Decimal(60)),
    DelayUnit.DAY: ("day", Decimal(1)),
    DelayUnit.WEEK: ("day", Decimal(7)),
    DelayUnit.MONTH: ("month", Decimal(1)),
    DelayUnit.YEAR: ("month", Decimal(12)),
}


def are_opposite(said: AnySpan, known: AnySpan) -> bool:
    """Whether one bounds from below and the other from above: « à partir du 1er mai », « jusqu’au 1er mai »."""
    if said.kind in (FactKind.DATE, FactKind.HOURS) and known.kind is FactKind.PERIOD:
        first = known.value.start
        is_start = first is not None and _dates(said.value, first)
        return said.value.bound is (Bound.UNTIL if is_start else Bound.FROM)
    if said.kind is not known.kind or said.kind not in (FactKind.DATE, FactKind.HOURS):
        return False
    if said.kind is FactKind.HOURS and (said.value.is_range or known.value.is_range):
        return False
    return {said.value.bound, known.value.bound} == {Bound.FROM, Bound.UNTIL}


def agree(said: AnySpan, known: AnySpan) -> bool:
    """Whether ``known`` of a document supports ``said`` of a sentence, both of kinds that may be compared."""
    test = _TESTS.get((said.kind, known.kind))
    return test is not None and test(said.value, known.value)


def comparable(kind: FactKind) -> frozenset[FactKind]:
    """Kinds of facts that may support one of ``kind``."""
    return frozenset(known for said, known in _TESTS if said is kind)


def _amounts(said: Amount, known: Amount) -> bool:
    if {said.tax, known.tax} == {"ttc", "ht"}:
        return False
    ours, theirs = _pers(said.per), _pers(known.per)
    if ours and theirs and not ours & theirs:
        return False
    if said.low == said.high and None not in (known.low, known.high) and known.low != known.high:
        return False  # « de 6,20 € à 9,80 € » is no price of 6,20 €
    return _ends_agree(said.low, said.high, known.low, known.high)


def _pers(per: Iterable[str]) -> frozenset[str]:
    return frozenset("an" if unit in _YEARS else unit for unit in per)


def _ends_agree(
    low: Decimal | None, high: Decimal | None, known_low: Decimal | None, known_high: Decimal | None
) -> bool:
    """Every end that is said is an end that is known, and « au moins » is never « au plus »."""
    if (low is None) != (high is None) and (known_low is None) != (known_high is None):
        return (low, high) == (known_low, known_high)
    return {end for end in (low, high) if end is not None} <= {known_low, known_high}


def _percentages(said: Percentage, known: Percentage) -> bool:
    return {said.low, said.high} <= {known.low, known.high}


def _quotients(said: Bracket, known: Bracket) -> bool:
    if said.low is not None and said.high is not None:
        return {said.low, said.high} == {known.low, known.high}
    return (said.low is None or said.low == known.low) and (said.high is None or said.high == known.high)


def _dates(said: PartialDate, known: PartialDate) -> bool:
    """A year that only one of them gives, and on which side each bounds, are looked at apart."""
    same_year = said.year is None or known.year is None or said.year == known.year
    return said.month == known.month and (said.day is None or said.day == known.day) and same_year


def _date_in_period(said: PartialDate, known: Period) -> bool:
    return any(end is not None and _dates(said, end) for end in (known.start, known.end))


def _period_in_date(said: Period, known: PartialDate) -> bool:
    """One end alone, or a whole month of which the document names a day."""
    return said.season is None and all(end is None or _dates(end, known) for end in (said.start, said.end))


def _periods(said: Period, known: Period) -> bool:
    if said.season is not None and said.season is not Season.SCHOOL_YEAR:
        return said.season is known.season or _in_season(said.season, known)
    if said.start is None or said.end is None or known.start is None or known.end is None:
        return False
    return _dates(said.start, known.start) and _dates(said.end, known.end)


def _in_season(season: Season, known: Period) -> bool:
    """« l’été » for « du 15 juin au 15 septembre »: less than eight months that hold the season's middle."""
    if known.start is None or known.end is None or season not in _MIDDLES:
        return False
    length = (known.end.month - known.start.month) % 12 + 1
    return length < _LONG and (_MIDDLES[season] - known.start.month) % 12 < length


def _days(said: Days, known: Days) -> bool:
    if said.ranks != known.ranks and (said.ranks or known.ranks):
        return False
    # « une semaine sur deux » of « les semaines paires », never the other way.
    same_weeks = said.weeks is known.weeks or (said.weeks is Weeks.ONE_IN_TWO and known.weeks is not Weeks.ALL)
    return same_weeks and said.days <= known.days


def _hours(said: Hours, known: Hours) -> bool:
    if said.is_range and known.is_range:
        return _is_end(said.start, known.start) and _is_end(said.end, known.end)
    known_clocks = [clock for clock in (known.start, known.end) if clock is not None]
    return all(any(_same(clock, other) for other in known_clocks) for clock in (said.start, said.end) if clock)


def _is_end(said: Clock | None, known: Clock | None) -> bool:
    return said is not None and known is not None and _same(said, known)


def _same(one: Clock, other: Clock) -> bool:
    return one.earliest == other.earliest or one.latest == other.latest


def _ages(said: Age, known: Age) -> bool:
    if (said.below_months, known.low_months) == (None, None) or (said.low_months, known.below_months) == (None, None):
        return False  # « plus de » is never « moins de »
    if said.low_months is not None and said.below_months == said.low_months + 12:  # « 16 ans », whatever bounds it
        is_single = known.low_months is not None and known.below_months == known.low_months + 12
        at_end = not is_single and said.low_months == known.below_months
        return said.low_months == known.low_months or said.below_months == known.below_months or at_end
    if None not in (said.low_months, said.below_months, known.low_months, known.below_months):
        return (said.low_months, said.below_months) == (known.low_months, known.below_months)
    theirs = {known.low_months, known.below_months}
    return {end for end in (said.low_months, said.below_months) if end is not None} <= theirs


def _delays(said: Delay, known: Delay) -> bool:
    return _ends_agree(_base(said.low, said), _base(said.high, said), _base(known.low, known), _base(known.high, known))


def _base(length: Decimal | None, delay: Delay) -> Decimal | None:
    """In one unit for lengths that are always equal; kinds of days of their own are kept apart by a large factor."""
    name, factor = _UNITS.get(delay.unit, (delay.unit.value, Decimal(1)))
    family = {"minute": 0, "day": 1, "month": 2}.get(name, 3 + list(DelayUnit).index(delay.unit))
    if length is None:
        return None
    if name == "minute" and (length * factor) % 1440 == 0:
        family, factor = 1, factor / 1440
    return length * factor + family * Decimal(10) ** 9


def _age_as_delay(said: Age, known: Delay) -> bool:
    """« jusqu’à 25 ans » is an age or a length as the words around tell: the same number of years is the same."""
    if known.unit not in (DelayUnit.MONTH, DelayUnit.YEAR):
        return False
    if (said.low_months is None and known.high is None) or (said.below_months is None and known.low is None):
        return False  # « moins de » is never « au moins »
    months = [int(end * _UNITS[known.unit][1]) for end in (known.low, known.high) if end is not None]
    if said.low_months is not None and said.below_months == said.low_months + 12:
        return said.low_months in months  # « 2 ans » is no « trois ans » that it stays under
    last = said.below_months - 12 if said.below_months is not None else None
    return bool(months) and all(end in (said.low_months, said.below_months, last) for end in months)


def _delay_as_age(said: Delay, known: Age) -> bool:
    return _age_as_delay(known, said)


def _hours_as_delay(said: Delay, known: Hours) -> bool:
    """« passé 19 h » reads as a length where nothing tells that it is an hour of the clock."""
    if said.unit is not DelayUnit.HOUR or said.low != said.high or said.low is None:
        return False
    return any(clock is not None and clock.earliest == said.low * 60 for clock in (known.start, known.end))


def _delay_as_hours(said: Hours, known: Delay) -> bool:
    """« à 2 heures sans payer » of « deux heures gratuites »: the other way, whole hours only."""
    clock = said.start if said.end is None else said.end
    return not said.is_range and clock is not None and _hours_as_delay(known, Hours(start=clock, end=None))


def _addresses(said: Address, known: Address) -> bool:
    """Same number and way; the sentence may leave out the town, not change it."""
    same_way = flat(said.way) == flat(known.way) if said.way else True
    same_post = not said.postcode or said.postcode == known.postcode
    return said.number == known.number and same_way and same_post


def _equal(said: object, known: object) -> bool:
    return said == known


_Test = Callable[..., bool]
_TESTS: dict[tuple[FactKind, FactKind], _Test] = {
    (FactKind.AMOUNT, FactKind.AMOUNT): _amounts,
    (FactKind.PERCENTAGE, FactKind.PERCENTAGE): _percentages,
    (FactKind.QUOTIENT, FactKind.QUOTIENT): _quotients,
    (FactKind.DATE, FactKind.DATE): _dates,
    (FactKind.DATE, FactKind.PERIOD): _date_in_period,
    (FactKind.PERIOD, FactKind.PERIOD): _periods,
    (FactKind.PERIOD, FactKind.DATE): _period_in_date,
    (FactKind.DAYS, FactKind.DAYS): _days,
    (FactKind.HOURS, FactKind.HOURS): _hours,
    (FactKind.AGE, FactKind.AGE): _ages,
    (FactKind.AGE, FactKind.DELAY): _age_as_delay,
    (FactKind.DELAY, FactKind.DELAY): _delays,
    (FactKind.DELAY, FactKind.AGE): _delay_as_age,
    (FactKind.DELAY, FactKind.HOURS): _hours_as_delay,
    (FactKind.HOURS, FactKind.DELAY): _delay_as_hours,
    (FactKind.PHONE, FactKind.PHONE): _equal,
    (FactKind.EMAIL, FactKind.EMAIL): _equal,
    (FactKind.ADDRESS, FactKind.ADDRESS): _addresses,
    (FactKind.POPULATION, FactKind.POPULATION): _equal,
}
