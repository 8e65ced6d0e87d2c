"""School or holidays, summer or winter, as schedules and tariffs write them."""

import pytest

from retriever.ranking.seasons import Season, seasons_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hors vacances scolaires", {Season.SCHOOL}),
        ("Période scolaire : de 9 h à 11 h", {Season.SCHOOL}),
        ("Période des vacances scolaires", {Season.HOLIDAYS}),
        ("et pendant les vacances ?", {Season.HOLIDAYS}),
        ("horaires d’été", {Season.SUMMER}),
        ("l’hiver le cimetière ferme tôt", {Season.WINTER}),
        ("la délibération a été votée", set()),
        ("restauration scolaire", set()),
        ("été comme hiver", set()),
    ],
)
def test_a_text_names_a_season_or_not(text: str, expected: set[Season]) -> None:
    assert seasons_in(text) == expected
