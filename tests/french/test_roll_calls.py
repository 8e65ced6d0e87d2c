import pytest

from french.person_names import find_person_names
from french.roll_calls import opens_roll, roll_lines


def _rolls(text: str, opened: bool = False) -> list[bool]:
    return roll_lines(text, find_person_names(text), opened)


def test_a_roll_goes_on_over_lines_of_names_and_ends_with_them() -> None:
    roll = "Etaient présents :\nMadame Anne PERRIN, Monsieur Paul GARNIER,\nMonsieur Luc ROY."
    text = f"{roll}\nM. Jean DELORME vend son terrain."
    assert _rolls(text) == [False, True, True, False]


def test_powers_given_are_a_roll() -> None:
    assert _rolls("Pouvoirs :\n- Madame Anne PERRIN à Monsieur Paul GARNIER\n- M. Luc ROY à Mme Julie HAMON") == [
        False,
        True,
        True,
    ]


def test_a_lead_in_that_stands_in_an_earlier_passage_opens_it_too() -> None:
    assert _rolls("- Madame Anne PERRIN à Monsieur Paul GARNIER", opened=True) == [True]
    assert _rolls("- Madame Anne PERRIN à Monsieur Paul GARNIER") == [False]


def test_many_names_alone_are_a_roll_unless_they_sell_or_are_drawn_by_lot() -> None:
    row = "Anne PERRIN | Paul GARNIER | Luc ROY | Julie HAMON"
    assert _rolls(row) == [True]
    assert _rolls("Vendeurs : Anne PERRIN, Paul GARNIER, Luc ROY, Julie HAMON") == [False]
    assert _rolls(f"Jurés tirés au sort\n{row}")[1:] == [False]


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Étaient présents :", True),
        ("Absents excusés :", True),
        ("Les membres présents", True),
        ("Ont donné pouvoir :", True),
        ("Vente du terrain Delorme", False),
        ("Le présent règlement s'applique", False),
    ],
)
def test_what_opens_a_roll(line: str, opens: bool) -> None:
    assert opens_roll(line) is opens
