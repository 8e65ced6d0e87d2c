import pytest

from french.known_words import is_known


@pytest.mark.parametrize(
    "word",
    [
        "piscine",
        "inscription",
        "inscrivez",
        "brocante",
        "barnum",
        "marie",
        "dans",
        "pkoi",
        "maraicher",
        "previens",
        "pars",
        "latin",
        "cantines",
        "ehpad",
        "vendredi",
    ],
)
def test_a_correct_word_is_known_with_its_plurals_and_conjugations(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["cantnie", "inscritpion", "dechetrie", "poublle", "zzyx", "vicine", "rpeas"])
def test_a_slip_is_not(word: str) -> None:
    assert not is_known(word)
