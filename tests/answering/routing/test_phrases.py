import re

import pytest

from answering.routing.heard import heard
from answering.routing.phrases import PhraseBook

BOOK = PhraseBook(lists={"partner": ("mari", "petit ami"), "hits": ("frapp*", "@sore"), "sore": ("cogne",)})


def matches(phrase: str, message: str) -> bool:
    pattern = BOOK.compile([phrase])
    assert isinstance(pattern, re.Pattern)
    return pattern.search(heard(message)) is not None


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("frappe", "il me frape"),  # one letter for two
        ("harcele", "on me harselle"),  # written as it sounds
        ("~respire", "il ne resprie plus"),  # two letters exchanged
        ("~incendie", "un incedie"),  # one missing
        ("mort", "elles sont mortes"),  # a short word in the plural and the feminine
        ("suicid*", "des pensées suicidaires"),
        ("la|ya_du feu", "il y a du feu"),
        ("mari ... frappe", "mon mari, depuis des mois, me frappe"),
        ("@partner .. @hits", "mon petit ami me frappait"),
        ("@partner .. @hits", "mon mari me cogne"),
        ("bonjour a? tous", "bonjour tous"),
        ("^ au feu $", "Au feu !"),
        ("je veux", "jveu"),
    ],
)
def test_a_phrase_is_heard_whatever_its_spelling(phrase: str, message: str) -> None:
    assert matches(phrase, message)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("feu", "il fait beau"),  # short words that sound alike
        ("mari ... frappe", "mon mari dort. Le prix me frappe"),  # over the end of a sentence
        ("mari .. frappe", "mon mari depuis des mois me frappe"),  # too far
        ("^ au feu $", "au feu rouge"),
        ("respire", "il ne resprie plus"),  # a slip, where none is allowed
        ("dehors", "il dort"),  # a key of three signs, another beginning
        ("tue", "la tuerie"),
    ],
)
def test_and_not_when_it_says_something_else(phrase: str, message: str) -> None:
    assert not matches(phrase, message)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("appel*", "mon apl"),  # the beginning of a word, known by its letters
        ("permis", "le premier jour"),  # four signs, another beginning
        ("=notaire", "dans notre rue"),  # the letters alone
        ("=annulez", "comment annuler"),
    ],
)
def test_words_that_sound_alike_are_told_apart(phrase: str, message: str) -> None:
    assert not matches(phrase, message)


def test_words_together_stand_in_any_order_of_one_sentence() -> None:
    assert matches("visage & sang & il|elle", "il a du sang sur le visage")
    assert matches("visage & sang & il|elle", "le visage en sang, elle pleure")
    assert not matches("visage & sang & il|elle", "il a mal au visage. Don du sang ?")
