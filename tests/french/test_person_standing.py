import pytest

from french.person_names import find_person_names
from french.person_standing import Standing, standing_of


def _standings(text: str) -> list[Standing]:
    return [standing_of(text, name) for name in find_person_names(text)]


@pytest.mark.parametrize(
    "text",
    [
        "M. GARNIER précise que le devis est reçu.",
        "Madame HAMON, adjointe aux finances, présente le budget.",
        "Mme HAMON s’interroge sur le coût.",
        "Le maire, Anne PERRIN",
        "Secrétaire de séance : Madame Karine DUTIL",
        "Abstentions : 2 (M. LAMBERT et M. GARNIER)",
        "Contre : 4, Monsieur GARNIER, Madame HAMON, M. ROY",
        "Le maire passe la parole à M. GARNIER qui lit le rapport.".replace("qui lit le rapport", ""),
        "Madame Sylvie VALENTIN donne procuration à M. Alain MAILLARD",
        "Mme Anne PERRIN est désignée déléguée titulaire.",
        "M. GARNIER ne prend pas part au vote.",
        "Conseillère municipale | Mme | ANTHOINE Virginie | 400",
        "dont le président est désormais M. LANIER Gérard",
        "Nathalie CHEVALIER, 52 ans, première femme maire du village",
        "Question transmise par M. GARNIER",
        "PERRIN Jeanne – Fonction : 3ième Adjoint ; Délégations : Centre de loisirs",  # a record of a data file
    ],
)
def test_who_speaks_votes_sits_or_holds_an_office_is_named_as_such(text: str) -> None:
    assert set(_standings(text)) == {Standing.OFFICE}


@pytest.mark.parametrize(
    "text",
    [
        "M. et Mme DELORME sont propriétaires de la parcelle B 214.",
        "Nouvelle concession accordée à M. RENARD d’une durée de 50 ans",
        "M. Eric BURLE 6, Sente de la Fontaine",
        "Requête de Monsieur Alexandre POMARD c/ Commune de Valbrune",
        "Mme Julie MOREAU, demeurant à Valbrune",
        "Monsieur Paul DELORME souhaite acquérir un terrain communal.",
        "Vendeur | M. Sergio BOSTON",
        "jusqu’à la propriété de M. GIGAUD",
        "le licenciement de M. Samy ABRAN",
        "une convention conclue avec les consorts JOLY",
    ],
)
def test_who_sells_asks_sues_or_lives_somewhere_is_private(text: str) -> None:
    assert set(_standings(text)) == {Standing.PRIVATE}


@pytest.mark.parametrize(
    "text",
    [
        "rue Gisèle Decamp",
        "la rue du Docteur Moreau est barrée",
        "au groupe scolaire Louis Lesueur",
        "place Jean Moulin",
        "l’œuvre de Victor Hugo",
        "la SASU Eric MARCHAND sollicite",
        "Saint VICTOR DES OULES",
    ],
)
def test_streets_schools_firms_and_history_are_no_residents(text: str) -> None:
    assert set(_standings(text)) <= {Standing.PLACE}


def test_a_lawyer_is_named_in_their_practice_and_a_neighbour_of_the_mayor_is_not_the_mayor() -> None:
    assert _standings("désigner Maître Hélène CAYLE pour défendre") == [Standing.LAW]
    assert _standings("M. RENARD, voisin du maire, attend") != [Standing.OFFICE]
    assert _standings("Le maire et M. RENARD se rencontrent")[0] is not Standing.OFFICE
