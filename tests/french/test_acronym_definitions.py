"""Acronyms and their definitions, in lines of real form."""

import pytest

from french.acronym_definitions import acronyms_in, defined_in


@pytest.mark.parametrize(
    ("document", "text", "names"),
    [
        ("page", "Les usagers du SIVOLU trient.", ["SIVOLU"]),
        ("minutes", "les agents affiliés à la C.N.R.A.C.L. et au CET", ["CNRACL", "CET"]),
        ("fiche", "La pension est versée par la MSA.", ["MSA"]),
        ("fiche", "l’ARS et l'ADIL répondent", ["ARS", "ADIL"]),
        ("order", "la SPL ADTO modifie son objet", ["SPL", "ADTO"]),
    ],
)
def test_acronyms_are_found_with_and_without_stops(document: str, text: str, names: list[str]) -> None:
    assert [one.name for one in acronyms_in(text)] == names, document
    assert all(text[one.start] == one.name[0] for one in acronyms_in(text))


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("tariffs", "Prix TTC, TVA comprise, payable par SMS"),
        ("library", "2 DVD et 3 CD-ROM"),
        ("minutes", "Mme Aline MARTEL demande la parole à M. DUVAL"),
        ("order", "Sur la commune de Saint VICTOR des ORMES"),
        ("poster", "FERMETURE DE LA MAIRIE"),
        ("order", "Titre III, chapitre XIV"),
        ("page", "L’entrée est GRATUITE pour tous"),
        ("form", "au format A4, formulaire n° 12"),
    ],
)
def test_names_emphasis_units_and_figures_are_no_acronyms(document: str, text: str) -> None:
    assert acronyms_in(text) == [], document


@pytest.mark.parametrize(
    ("document", "text", "names"),
    [
        ("page", "Le centre communal d’action sociale (CCAS) aide les familles.", {"CCAS"}),
        ("page", "La CAF (caisse d’allocations familiales) verse l’aide.", {"CAF"}),
        ("minutes", "retraite additionnelle de la fonction publique (R.A.F.P)", {"RAFP"}),
        ("page", "Maison d’assistantes maternelles – MAM", {"MAM"}),
        ("page", "Le syndicat (SMDO) gère la déchetterie.", set()),
        ("page", "Les aides de la commune (RSA) sont versées.", set()),
    ],
)
def test_an_acronym_is_defined_by_words_that_it_stands_for(document: str, text: str, names: set[str]) -> None:
    assert defined_in(text) == names, document
