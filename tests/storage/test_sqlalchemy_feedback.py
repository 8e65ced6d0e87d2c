"""Opinions on answers are kept as given, thirteen months and no longer."""

from datetime import date, timedelta

from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from storage.opening import CommuneStores
from storage.sqlalchemy_feedback import KEPT_DAYS

TODAY = date(2026, 3, 2)
YES = Feedback(on=TODAY, is_helpful=True, status=AnswerStatus.ANSWERED)
NO = Feedback(
    on=TODAY,
    is_helpful=False,
    status=AnswerStatus.PARTIAL,
    reason=FeedbackReason.OUTDATED,
    documents=(DocumentId("d" + "7" * 16), DocumentId("d" + "8" * 16)),
    question="Quand ouvre la piscine ?",
)


def test_an_opinion_comes_back_as_it_was_given(stores: CommuneStores) -> None:
    stores.feedback.add(YES)
    stores.feedback.add(NO)
    assert stores.feedback.since(TODAY) == [YES, NO]
    assert stores.feedback.since(TODAY + timedelta(days=1)) == []


def test_an_opinion_is_deleted_after_thirteen_months(stores: CommuneStores) -> None:
    stores.feedback.add(NO)
    last_day = Feedback(on=TODAY + timedelta(days=KEPT_DAYS), is_helpful=True, status=AnswerStatus.ANSWERED)
    stores.feedback.add(last_day)
    assert stores.feedback.since(TODAY) == [NO, last_day]
    after = Feedback(on=last_day.on + timedelta(days=1), is_helpful=True, status=AnswerStatus.ANSWERED)
    stores.feedback.add(after)
    assert stores.feedback.since(TODAY) == [last_day, after]
