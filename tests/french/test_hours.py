"""Hours of the clock in the forms of timetables, orders and minutes."""

import pytest

from french.hours import Hours, hours_in
from french.typed_span import Bound


def minutes(hours: Hours) -> tuple[int | None, int | None]:
    start, end = (None if clock is None else clock.earliest for clock in (hours.start, hours.end))
    return start, end


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("town hall hours", "de 9 h à 12 h 30", [("de 9 h à 12 h 30", (540, 750))]),
        ("site", "9h-12h / 13h30-17h", [("9h-12h", (540, 720)), ("13h30-17h", (810, 1020))]),
        ("newsletter", "12H05 à 13 H30", [("12H05 à 13 H30", (725, 810))]),
        ("site", "8:30 - 12:00", [("8:30 - 12:00", (510, 720))]),
        ("library", "de 9 à 12 h", [("de 9 à 12 h", (540, 720))]),
        ("noise order", "de 22h à 2h", [("de 22h à 2h", (1320, 120))]),
        ("bar order", "de 14 h à minuit", [("de 14 h à minuit", (840, 1440))]),
        ("school gate", "entre midi et 14 heures", [("entre midi et 14 heures", (720, 840))]),
        ("directory", "9h/12h - 14h/17h", [("9h/12h", (540, 720)), ("14h/17h", (840, 1020))]),
        ("minutes", "séance à 20 heures", [("20 heures", (1200, None))]),
        ("minutes", "levée à 22h24", [("22h24", (1344, None))]),
        ("poster", "à 9 h et 14 h", [("9 h", (540, None)), ("14 h", (840, None))]),
        ("bus timetable", "Place du Puits | 8:41", [("8:41", (521, None))]),
        ("works", "jusqu'à 18h", [("18h", (None, 1080))]),
    ],
)
def test_hours_are_minutes_since_midnight(
    document: str, text: str, expected: list[tuple[str, tuple[int | None, int | None]]]
) -> None:
    assert [(text[s.start : s.end], minutes(s.value)) for s in hours_in(text)] == expected, document


def test_an_hour_with_two_minutes_keeps_both() -> None:
    text = "accueil de 11 h 30/45 à 13 h 30/45"
    (found,) = hours_in(text)
    start, end = found.value.start, found.value.end
    assert text[found.start : found.end] == "de 11 h 30/45 à 13 h 30/45"
    assert start is not None
    assert end is not None
    assert (start.earliest, start.latest, end.earliest, end.latest) == (690, 705, 810, 825)
    assert found.value.is_range


@pytest.mark.parametrize(
    ("text", "bound"), [("jusqu'à 18h", Bound.UNTIL), ("à partir de 9 h", Bound.FROM), ("à 9 h", Bound.AT)]
)
def test_the_side_of_an_hour_is_told(text: str, bound: Bound) -> None:
    assert [s.value.bound for s in hours_in(text)] == [bound]


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("request", "sous 48 h"),
        ("job", "un poste à 20 heures par semaine"),
        ("job", "un repos de 11 heures au minimum"),
        ("parking", "le stationnement est limité à 2 heures"),
        ("lighting", "24h/24"),
        ("statistics", "5 habitants"),
        ("club", "le mercredi après-midi"),
        ("works", "durée : 2 heures"),
        ("job", "passer de 20h à 35h"),
    ],
)
def test_how_long_something_lasts_is_no_hour(document: str, text: str) -> None:
    assert hours_in(text) == [], document
