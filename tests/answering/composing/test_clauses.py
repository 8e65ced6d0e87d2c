"""Where a special case stands in a unit; sentences of real form, names and amounts changed."""

import pytest

from answering.composing.clauses import case_in
from domain.answer import SentenceKind

SENTENCE = SentenceKind.SENTENCE


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "Tout repas réservé est facturé, sauf si l’absence est due à une maladie.",
            "Tout repas réservé est facturé, ",
        ),
        ("Les aînés paient 1,20 €, sauf le jeudi où tous paient 2 €.", "Les aînés paient 1,20 €, "),
        ("La location entière est due sauf décès d’un proche.", "La location entière est due "),
        ("L’accès est libre, à l’exception des mineurs non accompagnés.", "L’accès est libre, "),
    ],
)
def test_a_clause_that_takes_out_of_a_rule_is_set_apart_from_it(text: str, rule: str) -> None:
    case = case_in(text, SENTENCE)
    assert case is not None
    assert case.is_marked
    assert text[: case.start] == rule


@pytest.mark.parametrize(
    ("text", "condition", "is_marked"),
    [
        ("Toutefois, la première heure est gratuite.", "", True),
        ("Si l’enfant est absent, le repas est dû.", "Si l’enfant est absent", True),
        ("En cas de pluie, la fête a lieu au gymnase.", "En cas de pluie", True),
        ("Au-delà, le passage coûte 7 €.", "Au-delà", True),
        ("Article 4. Par dérogation à l’article 3, les agents sont dispensés.", "", True),
        ("Cette majoration ne s’applique pas en septembre.", "", True),
        ("Pour les extérieurs, le prix est de 12 €.", "Pour les extérieurs", False),
        ("Le mercredi, la garderie est fermée.", "Le mercredi", False),
        ("Les chiens sont admis sur présentation d’un carnet.", "", False),
        ("Les nouveautés ne sont pas prêtées.", "", False),
    ],
)
def test_a_whole_sentence_may_be_a_case_and_begin_with_its_condition(
    text: str, condition: str, is_marked: bool
) -> None:
    case = case_in(text, SENTENCE)
    assert case is not None
    assert (case.start, text[: case.condition_end], case.is_marked) == (0, condition, is_marked)


@pytest.mark.parametrize(
    "text",
    [
        "Le prix du repas est fixé à 4,10 €.",
        "La salle est ouverte tous les jours sauf le dimanche.",
        "La mairie est ouverte de 9 h à 12 h (sauf en août).",
        "Les familles de la commune paient 4,10 €.",
    ],
)
def test_a_plain_rule_holds_no_case(text: str) -> None:
    assert case_in(text, SENTENCE) is None


def test_prices_for_those_outside_the_commune_are_not_cut_in_two() -> None:
    text = "Le conseil fixe le prix à 5,60 € pour les familles qui habitent hors de la commune ;"
    case = case_in(text, SENTENCE)
    assert case is None or case.start == 0


def test_a_row_of_a_table_is_told_by_its_cells_not_by_its_words() -> None:
    assert case_in("Si retard | 5 €", SentenceKind.TABLE_ROW) is None
