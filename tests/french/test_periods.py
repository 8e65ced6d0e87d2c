"""Stretches of the year."""

import pytest

from french.periods import Period, Season, periods_in

Ends = tuple[int | None, int, int | None] | None


def ends(period: Period) -> tuple[Ends, Ends]:
    start, end = (None if date is None else (date.day, date.month, date.year) for date in (period.start, period.end))
    return start, end


@pytest.mark.parametrize(
    ("document", "text", "span", "start", "end", "season"),
    [
        ("bathing", "du 1er avril au 31 octobre", "du 1er avril au 31 octobre", (1, 4, None), (31, 10, None), None),
        ("works", "du 18/06/2026 au 30/06/2026", "du 18/06/2026 au 30/06/2026", (18, 6, 2026), (30, 6, 2026), None),
        ("inquiry", "du 18 mai au 04 juin 2026", "du 18 mai au 04 juin 2026", (18, 5, 2026), (4, 6, 2026), None),
        ("rink", "de novembre à mars 2027", "de novembre à mars 2027", (None, 11, 2026), (None, 3, 2027), None),
        ("poster", "du 8 au 24 juillet 2026", "du 8 au 24 juillet 2026", (8, 7, 2026), (24, 7, 2026), None),
        ("camp", "entre le 4 et le 22 novembre", "entre le 4 et le 22 novembre", (4, 11, None), (22, 11, None), None),
        ("museum", "de juin à septembre", "de juin à septembre", (None, 6, None), (None, 9, None), None),
        ("leisure centre", "juillet et août", "juillet et août", (None, 7, None), (None, 8, None), None),
        ("minutes", "fermé en mars", "en mars", (None, 3, None), (None, 3, None), None),
        ("bulletin", "Juin 2026", "Juin 2026", (None, 6, 2026), (None, 6, 2026), None),
        ("budget", "pour l'année 2026", "pour l'année 2026", (1, 1, 2026), (31, 12, 2026), None),
        (
            "school",
            "année scolaire 2025-2026",
            "année scolaire 2025-2026",
            (None, 9, 2025),
            (None, 8, 2026),
            Season.SCHOOL_YEAR,
        ),
        ("bus", "en période scolaire", "période scolaire", None, None, Season.SCHOOL_TERM),
        ("bus", "hors vacances scolaires", "hors vacances scolaires", None, None, Season.SCHOOL_TERM),
        ("pool", "pendant les petites vacances", "petites vacances", None, None, Season.SHORT_HOLIDAYS),
        ("dump", "horaires d'été", "horaires d'été", None, None, Season.SUMMER),
    ],
)
def test_a_period_has_ends_or_a_name(
    document: str, text: str, span: str, start: Ends, end: Ends, season: Season | None
) -> None:
    (found,) = periods_in(text)
    assert text[found.start : found.end] == span, document
    assert ends(found.value) == (start, end)
    assert found.value.season is season


def test_two_months_apart_are_two_periods_at_most() -> None:
    assert all(p.value.start == p.value.end for p in periods_in("en avril et octobre"))


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("register", "délibération n° 2026-031"),
        ("minutes", "le 18 juin 2026"),
        ("term of office", "mandat 2026-2032"),
        ("tourism", "villages de vacances"),
    ],
)
def test_other_figures_are_no_periods(document: str, text: str) -> None:
    assert periods_in(text) == [], document
