from datetime import date

from french.written_dates import written_date


def test_the_first_of_a_month_is_written_as_french_does() -> None:
    assert written_date(date(2031, 9, 1)) == "1er septembre 2031"
    assert written_date(date(2031, 12, 18)) == "18 décembre 2031"
