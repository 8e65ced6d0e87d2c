"""Phone numbers and e-mail addresses; every number here is in the ranges kept for fiction or made up."""

import pytest

from french.contacts import emails_in, phones_in


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("newsletter", "06.12.34.56.78", ["+33612345678"]),
        ("site", "Tél. 02 61 91 04 00", ["+33261910400"]),
        ("site", "+33 (0)2 61 91 04 00", ["+33261910400"]),
        ("letterhead", "Tél : 02-61-91-04-00 / 06 12 34 56 78", ["+33261910400", "+33612345678"]),
        ("directory cut of its commas", "02.61.91.04.00 02.61.91.04.01", ["+33261910400", "+33261910401"]),
        ("free number", "0 800 123 456", ["+33800123456"]),
        ("emergency sheet", "composez le 3919", ["3919"]),
        ("emergency sheet", "au 18 ou au 112.", ["18", "112"]),
    ],
)
def test_a_number_has_one_form(document: str, text: str, expected: list[str]) -> None:
    assert [s.value for s in phones_in(text)] == expected, document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("minutes", "le 15 mai"),
        ("minutes", "du 8 au 17 décembre"),
        ("letterhead", "SIRET 213 405 678 00012"),
        ("register", "Délibération n° 2026-031"),
        ("order", "arrêté n° 30-2026-09-13-00001"),
        ("budget", "02 500 € en section 04"),
        ("loan", "au 31 décembre, 01 250 000 €"),
    ],
)
def test_other_figures_are_no_numbers(document: str, text: str) -> None:
    assert phones_in(text) == [], document


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("site", "creche@valmoret.example", ["creche@valmoret.example"]),
        ("PDF that cut it", "Mairie @ valmoret.example", ["mairie@valmoret.example"]),
        ("end of sentence", "Écrire à accueil.ecole@val-moret.example.", ["accueil.ecole@val-moret.example"]),
        ("against robots", "mairie[at]valmoret.example", ["mairie@valmoret.example"]),
        ("social network", "photo @valmoretimages", []),
    ],
)
def test_an_address_has_one_form(document: str, text: str, expected: list[str]) -> None:
    assert [s.value for s in emails_in(text)] == expected, document
