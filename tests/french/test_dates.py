"""Dates in the forms of minutes, orders, tables and posters."""

import datetime as dt

import pytest

from french.dates import dates_in
from french.typed_span import Bound


@pytest.mark.parametrize(
    ("document", "text", "span", "expected", "bound"),
    [
        ("minutes", "séance du 18 juin 2026", "18 juin 2026", (18, 6, 2026), Bound.AT),
        ("poster", "ouvert dès le 1er avril", "1er avril", (1, 4, None), Bound.FROM),
        ("PDF with a cut ordinal", "au 1 er janvier 2027", "1 er janvier 2027", (1, 1, 2027), Bound.AT),
        ("form", "reçu le 18/06/26.", "18/06/26", (18, 6, 2026), Bound.AT),
        ("stamp", "affiché le 18.06.2026", "18.06.2026", (18, 6, 2026), Bound.AT),
        ("site", "publié 2026-06-18", "2026-06-18", (18, 6, 2026), Bound.AT),
        ("calendar", "collecte le 18/06", "18/06", (18, 6, None), Bound.AT),
        (
            "opening of minutes",
            "L'an deux mille vingt-six, le dix-huit juin à vingt heures",
            "L'an deux mille vingt-six, le dix-huit juin",
            (18, 6, 2026),
            Bound.AT,
        ),
        ("opening of minutes", "L'an 2026, le jeudi 18 juin", "L'an 2026, le jeudi 18 juin", (18, 6, 2026), Bound.AT),
        (
            "order",
            "le dix-huit juin deux mille vingt-six à",
            "dix-huit juin deux mille vingt-six",
            (18, 6, 2026),
            Bound.AT,
        ),
        ("call for candidates", "au plus tard le 15 mai", "15 mai", (15, 5, None), Bound.UNTIL),
        ("call for candidates", "date limite de dépôt : 15 mai 2026", "15 mai 2026", (15, 5, 2026), Bound.UNTIL),
        ("works", "jusqu'au vendredi 15 mai 2026", "15 mai 2026", (15, 5, 2026), Bound.UNTIL),
        ("tariffs", "à compter du 1er janvier 2027", "1er janvier 2027", (1, 1, 2027), Bound.FROM),
        ("scan", "à compter du 1° janvier 2027", "1° janvier 2027", (1, 1, 2027), Bound.FROM),
    ],
)
def test_a_date_is_read_with_its_side(
    document: str, text: str, span: str, expected: tuple[int | None, int, int | None], bound: Bound
) -> None:
    (found,) = dates_in(text)
    assert text[found.start : found.end] == span, document
    assert (found.value.day, found.value.month, found.value.year) == expected
    assert found.value.bound is bound


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("visa", "Vu l'article L. 2121-29 du code"),
        ("contact", "06.12.34.56.78"),
        ("tariff row", "1.85/2.10/2.35"),
        ("typing error", "le 31/02/2026"),
        ("register", "Délibération n° 2026-031"),
        ("street list", "27 avenues et 6 mairies annexes"),
        ("hours", "de 8h30/12h00"),
    ],
)
def test_other_figures_are_no_dates(document: str, text: str) -> None:
    assert dates_in(text) == [], document


def test_only_a_whole_date_is_a_day_of_the_calendar() -> None:
    whole, partial = (dates_in(text)[0].value for text in ("18 juin 2026", "18 juin"))
    assert whole.whole() == dt.date(2026, 6, 18)
    assert partial.whole() is None
