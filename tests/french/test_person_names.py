import pytest

from french.people_words import given_names, people_words
from french.person_names import Civility, find_person_names


def _names(text: str) -> list[str]:
    return [text[name.start : name.end] for name in find_person_names(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # minutes of a council
        ("M. GARNIER précise que le devis est reçu.", ["GARNIER"]),
        ("M.GARNIER demande la parole.", ["GARNIER"]),
        ("Messieurs Lambert et Garnier s’interrogent.", ["Lambert", "Garnier"]),
        (
            "Présents : Jean-Pierre VASSEUR, Nelly HAMON, Marc PETITJEAN.",
            ["Jean-Pierre VASSEUR", "Nelly HAMON", "Marc PETITJEAN"],
        ),
        ("ARRIVEE DE Mme ELSA CARRIERE A 19H13", ["ELSA CARRIERE"]),
        ("Contre : 3, Mme HAMON Approbation du compte", ["HAMON"]),
        ("VASSEUR Florence 14 voix", ["VASSEUR Florence"]),
        # sales, easements, concessions
        ("M. et Mme Delorme sont propriétaires", ["Delorme"]),
        ("Monsieur et Madame DELORME", ["DELORME"]),
        ("Mme Dubois-Martel Françoise a fait part", ["Dubois-Martel Françoise"]),
        ("Mme RENARD née COUTURE d’une durée de 50 ans", ["RENARD", "COUTURE"]),
        ("Marie-Christine Lebrun née Faure, domiciliée", ["Marie-Christine Lebrun", "Faure"]),
        ("M. et Mme SERVAN/LEFORT 27, Rue du Bois", ["SERVAN/LEFORT"]),
        ("les consorts JOLY-RIVIERE se plaignent", ["JOLY-RIVIERE"]),
        ("un don de Mr et Mme Jörn Von Hagen.", ["Jörn Von Hagen"]),
        ("Madame Véronique DE WITTE, comptable", ["Véronique DE WITTE"]),
        ("M.BLANCHET Frédéric | 45, Rue du Bois", ["BLANCHET Frédéric"]),
        ("l'indivision CENDRAS, les frères Domont", ["CENDRAS", "Domont"]),
        # a petition before the court
        (
            "MM. Jérôme JAMIN, Philippe ARON DE ROMAY, Daniel TRENT (sic) / TRENTI, Luc GUESQ et Mmes Anna BOURNEL",
            ["Jérôme JAMIN", "Philippe ARON DE ROMAY", "Daniel TRENT", "TRENTI", "Luc GUESQ", "Anna BOURNEL"],
        ),
        ("M. J. DUPRE et J.-P. Martin", ["J. DUPRE", "J.-P. Martin"]),
        # what is no name
        ("Madame le Maire propose, M. le Préfet répond, Monsieur Le Vice-Président indique", []),
        ("Mme la Présidente ouvre la séance.", []),
        ("Vacances en Famille Venez préparer", []),
        ("la Commune de Valbrune, S.A.R.L. PEUTRE & Fils", []),
        ("La SCI Eugénie vend", []),
        ("II. Finances", []),
        ("feu vert de la préfecture, succession de travaux", []),
        ("Le mardi 12 mai, place de la France Victoire", []),
    ],
)
def test_names_are_found_as_acts_write_them(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_a_name_tells_its_civility_its_given_name_and_its_surname() -> None:
    [couple] = find_person_names("M. et Mme AUBIER Guillaume")
    assert (couple.civility, couple.given, couple.surname) == (Civility.FAMILY, ("guillaume",), "aubier")
    [lawyer] = find_person_names("Maître Hélène CAYLE")
    assert (lawyer.civility, lawyer.given, lawyer.surname, lawyer.begins) == (Civility.LAW, ("helene",), "cayle", 0)
    [plain] = find_person_names("élu par Julie Moreau")
    assert plain.is_plain


def test_a_couple_is_one_and_one_and_a_roll_is_many() -> None:
    roll = find_person_names("Présents : Mmes et MM. Hélène VASSEUR, Luc ROY ; Mesdames et Messieurs Garnier, Hamon")
    assert len(roll) == 4
    assert all(name.civility is not Civility.FAMILY for name in roll)
    assert find_person_names("Madame et Monsieur Delorme")[0].civility is Civility.FAMILY


def test_the_lists_are_read_and_folded() -> None:
    assert {"francois", "marie", "oceane"} <= given_names()
    assert "adjointe" in people_words().roles
    assert "jean moulin" in people_words().historical
