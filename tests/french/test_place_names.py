import pytest

from french.place_names import named_in

NAMES = ("Saint-Oyen", "Saint-Oyen-la-Rivière", "L’Orme")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("la salle de st oyen", {"Saint-Oyen"}),
        ("SAINT OYEN LA RIVIERE", {"Saint-Oyen-la-Rivière"}),
        ("à l'orme ou à Saint-Oyen", {"L’Orme", "Saint-Oyen"}),
        ("la cantine de Saint-Oyenville", set()),
    ],
)
def test_a_name_is_known_however_it_is_written(text: str, found: set[str]) -> None:
    assert named_in(text, NAMES) == found
