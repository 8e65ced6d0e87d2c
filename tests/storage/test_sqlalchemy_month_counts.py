"""Counts of a month add up, each by its measure, and months stay apart."""

from datetime import date, timedelta

from domain.month_count import Measure, MonthCount, Wait
from handoff.steps import complete
from storage.opening import CommuneStores
from tests.storage.test_sqlalchemy_retention import SENT, replied, send


def test_counts_of_one_month_add_up_and_nothing_is_written_for_zero(stores: CommuneStores) -> None:
    stores.month_counts.add(date(2026, 3, 2), {Measure.QUESTIONS: 1, Measure.ANSWERED: 1, Measure.NOT_FOUND: 0})
    stores.month_counts.add(date(2026, 3, 31), {Measure.QUESTIONS: 1, Measure.CPU_MS: 12})
    stores.month_counts.add(date(2026, 4, 1), {Measure.QUESTIONS: 1})
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    assert stores.month_counts.all() == [
        MonthCount(month=march, measure=Measure.ANSWERED, times=1),
        MonthCount(month=march, measure=Measure.CPU_MS, times=12),
        MonthCount(month=march, measure=Measure.QUESTIONS, times=2),
        MonthCount(month=april, measure=Measure.QUESTIONS, times=1),
    ]


def test_waits_run_to_the_first_word_of_an_agent_and_not_of_the_resident(stores: CommuneStores) -> None:
    waiting = send(stores, "waiting")
    answered = replied(stores, send(stores, "answered"), SENT + timedelta(hours=3))
    replied(stores, answered, SENT + timedelta(hours=9))
    assert complete(stores.requests, waiting.reference, text="Encore moi", at=SENT + timedelta(hours=1))
    assert stores.month_counts.waits() == [
        Wait(sent_at=SENT, answered_at=None),
        Wait(sent_at=SENT, answered_at=SENT + timedelta(hours=3)),
    ]
