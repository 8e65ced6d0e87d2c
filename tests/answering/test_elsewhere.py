"""Places joined to what is asked about; names changed."""

import pytest

from answering.elsewhere import places_of_things
from french.analyser import stem_of


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("combien pour louer la salle des fetes d'Herbaudinet", {"herbaudinet"}),
        ("horaires de la piscine de valmorette", {"valmorette"}),
        ("la crèche à Kervranon prend les bébés ?", {"kervranon"}),
        # Who asks, what is common, and what is joined to no thing.
        ("je suis né à Kervranon, quels horaires pour la piscine", set()),
        ("ma cousine de Valmorette veut louer la salle des fêtes", set()),
        ("les horaires de la piscine de la commune", set()),
        ("le tarif de la piscine de nuit", set()),
    ],
)
def test_a_place_counts_when_it_is_joined_to_the_thing(question: str, places: set[str]) -> None:
    assert places_of_things(question) == {stem_of(place) for place in places}
