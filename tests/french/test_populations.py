"""Who a rule or a price is for."""

import pytest

from french.populations import populations_in


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("hall rental", "Résidents", ["resident"]),
        ("hall rental", "non-résidents", ["non_resident"]),
        ("hall rental row", "Extérieur | 300 €", ["non_resident"]),
        ("tariff", "hors commune", ["non_resident"]),
        ("library", "demandeurs d'emploi et étudiants", ["jobseeker", "student"]),
        ("pool", "habitants de la commune", ["resident"]),
        ("aid", "bénéficiaires du RSA", ["low_income"]),
        ("pool", "familles nombreuses", ["large_family"]),
        ("tariff", "habitants des communes voisines", ["non_resident"]),
        ("canteen", "les grands-parents", ["grandparent"]),
        ("canteen", "les élèves, au tarif le plus élevé", ["pupil"]),
        ("hall rental", "les associations de la commune", ["association"]),
        ("hall rental", "les familles de la commune", ["resident"]),
        ("club", "Adultes 5 €, enfants 3 €", ["adult", "child"]),
    ],
)
def test_a_population_is_named_once(document: str, text: str, expected: list[str]) -> None:
    assert [s.value for s in populations_in(text)] == expected, document


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("minutes", "le groupe scolaire de la commune"),
        ("minutes", "Marie Morin, du foyer rural"),
        ("planning", "l'aspect extérieur du bâti"),
        ("minutes", "un projet professionnel majeur"),
    ],
)
def test_other_words_name_nobody(document: str, text: str) -> None:
    assert populations_in(text) == [], document
