import pytest

from french.analyser import stems
from french.wording import called_otherwise, content_stems, said_by, same_word, wording


def stem(word: str) -> str:
    return stems(word)[0]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("réservent", "réserver", True),
        ("suspendue", "suspension", True),
        ("arrêtée", "arrête", True),
        ("absent", "absence", True),
        ("livraison", "livrer", True),
        ("port", "portail", False),
        ("agence", "agent", False),
        ("piscine", "patinoire", False),
    ],
)
def test_forms_of_a_word_are_told_from_other_words(one: str, other: str, is_same: bool) -> None:
    assert same_word(stem(one), stem(other)) is is_same


@pytest.mark.parametrize(
    ("word", "document", "is_said"),
    [
        ("habiter", "Résidant hors de la commune", True),
        ("lumière", "L’éclairage est éteint", True),
        ("payer", "Le montant est fixé", True),
        ("patinoire", "Le montant de la piscine", False),
        ("ouvert", "La salle est fermée", False),
        ("interdit", "La vente est autorisée", False),
    ],
)
def test_plain_words_stand_for_those_of_the_document(word: str, document: str, is_said: bool) -> None:
    assert bool(said_by(stem(word), content_stems(document))) is is_said


def test_light_words_and_figures_carry_no_fact() -> None:
    assert content_stems("Il faut 3 euros pour faire cela.") == ["euros"]


def test_the_thesaurus_tells_what_residents_call_a_thing() -> None:
    known = frozenset(stems("Le restaurant scolaire ouvre ; restauration scolaire."))
    assert stem("cantine") in called_otherwise("la cantine", known)
    assert called_otherwise("la patinoire", known) == frozenset()


def test_no_word_is_its_own_opposite() -> None:
    opposites = wording().opposites
    assert opposites
    assert all(word not in others and all(word in opposites[o] for o in others) for word, others in opposites.items())
