"""Follow-ups keep their subject; questions that stand alone do not inherit one."""

from datetime import UTC, datetime

import pytest

from domain.answer import Question
from french.analyser import stems
from retriever.ranking.reading import HISTORY_WEIGHT, read
from tests.answering.standins import SLUG


def asked(text: str, *history: str) -> Question:
    return Question(text=text, commune=SLUG, history=history, asked_at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    "follow_up",
    [
        "et pour les enfants ?",
        "Et si on paie en retard le mois suivant",
        "laquelle ouvre le dimanche matin",
        "c'est payant ?",
        "le samedi ?",
    ],
)
def test_a_follow_up_is_searched_with_its_subject(follow_up: str) -> None:
    reading = read(asked(follow_up, "Combien coûte la piscine ?"))
    assert reading.leans_on_history
    assert reading.search_text == f"Combien coûte la piscine ? {follow_up}"
    assert reading.stem_shares[stems("piscine")[0]] == HISTORY_WEIGHT


def test_a_question_that_stands_alone_forgets_what_came_before() -> None:
    question = "Où se trouve la déchèterie intercommunale de Valmoret ?"
    reading = read(asked(question, "Combien coûte la piscine ?"))
    assert not reading.leans_on_history
    assert reading.search_text == question


def test_without_history_nothing_leans() -> None:
    assert not read(asked("et pour les enfants ?")).leans_on_history
