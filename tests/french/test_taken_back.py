"""What a person puts right in their question before."""

import pytest

from french.taken_back import meant_by


@pytest.mark.parametrize(
    ("text", "meant", "refused"),
    [
        ("non, je parlais de la piscine", "la piscine", ""),
        ("Non je parle de l’élémentaire", "l’élémentaire", ""),
        ("pas le stade, le gymnase", "le gymnase", "le stade"),
        ("non pas la garderie la crèche", "la crèche", "la garderie"),
        ("la crèche, pas la garderie", "la crèche", "la garderie"),
        ("ah pardon, c’était pour les adultes", "les adultes", ""),
        ("en fait le gymnase", "le gymnase", ""),
        ("et pas pour la salle des fêtes, pour la salle de réunion", "pour la salle de réunion", "la salle des fêtes"),
    ],
)
def test_a_correction_is_told_from_what_it_corrects(text: str, meant: str, refused: str) -> None:
    found = meant_by(text)
    assert (found.text, found.refused, found.says_no) == (meant, refused, True)


@pytest.mark.parametrize(
    "text",
    [
        "je n’habite pas la commune",
        "pas de place pour se garer ?",
        "il n’y a pas la fibre dans mon hameau",
        "pas possible le samedi ?",
        "quelle est la somme due à nonante jours",
        "et pour les enfants ?",
    ],
)
def test_a_negation_is_no_correction(text: str) -> None:
    found = meant_by(text)
    assert (found.text, found.refused, found.says_no) == (text, "", False)


@pytest.mark.parametrize("text", ["non", "pas le stade", "non !"])
def test_a_bare_no_leaves_the_words_as_they_are(text: str) -> None:
    assert meant_by(text).text == text
    assert meant_by(text).says_no
