"""How an answer ends, by its confidence."""

import pytest

from answering.confidence import Confidence
from answering.judging import judge
from answering.signals import Signals
from domain.answer import AnswerStatus, Question
from retriever.ranking.reading import Reading, read
from tests.answering.standins import READ_AT, SLUG


def reading(text: str) -> Reading:
    return read(Question(text=text, commune=SLUG, asked_at=READ_AT))


@pytest.mark.parametrize(
    ("is_answer", "is_shown", "status"),
    [
        (True, True, AnswerStatus.ANSWERED),
        (False, True, AnswerStatus.PARTIAL),
        (False, False, AnswerStatus.NOT_FOUND),
    ],
)
def test_a_confidence_above_both_limits_answers_between_them_keeps_a_reserve_below_shows_nothing(
    is_answer: bool, is_shown: bool, status: AnswerStatus
) -> None:
    text = "le marché du samedi"
    confidence = Confidence(value=0.5, signals=Signals(), is_answer=is_answer, is_shown=is_shown)
    verdict = judge(text, reading(text), (), confidence)
    assert verdict.status is status
    assert verdict.shows_documents is is_shown


def test_without_the_kind_of_thing_asked_for_it_is_no_whole_answer() -> None:
    confidence = Confidence(value=0.9, signals=Signals(), is_answer=True, is_shown=True)
    assert judge("c'est combien", reading("c'est combien"), (), confidence).status is AnswerStatus.PARTIAL
