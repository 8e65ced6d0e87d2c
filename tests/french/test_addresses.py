"""Postal addresses; every one is made up."""

import pytest

from french.addresses import Address, addresses_in, way_words


@pytest.mark.parametrize(
    ("document", "text", "span", "expected"),
    [
        (
            "letterhead",
            "3 bis, rue des Lilas, 41000 Valmoret",
            "3 bis, rue des Lilas, 41000 Valmoret",
            Address(number="3 bis", way="rue des Lilas", postcode="41000", town="Valmoret"),
        ),
        (
            "contact box on two lines",
            "95, rue du Puits\n41500 SAINT-AUBIN\nTél. 02 61 91 04 00",
            "95, rue du Puits\n41500 SAINT-AUBIN",
            Address(number="95", way="rue du Puits", postcode="41500", town="SAINT-AUBIN"),
        ),
        (
            "directory without commas",
            "205 Rue des Plantes 41500 Saint-Aubin-sur-Loire 02 61 91 04 00",
            "205 Rue des Plantes 41500 Saint-Aubin-sur-Loire",
            Address(number="205", way="Rue des Plantes", postcode="41500", town="Saint-Aubin-sur-Loire"),
        ),
        (
            "notice",
            "La mairie, 12 place de la République est ouverte",
            "12 place de la République",
            Address(number="12", way="place de la République"),
        ),
        (
            "street named by a date",
            "à l'école, 7 rue du 8 mai 1945, à Valmoret",
            "7 rue du 8 mai 1945",
            Address(number="7", way="rue du 8 mai 1945"),
        ),
        (
            "end of a sentence",
            "sis 62 rue de l'Orme. Cette servitude",
            "62 rue de l'Orme",
            Address(number="62", way="rue de l'Orme"),
        ),
        (
            "post box",
            "BP 12, 41500 Saint-Aubin CEDEX",
            "BP 12, 41500 Saint-Aubin CEDEX",
            Address(way="BP 12", postcode="41500", town="Saint-Aubin"),
        ),
        (
            "way without a number",
            "Place de la Halle, 41000 Valmoret",
            "Place de la Halle, 41000 Valmoret",
            Address(way="Place de la Halle", postcode="41000", town="Valmoret"),
        ),
    ],
)
def test_an_address_is_read_in_parts(document: str, text: str, span: str, expected: Address) -> None:
    (found,) = addresses_in(text)
    assert text[found.start : found.end] == span, document
    assert found.value == expected


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("works", "la rue des Lilas est barrée"),
        ("order", "article 3 place des sanctions"),
        ("budget", "41 000 euros pour la voirie"),
    ],
)
def test_a_place_is_no_address(document: str, text: str) -> None:
    assert addresses_in(text) == [], document


def test_a_way_in_short_and_in_full_are_one() -> None:
    assert way_words("bd. du Mal Joffre") == way_words("Boulevard du Maréchal-Joffre")
    assert way_words("rue St Jean") == way_words("rue Saint-Jean")
    assert way_words("rue des Lilas") != way_words("place des Lilas")
