import pytest

from ingest.office.number_formats import built_in_format, shown_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3.5, '#,##0.00\\ "€"', "3,50 €"),
        (3.5, "#,##0.00\\ [$€-40C]", "3,50 €"),
        (12400.0, '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "12 400,00 €"),
        (-12.0, '#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"', "-12,00 €"),
        (-12.5, "0.00", "-12,50"),
        (0.0, '#,##0.00 "€";-#,##0.00 "€";"gratuit"', "gratuit"),
        (0.055, "0.0%", "5,5%"),
        (1200.0, "#,##0", "1 200"),
        (1200.0, "0", "1200"),
        (7.0, "000", "007"),
        (41200.0, "00000", "41200"),
        (3.5, "", "3,5"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0,3"),
        (2.5, "0.##", "2,5"),
        (12.0, '0" ans"', "12 ans"),
        (47920.0, "dd/mm/yyyy", "13/03/2031"),
        (47920.0, "d mmmm yyyy", "13 mars 2031"),
        (47920.0, "[$-40C]dddd d mmmm yyyy", "jeudi 13 mars 2031"),
        (47920.0, "dd-mmm-yy", "13-mars-31"),
        (0.375, "h:mm", "9:00"),
        (0.395833333, 'hh"h"mm', "09h30"),
        (47920.75, "dd/mm/yyyy hh:mm", "13/03/2031 18:00"),
        (1.5, "[h]:mm", "36:00"),
        (1e12, "dd/mm/yyyy", "1000000000000"),
    ],
)
def test_a_number_is_shown_as_french_excel_shows_it(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_a_sheet_of_the_mac_counts_its_days_from_1904() -> None:
    assert shown_number(46458.0, "dd/mm/yyyy", is_1904=True) == "13/03/2031"


def test_the_built_in_date_is_the_french_one() -> None:
    assert shown_number(47920.0, built_in_format(14)) == "13/03/2031"
