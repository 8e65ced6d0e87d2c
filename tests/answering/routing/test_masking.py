"""What is masked of a question, and what the commune itself publishes."""

from dataclasses import replace
from datetime import UTC, datetime

from answering.routing.masking import mask, mask_question, told, without_masks
from domain.answer import Question
from domain.personal import PersonalKind
from prompts import catalogue
from tests.answering.standins import PROFILE, SLUG

HOUSE = replace(PROFILE, services=(replace(PROFILE.services[0], address=("4 place du Mail",), phone="02 61 91 55 00"),))


def question(text: str, *history: str) -> Question:
    return Question(text=text, commune=SLUG, history=history, asked_at=datetime(2026, 11, 24, tzinfo=UTC))


def test_each_detail_is_replaced_by_what_it_is() -> None:
    masked = mask("je m'appelle Odile Renaud, appelez moi au 06 39 98 12 12", HOUSE)
    assert masked.text == "je m'appelle [nom], appelez moi au [téléphone]"
    assert masked.kinds == (PersonalKind.NAME, PersonalKind.PHONE)


def test_what_the_profile_publishes_stays() -> None:
    text = "joindre le 02.61.91.55.00 ou venir au 4, place du Mail ?"
    assert mask(text, HOUSE).text == text
    assert mask("joindre le 02 61 91 55 01 ?", HOUSE).text == "joindre le [téléphone] ?"


def test_the_history_is_masked_too_and_only_the_question_is_told() -> None:
    masked, kinds = mask_question(question("et pour lui ?", "mon fils kevin taraud mange-t-il"), HOUSE)
    assert masked.history == ("mon fils [nom] mange-t-il",)
    assert kinds == ()


def test_a_mask_is_no_word_to_search() -> None:
    bare = without_masks(question("j'habite [adresse], quel jour les poubelles", "[nom] ?"))
    assert bare.text == "j'habite , quel jour les poubelles"
    assert bare.history == ("?",)
    assert without_masks(question("[nom]")).text == "[nom]"


def test_one_sentence_tells_what_was_masked() -> None:
    (sentence,) = told((PersonalKind.NAME, PersonalKind.IBAN))
    assert "un nom, un numéro de compte (IBAN)" in sentence
    assert told(()) == ()


def test_every_kind_has_its_words() -> None:
    assert {f"masked.{kind.name.lower()}" for kind in PersonalKind} <= set(catalogue.templates())
