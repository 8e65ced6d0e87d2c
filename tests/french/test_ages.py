"""Ages of people, told from durations."""

import pytest

from french.ages import ages_in


@pytest.mark.parametrize(
    ("document", "text", "span", "expected"),
    [
        ("census notice", "dès 16 ans", "dès 16 ans", (192, None)),
        ("gym", "à partir de 16 ans", "à partir de 16 ans", (192, None)),
        ("pool tariff", "Enfants de moins de 12 ans | 2 €", "moins de 12 ans", (None, 144)),
        ("library", "gratuité pour les moins de 18 ans", "moins de 18 ans", (None, 216)),
        ("leisure centre", "enfants de 3 à 11 ans", "de 3 à 11 ans", (36, 144)),
        ("gifts", "Pour les enfants entre 6 et 11 ans", "entre 6 et 11 ans", (72, 144)),
        ("transport card", "Carte 18/25 ans", "18/25 ans", (216, 312)),
        ("nursery", "bébés de 3 mois à 3 ans", "de 3 mois à 3 ans", (3, 48)),
        ("meal", "65 ans et plus", "65 ans et plus", (780, None)),
        ("tariff", "Enfants de 5 ans et moins | gratuit", "de 5 ans et moins", (None, 72)),
        ("children's card", "jusqu'à ses 17 ans révolus", "jusqu'à ses 17 ans révolus", (None, 216)),
        ("tariff row", "6-12 ans | 4 €", "6-12 ans", (72, 156)),
        ("youth council", "Vous avez entre 10 et 20 ans", "entre 10 et 20 ans", (120, 252)),
        ("election leaflet", "Jeanne Morin, 38 ans, fraiseuse", "38 ans", (456, 468)),
        ("order", "des mineurs de moins de seize ans", "moins de seize ans", (None, 192)),
    ],
)
def test_an_age_is_months_completed(
    document: str, text: str, span: str, expected: tuple[int | None, int | None]
) -> None:
    (found,) = ages_in(text)
    assert text[found.start : found.end] == span, document
    assert (found.value.low_months, found.value.below_months) == expected


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("cemetery", "concession de 30 ans"),
        ("lease", "bail consenti pour 9 ans"),
        ("certificate", "un justificatif daté de moins de 3 ans"),
        ("loan row", "Banque du Val | 500 000,00 € | 15 ans"),
        ("minutes", "mandat de six ans"),
        ("appeal", "dans un délai de deux mois"),
        ("job", "sans pouvoir excéder trois ans, l'agent étant une personne"),
        ("company", "fort de plus de 60 ans d'expertise"),
    ],
)
def test_how_long_something_lasts_is_no_age(document: str, text: str) -> None:
    assert ages_in(text) == [], document
