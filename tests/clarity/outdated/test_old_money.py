"""ST-02: prices in francs."""

from datetime import date

import pytest

from clarity.outdated.old_money import RULE, old_money
from clarity.reporting.wording import rule_action, rule_advice
from tests.clarity.documents import read

TODAY = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Une case pour quinze ans coûte 1 800 francs.", "Une case pour quinze ans coûte 1 800 francs."),
        ("Un caveau est vendu 6 500 F l’unité.", "Un caveau est vendu 6 500 F l’unité."),
        ("Sirop à l’eau | 3 francs", "3 francs"),
    ],
)
def test_a_price_in_francs_is_told(line: str, quote: str) -> None:
    (seen,) = old_money(read(line), TODAY)
    assert (seen.rule, seen.place.quote) == ("ST-02", quote)
    assert list(old_money(read(line), date(2001, 12, 31))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Le voyage coûte 120 francs suisses.",
        "Le kit est vendu 500 F CFA.",
        "La brocante a connu un franc succès : 80 exposants.",
        "En 1958, le kilo de pain coûtait 50 francs.",
        "Louer un T2, F3 ou F4 dans le bourg.",
        "Le prix est de 12 €.",
    ],
)
def test_another_money_a_story_and_an_adjective_are_left_alone(line: str) -> None:
    assert list(old_money(read(line), TODAY)) == []


def test_a_title_that_names_the_year_tells_a_story() -> None:
    assert list(old_money(read("La maison fut vendue 80 000 francs.", title="Le prix d’une maison"), TODAY)) == []
    assert list(old_money(read("La maison : 80 000 francs.", title="Une maison en 1975"), TODAY)) == []
    assert len(list(old_money(read("La maison : 80 000 francs.", title="Une maison"), TODAY))) == 1


def test_what_is_told_of_the_rule_holds_for_francs_as_for_an_old_vote() -> None:
    assert "voté" not in rule_action(RULE)
    assert "en euros" in rule_advice(RULE)
