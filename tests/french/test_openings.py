"""Opening hours put together from days and hours."""

import pytest

from french.days import Weeks
from french.openings import Opening, openings_in

MORNING, AFTERNOON = (540, 720), (840, 1020)
NONE: tuple[tuple[int, int], ...] = ()


def week(days: str, *spans: tuple[int, int]) -> dict[int, tuple[tuple[int, int], ...]]:
    return {"LMmJVSD".index(day): spans for day in days}


def opened(opening: Opening) -> dict[int, tuple[tuple[int, int], ...]]:
    return {day: spans for day, spans in enumerate(opening.week) if spans}


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (
            "town hall",
            "Ouvert du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h, sauf le mercredi après-midi.",
            week("LMJV", MORNING, AFTERNOON) | week("m", MORNING),
        ),
        ("town hall", "du lundi au vendredi 9h-12h, sauf le jeudi", week("LMmV", MORNING)),
        (
            "library, a line a day",
            "Mardi : 9 h – 12 h / 14 h – 17 h\nMercredi : 14h-17h\nJeudi : fermé\nVendredi : 9h-12h",
            week("M", MORNING, AFTERNOON) | week("m", AFTERNOON) | week("V", MORNING),
        ),
        (
            "hours first",
            "de 9 h à 12 h le samedi et de 14 h à 17 h le mercredi",
            week("S", MORNING) | week("m", AFTERNOON),
        ),
        (
            "post office",
            "lundi, mardi et jeudi de 9 h à 12 h, le vendredi de 14 h à 17 h. Fermé le mercredi.",
            week("LMJ", MORNING) | week("V", AFTERNOON),
        ),
        ("pool", "tous les jours sauf le dimanche de 9 h à 12 h", week("LMmJVS", MORNING)),
        (
            "an end of its own",
            "du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h (16 h le vendredi)",
            week("LMmJ", MORNING, AFTERNOON),
        ),
        ("a meeting", "Le conseil se réunit à 18 h 30.", None),
        ("waste", "Collecte le jeudi matin.", None),
        ("by appointment", "Le maire reçoit le samedi sur rendez-vous.", None),
    ],
)
def test_each_day_gets_the_hours_that_are_its_own(
    document: str, text: str, expected: dict[int, tuple[tuple[int, int], ...]] | None
) -> None:
    found = openings_in(text)
    assert [opened(opening) for opening in found] == ([] if expected is None else [expected]), document


def test_a_day_that_the_text_closes_is_told_from_one_that_it_does_not_name() -> None:
    (opening,) = openings_in("Lundi 9h-12h, mardi fermé, mercredi 9h-12h")
    assert (opened(opening), opening.closed) == (week("Lm", MORNING), frozenset({1}))


def test_weeks_ranks_and_parts_of_the_year_are_rules_of_their_own() -> None:
    even, odd = openings_in("le mardi des semaines paires de 9 h à 12 h, le jeudi (semaines impaires) de 14 h à 17 h")
    assert (even.weeks, opened(even)) == (Weeks.EVEN, week("M", MORNING))
    assert (odd.weeks, opened(odd)) == (Weeks.ODD, week("J", AFTERNOON))
    (saturday,) = openings_in("ouvert le 1er samedi du mois de 9 h à 12 h")
    assert (saturday.ranks, opened(saturday)) == ((1,), week("S", MORNING))
    summer, winter = openings_in(
        "Du 1er avril au 31 octobre : du lundi au samedi de 9 h à 12 h. "
        "Du 1er novembre au 31 mars : le lundi de 14 h à 17 h."
    )
    assert summer.period
    assert summer.period.start
    assert (summer.period.start.month, opened(summer)) == (4, week("LMmJVS", MORNING))
    assert opened(winter) == week("L", AFTERNOON)


def test_a_period_of_another_sentence_governs_nothing() -> None:
    (opening,) = openings_in("Inscriptions du 1er au 15 juin. La mairie ouvre le lundi de 9 h à 12 h.")
    assert opening.period is None


def test_public_holidays_may_be_left_out_at_the_end() -> None:
    (opening,) = openings_in("du lundi au vendredi de 9 h à 12 h, sauf jours fériés")
    assert opening.without_holidays
