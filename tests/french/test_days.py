"""Days of the week that recur."""

import pytest

from french.days import Days, Weeks, days_in


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("bathing order", "tous les jours sauf le dimanche", Days(days=frozenset(range(6)))),
        (
            "town hall hours",
            "du lundi au vendredi sauf jours fériés",
            Days(days=frozenset(range(5)), without_holidays=True),
        ),
        ("town hall hours", "du lundi au samedi sauf mercredi", Days(days=frozenset({0, 1, 3, 4, 5}))),
        ("library", "mardi, mercredi et samedi", Days(days=frozenset({1, 2, 5}))),
        ("waste calendar", "tous les mardis", Days(days=frozenset({1}))),
        ("markets", "le 1er et 3e samedis du mois", Days(days=frozenset({5}), ranks=(1, 3))),
        ("repair café", "le dernier lundi de chaque mois", Days(days=frozenset({0}), ranks=(-1,))),
        ("night pharmacy", "7j/7", Days(days=frozenset(range(7)))),
        ("noise order", "les jours ouvrables", Days(days=frozenset(range(6)))),
        ("noise order", "le week-end", Days(days=frozenset({5, 6}))),
        ("waste", "le mardi des semaines paires", Days(days=frozenset({1}), weeks=Weeks.EVEN)),
        ("waste", "le jeudi matin (semaine impaire)", Days(days=frozenset({3}), weeks=Weeks.ODD)),
        ("waste", "semaines impaires : le lundi", Days(days=frozenset({0}), weeks=Weeks.ODD)),
        ("town hall hours", "un samedi sur deux", Days(days=frozenset({5}), weeks=Weeks.ONE_IN_TWO)),
        ("waste", "le vendredi, une semaine sur deux", Days(days=frozenset({4}), weeks=Weeks.ONE_IN_TWO)),
        ("shop order", "du samedi au lundi", Days(days=frozenset({5, 6, 0}))),
    ],
)
def test_days_are_a_set_from_which_exceptions_are_taken(document: str, text: str, expected: Days) -> None:
    assert [s.value for s in days_in(text)] == [expected], document


@pytest.mark.parametrize(
    ("document", "text"),
    [("minutes", "lundi 18 juin 2026"), ("poster", "samedi 1er avril"), ("minutes", "au quotidien, les services")],
)
def test_a_dated_day_does_not_recur(document: str, text: str) -> None:
    assert days_in(text) == [], document
