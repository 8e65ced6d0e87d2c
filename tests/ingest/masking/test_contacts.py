import pytest

from domain.personal import PersonalKind
from french.person_names import find_person_names
from ingest.masking.contacts import private_spans


def _masked(text: str, *, shown: bool = False, parcels: bool = False, births: bool = False) -> dict[str, PersonalKind]:
    names = [(name.start, name.end) for name in find_person_names(text)]
    spans = private_spans(text, [] if shown else names, names if shown else [], parcels=parcels, births=births)
    return {text[start:end]: kind for start, end, kind in spans}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "M. Jean DELORME, 12 rue des Tilleuls, 41990 Valbrune",
            {"12 rue des Tilleuls, 41990 Valbrune": PersonalKind.ADDRESS},
        ),
        ("une habitante demeurant 3 rue du Bois.", {"3 rue du Bois": PersonalKind.ADDRESS}),
        ("le fermier, domicilié ferme du Haut Bois.", {"ferme du Haut Bois": PersonalKind.ADDRESS}),
        ("Mme Odile RENARD : 06 12 34 56 78", {"06 12 34 56 78": PersonalKind.PHONE}),
        ("Écrire à odile.renard@gmail.com", {"odile.renard@gmail.com": PersonalKind.EMAIL}),
        ("née le 12/03/1950 à Blois", {"12/03/1950": PersonalKind.BIRTH}),
        ("véhicule immatriculé AB-123-CD cédé à M. Jean DELORME", {"AB-123-CD": PersonalKind.PLATE}),
    ],
)
def test_what_leads_to_a_resident_s_home_is_masked(text: str, expected: dict[str, PersonalKind]) -> None:
    assert _masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "La mairie, 4 place du Mail, 41990 Valbrune, 02 61 91 04 00, mairie.valbrune@orange.fr",
        "Les enfants résidant à Valbrune sont inscrits d'office.",
        "Les frais demeurant à la charge de la commune",
        "toute personne domiciliée dans une zone desservie",
        "arrêté du 12/03/2031, AR-130-25",
        "véhicule communal immatriculé AB-123-CD",
    ],
)
def test_the_town_hall_s_own_address_and_what_is_no_address_are_kept(text: str) -> None:
    assert _masked(text) == {}


def test_an_official_s_office_is_reached_and_births_in_a_table_are_masked_all_the_same() -> None:
    assert _masked("Mme Anne PERRIN, maire : 02 61 91 04 00", shown=True) == {}
    row = "Maire | Mme | PERRIN Anne | 14/05/1973 | 15/03/2020"
    assert _masked(row, shown=True, births=True) == {"14/05/1973": PersonalKind.BIRTH}


def test_a_parcel_is_masked_with_its_owner_when_the_commune_wants_it() -> None:
    text = "M. Jean DELORME vend la parcelle B 214."
    assert _masked(text) == {}
    assert _masked(text, parcels=True) == {"B 214": PersonalKind.PARCEL}
