"""Counts of a month add up, each by its measure, and months stay apart."""

from datetime import date

from domain.month_count import Measure, MonthCount
from storage.opening import CommuneStores


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
