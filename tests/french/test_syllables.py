"""Each rule of the counter, by words of communes' papers."""

import pytest

from french.syllables import syllables


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        ("école", 2),
        ("écoles", 2),
        ("mairie", 2),
        ("réunion", 3),
        ("ouvrier", 3),
        ("clients", 2),
        ("nuit", 1),
        ("situation", 4),
        ("moyen", 2),
        ("yeux", 1),
        ("pays", 2),
        ("mangeons", 2),
        ("guichet", 2),
        ("quotient", 2),
        ("famille", 2),
        ("travailler", 3),
        ("accueillir", 3),
        ("maïs", 2),
        ("œuvre", 1),
        ("paiement", 2),
        ("les", 1),
        ("à", 1),
        ("y", 1),
    ],
)
def test_a_word_has_the_syllables_that_one_hears(word: str, counted: int) -> None:
    assert syllables(word) == counted


@pytest.mark.parametrize(
    ("noun", "of_noun", "verb", "of_verb"),
    [
        ("président", 3, "demandent", 2),
        ("document", 3, "forment", 1),
        ("agents", 2, "mangent", 1),
        ("convient", 2, "étudient", 3),
    ],
)
def test_ent_is_said_in_nouns_and_mute_in_verbs(noun: str, of_noun: int, verb: str, of_verb: int) -> None:
    assert (syllables(noun), syllables(verb)) == (of_noun, of_verb)


def test_parts_of_a_compound_are_added_and_an_elision_counts_for_nothing() -> None:
    assert syllables("rendez-vous") == 3
    assert syllables("l’école") == syllables("l'école") == 2
    assert syllables("APRÈS") == 2


def test_what_has_no_letter_has_no_syllable() -> None:
    assert syllables("") == syllables("12") == syllables("–") == 0
