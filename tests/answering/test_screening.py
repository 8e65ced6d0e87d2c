"""Messages as residents type them."""

import pytest

from answering.screening import screen
from domain.answer import AnswerStatus


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("bonjour", AnswerStatus.SMALL_TALK),
        ("Slt ça va ?", AnswerStatus.SMALL_TALK),
        ("merci beaucoup !", AnswerStatus.SMALL_TALK),
        ("ok merci bonne journée", AnswerStatus.SMALL_TALK),
        ("au revoir", AnswerStatus.SMALL_TALK),
        ("Bon\u00adjour\u200b", AnswerStatus.SMALL_TALK),
        ("je veux parler à quelqu´un", AnswerStatus.PERSON_WANTED),
        ("je veux parler à quelqu’un", AnswerStatus.PERSON_WANTED),
        ("est-ce que je peux discuter avec un agent svp", AnswerStatus.PERSON_WANTED),
        ("un humain svp", AnswerStatus.PERSON_WANTED),
        ("bonjour, je voudrais avoir une vraie personne", AnswerStatus.PERSON_WANTED),
    ],
)
def test_courtesy_and_the_wish_for_a_person_end_there(message: str, status: AnswerStatus) -> None:
    screened = screen(message)
    assert screened is not None
    assert screened.status is status


@pytest.mark.parametrize(
    "message",
    [
        "bonjour, combien coûte la cantine ?",
        "merci de me dire les horaires de la piscine",
        "l'agent recenseur passe quand",
        "une personne âgée peut avoir un repas à domicile ?",
        "qui peut parler au conseil municipal",
        "le super U est ouvert ?",
        "",
    ],
)
def test_a_question_goes_on(message: str) -> None:
    assert screen(message) is None
