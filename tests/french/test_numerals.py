"""Numbers in digits and in words, as documents write them."""

import re
from decimal import Decimal

import pytest

from french.numerals import DIGITS, IN_WORDS, from_digits, from_words, is_well_formed


@pytest.mark.parametrize(
    ("document", "written", "expected"),
    [
        ("budget", "1 250,00", "1250.00"),
        ("budget of a software", "1.250,50", "1250.50"),
        ("tariff grid", "12.5", "12.5"),
        ("loan contract", "1.250.000", "1250000"),
        ("water bill, euros a cubic metre", "0.0125", "0.0125"),
        ("poster", "3", "3"),
    ],
)
def test_digits_are_read_whatever_their_separators(document: str, written: str, expected: str) -> None:
    found = re.fullmatch(DIGITS, written)
    assert found is not None, document
    assert from_digits(written) == Decimal(expected)


def test_a_year_and_the_number_after_it_stay_two_numbers() -> None:
    assert [m.group() for m in re.finditer(DIGITS, "en 2024 125 foyers")] == ["2024", "125"]


@pytest.mark.parametrize(
    ("document", "written", "expected"),
    [
        ("opening of minutes", "deux mille vingt-six", 2026),
        ("notarial deed", "quatre-vingt-dix", 90),
        ("notarial deed", "quatre-vingts", 80),
        ("order", "cent cinquante", 150),
        ("order", "mille deux cents", 1200),
        ("subsidy", "trois mille quatre cent vingt et un", 3421),
        ("old minutes", "mil neuf cent quatre-vingt-quatre", 1984),
        ("loan", "deux millions", 2_000_000),
        ("delay", "quinze", 15),
        ("minutes", "soixante-douze", 72),
    ],
)
def test_numbers_in_words_are_read(document: str, written: str, expected: int) -> None:
    assert re.fullmatch(IN_WORDS, written), document
    assert from_words(written) == expected


def test_a_number_whose_units_go_before_its_tens_is_none() -> None:
    for written in (
        "deux mille vingt et un",
        "quatre-vingt-dix-sept",
        "mil neuf cent quatre-vingts",
        "soixante et onze",
    ):
        assert is_well_formed(written)
    assert not is_well_formed("deux mille dix-vingt")
