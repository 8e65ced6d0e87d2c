"""Delays, notices and durations."""

from decimal import Decimal

import pytest

from french.delays import DelayRole, DelayUnit, delays_in


@pytest.mark.parametrize(
    ("document", "text", "low", "high", "unit", "role"),
    [
        ("means of appeal", "dans un délai de deux mois", "2", "2", DelayUnit.MONTH, DelayRole.WITHIN),
        ("water works", "sous 48 h", "48", "48", DelayUnit.HOUR, DelayRole.WITHIN),
        ("events", "15 jours avant la manifestation", "15", "15", DelayUnit.DAY, DelayRole.BEFORE),
        ("lease", "un préavis de trois mois", "3", "3", DelayUnit.MONTH, DelayRole.BEFORE),
        ("booking", "au moins 8 jours avant", "8", None, DelayUnit.DAY, DelayRole.BEFORE),
        ("contract", "huit (8) jours ouvrés", "8", "8", DelayUnit.OPENED_DAY, DelayRole.LASTS),
        ("convening", "cinq jours francs", "5", "5", DelayUnit.CLEAR_DAY, DelayRole.LASTS),
        ("civil status", "24 à 48 heures", "24", "48", DelayUnit.HOUR, DelayRole.LASTS),
        ("job", "deux mois et demi", "2.5", "2.5", DelayUnit.MONTH, DelayRole.LASTS),
        ("cemetery", "une durée de 30 ans", "30", "30", DelayUnit.YEAR, DelayRole.LASTS),
        ("planning", "une quinzaine de jours", "15", "15", DelayUnit.DAY, DelayRole.LASTS),
        ("closure", "les trois premières semaines d’août", "3", "3", DelayUnit.WEEK, DelayRole.LASTS),
        ("library", "4 semaines maximum", None, "4", DelayUnit.WEEK, DelayRole.LASTS),
    ],
)
def test_a_delay_has_its_unit_and_its_role(
    document: str, text: str, low: str | None, high: str | None, unit: DelayUnit, role: DelayRole
) -> None:
    (found,) = delays_in(text)
    ends = (found.value.low, found.value.high)
    assert ends == (None if low is None else Decimal(low), None if high is None else Decimal(high)), document
    assert (found.value.unit, found.value.role) == (unit, role)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("club", "3 joueurs"),
        ("minutes", "2h30"),
        ("budget", "en 2026 années comprises"),
        ("housing", "une quinzaine de logements"),
        ("order", "Article 3 annexe 2"),
    ],
)
def test_other_figures_are_no_delays(document: str, text: str) -> None:
    assert delays_in(text) == [], document
