from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from api.hours_view import hours_view, weekly_rows
from domain.profile import Closure, OpeningHours
from tests.api.town import AFTERNOON, MORNING, WEEK_OF_SCHOOL_SERVICE, WEEK_OF_TOWN_HALL

PARIS = ZoneInfo("Europe/Paris")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_equal_days_stand_together_and_today_apart() -> None:
    view = hours_view(OpeningHours(week=WEEK_OF_SCHOOL_SERVICE), at(20, 14, 5))
    assert [(row.days, row.is_today, row.spans) for row in view.rows] == [
        ((0, 1, 3), False, (MORNING,)),
        ((4,), True, (MORNING, AFTERNOON)),
        ((2, 5, 6), False, ()),
    ]


def test_five_days_in_a_row_are_a_run() -> None:
    rows = weekly_rows(OpeningHours(week=WEEK_OF_TOWN_HALL))
    assert [(row.days, row.is_run) for row in rows] == [((0, 1, 2, 3, 4), True), ((5,), False), ((6,), False)]


def test_open_until_the_end_of_the_current_span() -> None:
    view = hours_view(OpeningHours(week=WEEK_OF_SCHOOL_SERVICE), at(20, 14, 5))
    assert (view.open_until, view.next_opening) == (time(17), None)


def test_at_the_closing_hour_the_next_opening_is_after_the_weekend() -> None:
    view = hours_view(OpeningHours(week=WEEK_OF_SCHOOL_SERVICE), at(20, 17))
    assert view.open_until is None
    assert (view.next_opening, view.next_in_days) == (at(23, 9), 3)


def test_a_holiday_and_a_closure_shut_today() -> None:
    closure = Closure(first_day=date(2026, 11, 19), last_day=date(2026, 11, 20), reason="inventaire")
    hours = OpeningHours(week=WEEK_OF_TOWN_HALL, closures=(closure,), holidays=frozenset({date(2026, 11, 11)}))
    closed = hours_view(hours, at(20, 10))
    assert closed.closed_today_reason == "inventaire"
    assert next(row.spans for row in closed.rows if row.is_today) == ()
    assert hours_view(hours, at(11, 10)).is_holiday
    assert not hours_view(hours, at(12, 10)).is_holiday
