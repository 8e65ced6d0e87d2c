"""Days in words."""

from datetime import date

import pytest

from visas.recognising.spelled_days import spelled_days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("du douze mars deux mille vingt-quatre", date(2024, 3, 12)),
        ("le premier juillet mil neuf cent un", date(1901, 7, 1)),
        ("du trente et un decembre mil neuf cent quatre-vingt-dix-neuf", date(1999, 12, 31)),
        ("le 4 septembre deux mille dix-neuf", date(2019, 9, 4)),
        ("le 1er mai deux mille vingt et un", date(2021, 5, 1)),
        ("du vingt-neuf juillet mil huit cent quatre-vingt-un", date(1881, 7, 29)),
        ("du vingt-six janvier 2010", date(2010, 1, 26)),
        ("du vingt deux mai deux mille vingt", date(2020, 5, 22)),
    ],
)
def test_a_day_in_words_is_read_where_it_stands(text: str, day: date) -> None:
    ((start, end, read),) = spelled_days(text, 0, len(text))
    assert read == day
    assert text[start:end] == text.split(" ", 1)[1]


@pytest.mark.parametrize(
    "text",
    [
        "du trente et un juin deux mille vingt",
        "le douze mars",
        "douze mars deux mille dix-vingt",
        "deux mars avec la commune",
        "le 12 mars 2024",  # read elsewhere
        "quarante mars deux mille vingt",
        "deux mai cinquante",
        "vingt sept deux mille",
    ],
)
def test_what_is_no_day_in_words_is_not_read(text: str) -> None:
    assert spelled_days(text, 0, len(text)) == []


def test_only_the_span_asked_is_read() -> None:
    text = "du douze mars deux mille vingt-quatre"
    assert spelled_days(text, 0, 20) == []
