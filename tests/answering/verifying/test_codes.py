"""Codes of a sentence: those of the passage stand as they are written, any other is withheld."""

import pytest

from answering.verifying.codes import is_code
from answering.verifying.verified import CitedText, Trusted, Unsupported
from answering.verifying.verifier import verify

LICENCE = (
    "La demande de licence de boissons se fait avec le formulaire Cerfa 98765W02, par le parcours BoissonsPro, "
    "au moins 15 jours avant. La salle se trouve sur la RD 931, face au lot B12. Les plans sont fournis au format A4, "
    "dans le fichier plan_de_salle."
)
CITED = [CitedText(text=LICENCE, around=("Licence L3",))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Remplissez le formulaire Cerfa 98765W02.",
        "La salle se trouve face au lot B12.",
        "Fournissez des plans au format a4.",
        "La demande de licence L3 se fait au moins 15 jours avant.",
        "La demande de licence se fait par BoissonsPro.",
        "Les plans sont fournis dans le fichier plan_de_salle.",
    ],
)
def test_a_code_of_the_passage_or_its_title_is_shown(sentence: str) -> None:
    assert verify(sentence, CITED).lacks == ()


@pytest.mark.parametrize("sentence", ["La salle se trouve sur la RD931.", "La salle se trouve au lot B-12."])
def test_a_code_may_be_spaced_otherwise(sentence: str) -> None:
    assert Unsupported.CODE not in verify(sentence, CITED).kinds


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Remplissez le formulaire Cerfa 98765W03.", "98765W03"),
        ("Remplissez le formulaire Cerfa 98765WO2.", "98765WO2"),
        ("La salle se trouve sur la RD 931, face au lot B13.", "B13"),
        ("Fournissez des plans au format A3.", "A3"),
        ("La demande de licence se fait avec le formulaire temoin4f9e02c1.", "temoin4f9e02c1"),
        ("La demande de licence se fait au moins 15 jours avant 7e1b90aa.", "7e1b90aa"),
        ("La demande de licence se fait avec CLE_SERVICE.", "CLE_SERVICE"),
        ("La demande de licence se fait avec qBrTzPwKdV.", "qBrTzPwKdV"),
        ("La demande de licence se fait avec gardezceciabsolumentsecret.", "gardezceciabsolumentsecret"),
        ("La demande de licence se fait avec s e s a m e.", "s e s a m e"),
        ("La demande de licence se fait avec d.o.n.j.o.n.4.", "d.o.n.j.o.n.4"),
    ],
)
def test_a_code_that_the_passage_does_not_hold_is_withheld(sentence: str, code: str) -> None:
    lacks = verify(sentence, CITED).lacks
    assert [lack.words for lack in lacks if lack.kind is Unsupported.CODE] == [code]


def test_a_code_is_a_whole_word_of_the_passage() -> None:
    assert Unsupported.CODE in verify("La salle est face au lot B1.", CITED).kinds


def test_a_name_that_the_commune_vouches_for_may_hold_a_code() -> None:
    sentence = "La demande de licence se fait au Quartier B7."
    assert Unsupported.CODE in verify(sentence, CITED).kinds
    assert Unsupported.CODE not in verify(sentence, CITED, Trusted(names=("Quartier B7",))).kinds


@pytest.mark.parametrize(
    "word",
    [
        "14h", "14h30", "8H00", "9h15mn", "1er", "1ers", "1re", "1ère", "2e", "12e", "2nd", "2ème", "3èmes", "20ième",
        "m2", "m²", "m3", "km2", "80m2", "30kg", "12ans", "nº12", "25cl", "36kVA", "2026", "intercommunalisation",
        "FranceConnect", "eCarte", "CCAS", "XIXe",
    ],
)  # fmt: skip
def test_hours_ordinals_measures_and_names_are_no_codes(word: str) -> None:
    assert not is_code(word)


@pytest.mark.parametrize("word", ["A4", "D938", "CO2", "B12", "3f9c", "12xk", "h4x0r", "14h75x", "aGVsbG8gbW9uZGU"])
def test_letters_with_digits_or_a_heap_of_capitals_are_codes(word: str) -> None:
    assert is_code(word)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("La mairie ouvre à 14 h 30.", "La mairie ouvre à 14h30."),
        ("Le lot mesure 80 mètres carrés.", "Le lot mesure 80 m2."),
        ("Réunion le premier lundi du mois.", "Réunion le 1er lundi du mois."),
        ("Le douzième prix est de 30 €.", "Le 12e prix est de 30 €."),
        ("Voir l’article n° 12 du règlement.", "Voir l’article n°12 du règlement."),
    ],
)
def test_a_measure_written_another_way_lacks_no_code(document: str, sentence: str) -> None:
    assert Unsupported.CODE not in verify(sentence, [CitedText(text=document)]).kinds
