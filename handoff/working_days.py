"""Working days: Monday to Friday, less the legal holidays of the commune's territory.

Counted as administrations count: the day of the event is not one of them. Exceptional closures of a service are
working days all the same, so that a commune cannot put off what it promised by shutting its desk.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_WEEKDAYS = 5
_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Whether people work on ``day`` where ``holidays`` are kept."""
    return day.weekday() < _WEEKDAYS and day not in holidays


def working_day_after(day: date, count: int, holidays: AbstractSet[date]) -> date:
    """The ``count``-th working day after ``day``; ``day`` itself for 0."""
    for _ in range(count):
        day += _ONE_DAY
        while not is_working_day(day, holidays):
            day += _ONE_DAY
    return day


def working_days_left(today: date, last_day: date, holidays: AbstractSet[date]) -> int:
    """Working days after ``today`` up to ``last_day``, which is one of them; 0 on that day and later."""
    days = (today + _ONE_DAY * n for n in range(1, (last_day - today).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
