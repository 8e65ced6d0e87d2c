from datetime import date

import pytest

from app.holidays_calendar import holidays_around, legal_holidays
from domain.profile import Holidays


@pytest.mark.parametrize(
    ("region", "kept", "worked"),
    [
        (Holidays.METROPOLE, date(2026, 7, 14), date(2026, 4, 3)),
        (Holidays.ALSACE_MOSELLE, date(2026, 4, 3), date(2026, 4, 27)),
        (Holidays.ALSACE_MOSELLE, date(2026, 12, 26), date(2026, 5, 22)),
        (Holidays.MARTINIQUE, date(2026, 5, 22), date(2026, 5, 27)),
        (Holidays.GUADELOUPE, date(2026, 5, 27), date(2026, 5, 22)),
        (Holidays.GUYANE, date(2026, 6, 10), date(2026, 5, 22)),
        (Holidays.REUNION, date(2026, 12, 20), date(2026, 12, 26)),
        (Holidays.MAYOTTE, date(2026, 4, 27), date(2026, 12, 26)),
        (Holidays.SAINT_PIERRE_ET_MIQUELON, date(2026, 7, 14), date(2026, 4, 3)),
        (Holidays.NOUVELLE_CALEDONIE, date(2026, 9, 24), date(2026, 12, 26)),
        (Holidays.POLYNESIE, date(2026, 3, 5), date(2026, 12, 26)),
    ],
)
def test_a_territory_keeps_its_own_holidays(region: Holidays, kept: date, worked: date) -> None:
    days = legal_holidays(region, [2026])
    assert kept in days
    assert worked not in days


def test_every_territory_has_its_calendar() -> None:
    for region in Holidays:
        assert date(2027, 1, 1) in holidays_around(date(2026, 5, 4), region)
