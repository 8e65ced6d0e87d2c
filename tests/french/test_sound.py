import pytest

from french.sound import sound


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dechetrie", "déchèterie"),  # pages of communes, both spellings, and residents
        ("inskripsion", "inscription"),  # text messages
        ("kosian", "quotient"),
        ("buro", "bureau"),
        ("travo", "travaux"),
        ("acceuil", "accueil"),
        ("fransais", "français"),
        ("sertifika", "certificat"),
        ("foto", "photo"),
        ("poubel", "poubelle"),
        ("anfan", "enfants"),
        ("vakanse", "vacances"),
        ("kolej", "collège"),
        ("marcher", "marché"),
        ("MERI", "mairie"),
        ("abitan", "habitant"),
    ],
)
def test_two_spellings_of_one_word_sound_the_same(typed: str, meant: str) -> None:
    assert sound(typed) == sound(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("cantine", "cuisine"), ("piscine", "voisine"), ("gare", "garage"), ("marché", "mairie"), ("école", "étoile")],
)
def test_two_words_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize("word", ["e", "er", "x", "h", "es", "ent"])
def test_a_word_of_silent_letters_has_a_key_all_the_same(word: str) -> None:
    assert sound(word)
