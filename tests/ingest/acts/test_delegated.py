import pytest

from ingest.acts.delegated import find_delegated, known_delegated


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Tarifs de la salle des fêtes – commune déléguée de Vaubrun"], "Vaubrun"),
        (["COMMUNE DÉLÉGUÉE D’ORVAL-SUR-LISE", "Cimetière"], "ORVAL-SUR-LISE"),
        (["Cimetière de la commune déléguée de Saint-Oyen et de son hameau"], "Saint-Oyen"),
        (["La Commune déléguée de Vaubrun", "la commune déléguée de VAUBRUN"], "Vaubrun"),
        # two of them, none of them
        (["commune déléguée de Vaubrun", "commune déléguée d’Orval"], None),
        (["Chaque commune déléguée garde sa mairie."], None),
        (["Les communes déléguées de Vaubrun et Orval"], None),
    ],
)
def test_the_commune_deleguee_is_the_one_that_the_words_name(texts: list[str], name: str | None) -> None:
    found = find_delegated(texts)
    assert (found and found.lower()) == (name and name.lower())


NAMES = ("Saint-Oyen", "Saint-Oyen-la-Rivière", "Vaubrun")


@pytest.mark.parametrize(
    ("written", "title", "name"),
    [
        ("VAUBRUN", "Tarifs", "Vaubrun"),
        (None, "Tarifs du foyer de St Oyen", "Saint-Oyen"),
        (None, "Tarifs du foyer de Saint-Oyen-la-Rivière", "Saint-Oyen-la-Rivière"),
        (None, "Tarifs de Vaubrun et de Saint-Oyen", None),
        ("Elbrune", "Tarifs", None),
    ],
)
def test_it_is_kept_under_the_profile_s_name(written: str | None, title: str, name: str | None) -> None:
    assert known_delegated(written, title, NAMES) == name


def test_without_a_profile_the_words_are_kept_as_they_are() -> None:
    assert known_delegated("Elbrune", "Tarifs de Vaubrun", ()) == "Elbrune"
