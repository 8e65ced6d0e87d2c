from datetime import date

import pytest

from french.stated_period import stated_period


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("Tarifs communaux 2032", "2032-01-01", "2032-12-31"),
        ("Vote des taux d’imposition pour l’année 2032", "2032-01-01", "2032-12-31"),
        ("Tarif périscolaire – année scolaire 2031-2032", "2031-09-01", "2032-08-31"),
        ("Restauration scolaire : tarification 2031/2032", "2031-09-01", "2032-08-31"),
        ("Tarifs du port, saison 2032", "2032-01-01", "2032-12-31"),
        (
            "Prix du 1er mars au 31 mai 2032 (délibération n° 2031-61 du 11 décembre 2031) :",
            "2032-03-01",
            "2032-05-31",
        ),
        ("Tarifs de mars 2032", "2032-03-01", "2032-03-31"),
        ("Tarifs à compter de la saison 2031-2032", "2031-09-01", "2032-08-31"),
    ],
)
def test_the_year_or_season_of_a_title_says_when_an_act_applies(title: str, first: str, last: str) -> None:
    assert stated_period(title) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "title",
    [
        "Règlement de la cantine",
        "Délibération n° 2031-12",
        "Tarifs 2031 et 2032",
        "Séance du 13 juin 2031",
        "PV 13/06/2031",
        "Tarifs à compter du 1er janvier 2032",
        "Tarifs des concessions à compter du 1° janvier 2032",  # a scan
        "Tarifs à partir de septembre 2032",
        "Nouvelle collecte dès le mois de mars 2032",
    ],
)
def test_a_number_a_session_or_two_years_say_no_period(title: str) -> None:
    assert stated_period(title) == (None, None)
