"""Brackets of the family quotient and of income, as tariff tables write them."""

from decimal import Decimal

import pytest

from french.quotients import quotients_in


@pytest.mark.parametrize(
    ("document", "text", "low", "high", "is_high_included"),
    [
        ("canteen tariff", "QF inférieur à 700", None, "700", False),
        ("canteen tariff", "QF ≤ 700 | 3 €", None, "700", True),
        ("holiday aid", "quotient familial ne dépasse pas 850 €", None, "850", True),
        ("leisure centre", "quotient familial compris entre 701 et 1 000", "701", "1000", True),
        ("row of a table", "moins de 700 | 2 €", None, "700", False),
        ("rows under a header", "QF\nde 701 à 1 000 | 3 €", "701", "1000", True),
        ("rows", "Entre 667 et 1199 | 2,25 €\nQF au mois", "667", "1199", True),
        ("canteen tariff", "QF > 1 200", "1200", None, True),
        ("row of a table", "Supérieures ou égales à 3201 €", "3201", None, True),
    ],
)
def test_a_bracket_has_its_ends(
    document: str, text: str, low: str | None, high: str | None, is_high_included: bool
) -> None:
    (found,) = quotients_in(text)
    ends = (found.value.low, found.value.high)
    assert ends == (None if low is None else Decimal(low), None if high is None else Decimal(high)), document
    assert found.value.is_high_included is is_high_included
    assert not found.value.is_income


def test_the_middle_of_a_scale_is_known_by_its_ends() -> None:
    cells = quotients_in("Inférieures 20 000 € | Entre 20 000 et 35 999 € | Supérieures à 36 000 €")
    assert [(s.value.low, s.value.high) for s in cells] == [
        (None, Decimal(20000)),
        (Decimal(20000), Decimal(35999)),
        (Decimal(36000), None),
    ]
    assert quotients_in("Entre 200 et 300 | places") == []


def test_a_large_bracket_is_a_yearly_income() -> None:
    (found,) = quotients_in("Inférieures à 20 000 € | 1,80 €")
    assert found.value.is_income


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("pool", "moins de 12 ans | 3 €"),
        ("school year", "2025 - 2026 | x"),
        ("club", "3 - 11 | lundi"),
        ("noise order", "moins de 100 personnes | sans objet"),
    ],
)
def test_other_cells_are_no_brackets(document: str, text: str) -> None:
    assert quotients_in(text) == [], document
