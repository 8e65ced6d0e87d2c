"""Frequencies of real form."""

import pytest

from french.delays import DelayUnit
from french.frequencies import Frequency, frequencies_in

YEAR, MONTH, WEEK, DAY = DelayUnit.YEAR, DelayUnit.MONTH, DelayUnit.WEEK, DelayUnit.DAY


@pytest.mark.parametrize(
    ("document", "text", "every", "unit"),
    [
        ("library", "12 € par an", 1, YEAR),
        ("rules", "deux fois par année civile", 1, YEAR),
        ("school", "l’inscription est à refaire chaque année", 1, YEAR),
        ("club", "une licence annuelle", 1, YEAR),
        ("tax", "tous les trois ans", 3, YEAR),
        ("market", "renouvelé par trimestre", 3, MONTH),
        ("market", "un abonnement trimestriel", 3, MONTH),
        ("water", "relevé tous les six mois", 6, MONTH),
        ("water", "une redevance semestrielle", 6, MONTH),
        ("cleaning", "toutes les deux semaines", 2, WEEK),
        ("minutes", "un budget de 150 €/an", 1, YEAR),
        ("bicycles", "le local se loue au mois", 1, MONTH),
        ("fine", "3 € par jour de retard", 1, DAY),
    ],
)
def test_a_frequency_is_read_in_one_form(document: str, text: str, every: int, unit: DelayUnit) -> None:
    assert [span.value for span in frequencies_in(text)] == [Frequency(every=every, unit=unit)], document


@pytest.mark.parametrize(
    "text", ["chaque jour", "tous les jours", "dans l’année", "par anticipation", "au mois d’août", "par téléphone"]
)
def test_what_is_no_frequency_is_left_out(text: str) -> None:
    assert frequencies_in(text) == []
