import random
from collections import Counter

import pytest

from french.analyser import stems
from retriever.aids import Aid
from retriever.corpus_words import CorpusWords, lines_of, written_words
from retriever.respelling import MOST_CORRECTED, Respelling, respelt

TEXTS = (
    "La déchèterie est ouverte le samedi. Inscription à la cantine de l'école : quotient familial.",
    "La déchèterie ferme le lundi. La cantine, l'école et l'inscription au vicinal : chemin vicinal de la Vicine.",
    "Habitants, quotient : prendre rendez-vous en mairie. Cuisine centrale de la cantine, travaux de la Vicine.",
    "Rendez-vous des habitants, travaux : cuisine de l'école. Mairie ouverte.",
)
WORDS = CorpusWords(lines_of(Counter(word for text in TEXTS for word in written_words(text))))
HOLDING = Counter(stem for text in TEXTS for stem in set(stems(text)))


def read(text: str) -> Respelling:
    return respelt(text, WORDS, HOLDING)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("cantne", "cantine"),
        ("catnine", "cantine"),
        ("dechetrie", "déchèterie"),  # by its sound
        ("kosian", "quotient"),
        ("lecole", "école"),  # the apostrophe was left out
        ("dinscription", "inscription"),
        ("abitan", "habitants"),
        ("Ouvrte", "ouverte"),
    ],
)
def test_a_misspelt_word_is_searched_as_a_word_of_the_passages(typed: str, searched: str) -> None:
    found = read(f"{typed} ?")
    assert list(found.corrections.values()) == [searched]
    assert found.text == f"{searched} ?"


@pytest.mark.parametrize(
    "question",
    [
        "la piscine municipale",  # French, one slip away from « Vicine », said by no passage
        "tarif de la pétanque et du tennis",
        "habitant",  # known by its stem
        "monsieur Cantin",
        "docteur cantne",
        "mont-sur-cantne",
        "bus pour Cantne",
        "can 2031 cantn3",
        "xqzwv",
        # Another language is not French misspelt.
        "How do I open an account for the cantne, is it free?",
    ],
)
def test_a_correct_word_a_name_a_number_or_a_short_word_stays(question: str) -> None:
    found = read(question)
    assert found.corrections == {}
    assert found.text == question


def test_an_abbreviation_is_spelt_out_unless_the_passages_use_it() -> None:
    found = read("rdv à la cantine")
    assert found.abbreviations == {"rdv": "rendez-vous"}
    assert found.text == "rendez-vous à la cantine"
    assert respelt("rdv à la cantine", WORDS, HOLDING | Counter({"rdv": 2})).abbreviations == {}


def test_each_can_be_left_out() -> None:
    assert respelt("rdv cantne", WORDS, HOLDING, frozenset({Aid.CORRECTOR})).text == "rdv cantine"
    assert respelt("rdv cantne", WORDS, HOLDING, frozenset({Aid.ABBREVIATIONS})).text == "rendez-vous cantne"


def test_ties_are_broken_by_frequency_then_by_the_alphabet() -> None:
    words = CorpusWords(lines_of({"balade": 3, "salade": 3, "malade": 4, "galade": 9}))
    assert respelt("xalade", words, {}).corrections == {"xalade": "galade"}
    assert respelt("xalade", CorpusWords(lines_of({"salade": 3, "balade": 3})), {}).corrections == {"xalade": "balade"}


def test_no_words_no_correction() -> None:
    assert respelt("cantne", CorpusWords(), {}).text == "cantne"


def test_a_flood_of_unknown_words_is_looked_up_no_further_than_a_question_s_worth() -> None:
    draw = random.Random(0)
    unknown = (f"le {''.join(draw.choices('bcdfgklmnpr', k=9))} de la commune pour les enfants" for _ in range(100))
    flood = ["la cantne de la commune", *unknown, "et la dechetrie"]
    assert read(" ".join(flood)).corrections == {"cantne": "cantine"}
    assert len(flood) > MOST_CORRECTED
