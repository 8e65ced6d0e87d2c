import pytest

from french.typed_words import replaced, typed_words


def names(text: str) -> list[str]:
    return [word.folded for word in typed_words(text) if word.is_name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("où habite monsieur Ravot", ["ravot"]),  # a capital that the grammar does not ask for
        ("mme ravot est-elle là", ["ravot"]),  # a civility before it
        ("bus pour Cormeraie", ["cormeraie"]),
        ("mairie de mont-sur-cisse", ["mont", "sur", "cisse"]),  # the form of a place's name
        ("école de saint-oyen", ["saint", "oyen"]),
        ("est-ce que bertrand est absent", ["bertrand"]),  # a given name
        ("Cantine ouverte ? Dechetrie aussi", []),  # capitals of sentences
        ("HORAIRES DECHETRIE SAMEDI", []),  # capitals everywhere tell nothing
        ("comment m'inscrire", []),
        ("peut-on prendre rendez-vous", []),
        ("« Cantine » fermée", []),
    ],
)
def test_names_are_told_by_their_form(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_words_are_cut_as_the_analyser_cuts_them() -> None:
    assert [word.folded for word in typed_words("L'ÉCO\u00adLE, la can\u200btine : 14h30 !")] == [
        "l",
        "ecole",
        "la",
        "cantine",
        "14h30",
    ]
    assert [word.folded for word in typed_words("e\u0301cole")] == ["ecole"]
    assert typed_words("?! 🏊 …") == []


def test_only_the_words_to_change_are_changed() -> None:
    assert replaced("L'Ecol : ouvre-t-elle ?", {"ecol": "école"}) == "L'école : ouvre-t-elle ?"
    assert replaced("  tel\u200b quel ", {}) == "  tel\u200b quel "
