from datetime import date

import pytest

from ingest.written.stated import stated_days

DAY = [date(2031, 5, 3)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Fait à Valmoret, le 3 mai 2031"],  # an arrêté
        ["Fait en mairie, le samedi 3 mai 2031."],
        ["Fait et délibéré à Valmoret, le 03/05/2031"],
        ["Fait à Valmoret,", "le 3 mai 2031"],  # a narrow column
        ["Valmoret, le 3 mai 2031"],  # the head of a letter
        ["Publié le 3 mai 2031"],  # a site's news
        ["Publié le 3 mai 2031 par la mairie | Actualités"],
        ["Accueil | Mis à jour le 03/05/2031"],
        ["Dernière mise à jour : 3 mai 2031"],
        ["Date de publication : 03/05/2031"],
        ["Cette page a été modifiée le 3 mai 2031."],
        ["Mis en ligne par Valmoret le 3 mai 2031"],
        ["Document mis à jour en date du 3 mai 2031"],
        ["Dernière mise à jour", "3 mai 2031"],  # a card, a line each
    ],
)
def test_a_text_says_when_it_was_written(lines: list[str]) -> None:
    assert stated_days(lines) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Vu le décret n° 2031-12 publié le 3 mai 2031,",
        "Le plan local d'urbanisme mis à jour le 3 mai 2031 a été transmis au préfet.",
        "Le stage a été fait à Valmoret du 3 mai 2031 au 7 mai 2031.",
        "Article modifié par la loi n° 2031-12 du 3 mai 2031",
        "Modifié par LOI n°2031-12 du 3 mai 2031 - art. 98",
        "Publié par les éditions du Lac, 3 mai 2031",
        "Fait à Valmoret, le 3 mai",  # no year
        "Fait à ………, le … / … / 2031",
        "La fête aura lieu à Valmoret, le 3 mai 2031 à 15 heures.",
        "Inscription jusqu'au 3 mai 2031",
        "3 mai 2031",
    ],
)
def test_another_day_of_the_text_is_not_that_on_which_it_was_written(line: str) -> None:
    assert stated_days([line]) == []


def test_every_day_is_told_in_the_order_of_the_text() -> None:
    assert stated_days(["Publié le 3 mai 2029", "La cantine", "Mis à jour le 3 mai 2031"]) == [date(2029, 5, 3), *DAY]
