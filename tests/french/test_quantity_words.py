"""Words of quantity, of real form."""

from decimal import Decimal

import pytest

from french.quantity_words import counts_in, fractions_in, wholes_in


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Tous les élèves mangent", ["elev"]),
        ("Toute clôture est déclarée", ["clotur"]),
        ("Chaque foyer a un bac", ["foi"]),
        ("l’ensemble du territoire", ["territoir"]),
        ("Tout le monde paie", [""]),
        ("gratuit pour tous", [""]),
        ("toujours gratuits", [""]),
        ("toutes taxes comprises", []),
        ("pour tout renseignement", []),
        ("les élèves mangent", []),
    ],
)
def test_what_is_said_of_all_has_its_noun(text: str, nouns: list[str]) -> None:
    assert [whole.noun for whole in wholes_in(text)] == nouns


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("six livres et deux films", [(6, "livr"), (2, "film")]),
        ("vingt-deux conseillers", [(22, "conseiller")]),
        ("210 m² de salle", [(210, "")]),
        ("le deuxième enfant", [(2, "enfant")]),
        ("le 1er samedi", [(1, "samed")]),
        ("une clôture neuve, un bac neuf", []),
        ("neuf livres", [(9, "livr")]),
    ],
)
def test_a_number_has_the_noun_that_it_counts(text: str, counts: list[tuple[int, str]]) -> None:
    assert [(count.value, count.noun) for count in counts_in(text)] == [(Decimal(n), noun) for n, noun in counts]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("la moitié du coût", ["1/2"]),
        ("une demi-heure", ["1/2"]),
        ("le double de leur moyenne", ["2"]),
        ("le tiers payant", ["1/3"]),
        ("la totalité du coût", ["all"]),
        ("un couple", []),
    ],
)
def test_parts_have_one_form(text: str, keys: list[str]) -> None:
    assert [key for key, _, _ in fractions_in(text)] == keys
