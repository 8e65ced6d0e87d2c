"""What no change of a figure may pass, and no change of form may stop."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from answering.verifying.read_text import read_text
from answering.verifying.verified import CitedText
from answering.verifying.verifier import verify

DOCUMENT = (
    "Le stage de voile coûte 84,50 € pour les habitants, du 13 au 17 juillet 2026, de 9 h 15 à 16 h 45. Il est ouvert "
    "aux enfants de 8 à 14 ans. L’inscription se fait 21 jours avant, au 02 61 91 36 57, à voile@valmoret.example ou "
    "sur www.valmoret.example/stage7, 34 rue des Peupliers. Un acompte de 35 % est versé ; 18 places sont offertes."
)
SENTENCES = (
    "Le stage de voile coûte 84,50 € pour les habitants.",
    "Il a lieu du 13 au 17 juillet 2026.",
    "Le stage dure de 9 h 15 à 16 h 45.",
    "Il est ouvert aux enfants de 8 à 14 ans.",
    "L’inscription se fait 21 jours avant.",
    "Inscrivez-vous au 02 61 91 36 57.",
    "Inscrivez-vous sur www.valmoret.example/stage7.",
    "L’inscription se fait au 34 rue des Peupliers.",
    "Un acompte de 35 % est versé.",
    "Le stage offre 18 places.",
)
KNOWN = [CitedText(text=DOCUMENT)]


def values(text: str) -> frozenset[str]:
    """Every value of the document, so that a digit changed into another true value is told apart."""
    return frozenset(re.findall(r"\d+(?:,\d+)?", text))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_sentences_are_supported_as_they_are(sentence: str) -> None:
    assert verify(sentence, KNOWN).lacks == ()


@settings(max_examples=150, deadline=None)
@given(sentence=st.sampled_from(SENTENCES), place=st.integers(0, 20), digit=st.sampled_from("0123456789"))
def test_no_digit_may_change(sentence: str, place: int, digit: str) -> None:
    places = [m.start() for m in re.finditer(r"\d", sentence)]
    at = places[place % len(places)]
    assume(sentence[at] != digit)
    changed = f"{sentence[:at]}{digit}{sentence[at + 1 :]}"
    assume(values(changed) != values(sentence))
    assume(not values(changed) <= values(DOCUMENT))
    assert not verify(changed, KNOWN).is_supported, changed


@settings(max_examples=60, deadline=None)
@given(sentence=st.sampled_from(SENTENCES), added=st.integers(0, 9), place=st.integers(0, 20))
def test_no_digit_may_be_added(sentence: str, added: int, place: int) -> None:
    ends = [m.end() for m in re.finditer(r"\d+", sentence)]
    at = ends[place % len(ends)]
    changed = f"{sentence[:at]}{added}{sentence[at:]}"
    assume(not (added == 0 and "," in sentence[max(0, at - 4) : at]))  # « 84,500 » is « 84,5 »
    assert not verify(changed, KNOWN).is_supported, changed


FORMS = (
    ("84,50 €", ("84.50 €", "84,50 euros", "84 euros 50", "84,5 €", "84€50", "84,50\u00a0€", "84,50\u202f€", "84,50€")),
    ("9 h 15", ("9h15", "9 heures 15", "9:15", "09h15", "9\u00a0h\u00a015", "9 H 15")),
    ("16 h 45", ("16h45", "16 heures 45", "16\u202fh\u202f45")),
    ("13 au 17 juillet 2026", ("13 juillet au 17 juillet 2026", "lundi 13 au vendredi 17 juillet 2026")),
    ("8 à 14 ans", ("8\u00a0à 14\u00a0ans", "8 ans à 14 ans", "huit à quatorze ans")),
    ("21 jours", ("vingt et un jours", "21\u00a0jours", "21\u202fjours")),
    ("02 61 91 36 57", ("02.61.91.36.57", "0261913657", "+33 2 61 91 36 57", "02\u00a061\u00a091\u00a036\u00a057")),
    ("www.valmoret.example/stage7", ("https://www.valmoret.example/stage7/", "valmoret.example/stage7")),
    ("35 %", ("35%", "35 pour cent", "35\u00a0%")),
    ("18 places", ("dix-huit places",)),
    ("L’inscription", ("L'inscription", "L\u2018inscription")),
)
CASES = [(old, new) for old, forms in FORMS for new in forms]


@pytest.mark.parametrize(("old", "new"), CASES, ids=[ascii(new) for _, new in CASES])
def test_another_form_of_the_same_value_is_supported(old: str, new: str) -> None:
    found = [sentence for sentence in SENTENCES if old in sentence]
    assert found
    for sentence in found:
        assert verify(sentence.replace(old, new), KNOWN).lacks == (), new


@pytest.mark.parametrize(("old", "new"), CASES, ids=[ascii(new) for _, new in CASES])
def test_another_form_in_the_document_supports_too(old: str, new: str) -> None:
    assert old in DOCUMENT
    cited = [CitedText(text=DOCUMENT.replace(old, new))]
    for sentence in SENTENCES:
        if old in sentence:
            assert verify(sentence, cited).lacks == (), new


PARTS = ("pour les habitants", "le stage de voile coûte 84,50 €", "en juillet 2026")


@given(order=st.permutations(PARTS))
@settings(deadline=None)
@example(order=list(PARTS))
def test_the_order_in_which_things_are_said_does_not_matter(order: list[str]) -> None:
    sentence = ", ".join(order)
    assert verify(f"{sentence[0].upper()}{sentence[1:]}.", KNOWN).lacks == ()


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_are_compared(sentence: str, document: str) -> None:
    verify(sentence, [CitedText(text=document)])


@given(st.text(alphabet="aé 1230,.;:€%h\n|-'’@/()", max_size=120))
@settings(max_examples=150, deadline=None)
def test_a_document_supports_a_figure_of_its_own_words_or_none(document: str) -> None:
    """Whatever the words, the reading gives spans of the text."""
    read = read_text(document)
    assert len(read.text) == len(document)
    assert all(0 <= s.start < s.end <= len(document) for s in read.statements)
