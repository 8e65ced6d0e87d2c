from datetime import date

import pytest

from app.holidays_calendar import legal_holidays
from domain.profile import Holidays
from handoff.working_days import is_working_day, working_day_after, working_days_left

# In 2026: Good Friday is 3 April, Easter Monday 6 April; 14 July a Tuesday; Christmas a Friday.
METROPOLE = legal_holidays(Holidays.METROPOLE, [2026, 2027])
MOSELLE = legal_holidays(Holidays.ALSACE_MOSELLE, [2026, 2027])
MAYOTTE = legal_holidays(Holidays.MAYOTTE, [2026, 2027])


@pytest.mark.parametrize(
    ("start", "count", "holidays", "expected"),
    [
        # From a Monday to the next: a week has five of them, the day of the event not counted.
        (date(2026, 3, 2), 5, METROPOLE, date(2026, 3, 9)),
        # Sent on a Saturday: counts from Monday on.
        (date(2026, 3, 7), 1, METROPOLE, date(2026, 3, 9)),
        # Easter Monday between.
        (date(2026, 4, 2), 2, METROPOLE, date(2026, 4, 7)),
        # Good Friday too in Moselle.
        (date(2026, 4, 2), 2, MOSELLE, date(2026, 4, 8)),
        # 26 December 2026 is a Saturday: nothing more in Moselle than elsewhere.
        (date(2026, 12, 24), 1, MOSELLE, date(2026, 12, 28)),
        # The abolition of slavery is kept on 27 April in Mayotte.
        (date(2026, 4, 24), 1, MAYOTTE, date(2026, 4, 28)),
        (date(2026, 4, 24), 1, METROPOLE, date(2026, 4, 27)),
        # Over the turn of a year.
        (date(2026, 12, 31), 1, METROPOLE, date(2027, 1, 4)),
        (date(2026, 3, 7), 0, METROPOLE, date(2026, 3, 7)),
    ],
)
def test_the_last_day_skips_weekends_and_the_territory_s_holidays(
    start: date, count: int, holidays: frozenset[date], expected: date
) -> None:
    assert working_day_after(start, count, holidays) == expected


def test_days_left_are_those_after_today() -> None:
    last = date(2026, 4, 8)
    days = [date(2026, 4, n) for n in range(1, 10)]
    # 2, 3, 7 and 8 April are worked; 4 to 6 are not.
    assert [working_days_left(today, last, METROPOLE) for today in days] == [4, 3, 2, 2, 2, 2, 1, 0, 0]


def test_a_holiday_of_one_territory_is_worked_in_another() -> None:
    good_friday = date(2026, 4, 3)
    assert is_working_day(good_friday, METROPOLE)
    assert not is_working_day(good_friday, MOSELLE)
