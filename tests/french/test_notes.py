"""Marks of notes in tables, and the lines that they open."""

import pytest

from french.notes import called_notes, opened_note


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Tarif réduit (1)", {"1"}),  # a header of a price list
        ("4,10 € * | 3,05 €", {"*"}),  # a price
        ("Adultes** | 4,10 €", {"**"}),
        ("Extérieurs² | 4,10 €", {"2"}),  # raised, in Word
        ("Repas | 4,10 €¹", {"1"}),
        ("Enfant (3) (4)", {"3", "4"}),
        ("remplissage des piscines (*) | interdit", {"(*)"}),  # an order on drought
        ("Lundi | * | *", set()),  # dots of a chart
        ("Salle de 120 m² | 250 €", set()),
        ("Eau, par m³ | 2,05 €", set()),
        ("(1 enfant) | 12 €", set()),
    ],
)
def test_the_marks_that_a_row_calls(text: str, marks: set[str]) -> None:
    assert called_notes(text) == marks


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("(1) sur présentation d’une carte", "1"),
        ("- (2) hors vacances", "2"),  # as cleaning sets it
        ("* hors vacances", "*"),
        ("** sauf le lundi", "**"),
        ("(*) sauf la première mise en eau", "(*)"),
        ("² les lundis", "2"),
        ("1) voter le budget", None),
        ("(12 h) accueil", None),
        ("Tarifs (1)", None),
        ("*", None),
    ],
)
def test_the_mark_that_a_line_opens_with(line: str, mark: str | None) -> None:
    assert opened_note(line) == mark
