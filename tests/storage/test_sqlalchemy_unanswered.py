"""Questions without an answer are counted by day, status, theme and document, thirteen months and no longer."""

from dataclasses import replace
from datetime import date, timedelta

from domain.answer import AnswerStatus
from domain.ids import DocumentId
from domain.unanswered import Unanswered, UnansweredCount
from storage.opening import CommuneStores
from storage.sqlalchemy_feedback import KEPT_DAYS

TODAY = date(2026, 3, 2)
NOTHING = Unanswered(on=TODAY, status=AnswerStatus.NOT_FOUND, theme="scolaire", document=DocumentId("d" + "7" * 16))


def test_the_same_is_counted_once_more_and_another_apart(stores: CommuneStores) -> None:
    nowhere = replace(NOTHING, theme="", document=None)
    for one in (NOTHING, nowhere, NOTHING):
        stores.unanswered.count(one)
    assert stores.unanswered.since(TODAY) == [
        UnansweredCount(unanswered=nowhere, count=1),
        UnansweredCount(unanswered=NOTHING, count=2),
    ]
    assert stores.unanswered.since(TODAY + timedelta(days=1)) == []


def test_what_is_counted_is_deleted_after_thirteen_months(stores: CommuneStores) -> None:
    stores.unanswered.count(NOTHING)
    later = replace(NOTHING, on=TODAY + timedelta(days=KEPT_DAYS + 1))
    stores.unanswered.count(later)
    assert [one.unanswered for one in stores.unanswered.since(TODAY)] == [later]
