from datetime import UTC, datetime, time, timedelta

import pytest

from domain.ids import RunId, SourceName
from domain.schedule import RESUMED_AFTER, Schedule, next_start
from domain.source_run import RunOutcome, RunTrigger, SourceRun, as_it_stands

AT_THREE = Schedule(daily_at=time(3, 0))
EACH_SIX_HOURS = Schedule(every_hours=6)
DELAY = timedelta(minutes=7)


def run(started_at: datetime, outcome: RunOutcome = RunOutcome.DONE) -> SourceRun:
    return SourceRun(
        id=RunId(1),
        source=SourceName("actes"),
        place="actes",
        is_complete=True,
        trigger=RunTrigger.SCHEDULE,
        by="",
        started_at=started_at,
        outcome=outcome,
    )


def due(schedule: Schedule, started: datetime, outcome: RunOutcome = RunOutcome.DONE) -> datetime:
    return next_start(schedule, run(started, outcome), timezone="Europe/Paris", delay=DELAY) - DELAY


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        # In winter 3 h in Paris is 2 h UTC, in summer 1 h.
        (datetime(2026, 1, 10, 2, 7, tzinfo=UTC), datetime(2026, 1, 11, 2, 0, tzinfo=UTC)),
        (datetime(2026, 7, 10, 1, 7, tzinfo=UTC), datetime(2026, 7, 11, 1, 0, tzinfo=UTC)),
        # By hand in the evening: the next night all the same; after midnight there: the same night.
        (datetime(2026, 7, 10, 20, 0, tzinfo=UTC), datetime(2026, 7, 11, 1, 0, tzinfo=UTC)),
        (datetime(2026, 7, 10, 23, 0, tzinfo=UTC), datetime(2026, 7, 11, 1, 0, tzinfo=UTC)),
        # The nights when the clocks change: 29 March 2026 forward, 25 October 2026 back.
        (datetime(2026, 3, 28, 2, 5, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 1, 5, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_each_day_at_the_communes_hour(started: datetime, expected: datetime) -> None:
    assert due(AT_THREE, started) == expected


def test_an_hour_that_does_not_exist_that_night_is_the_one_that_follows() -> None:
    started = datetime(2026, 3, 28, 2, 0, tzinfo=UTC)
    assert due(Schedule(daily_at=time(2, 30)), started) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_each_so_many_hours_after_the_last_start() -> None:
    started = datetime(2026, 7, 10, 20, 0, tzinfo=UTC)
    assert due(EACH_SIX_HOURS, started) == started + timedelta(hours=6)


def test_several_missed_runs_are_one_and_a_source_that_never_ran_is_due() -> None:
    long_ago, now = datetime(2026, 7, 1, 1, 5, tzinfo=UTC), datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
    assert due(AT_THREE, long_ago) < now < due(AT_THREE, now)
    assert next_start(AT_THREE, None, timezone="Europe/Paris", delay=DELAY) < long_ago


@pytest.mark.parametrize("outcome", [RunOutcome.INTERRUPTED, RunOutcome.FAILED, RunOutcome.RUNNING])
def test_a_run_cut_short_is_taken_up_before_its_hour_and_a_refused_one_is_not(outcome: RunOutcome) -> None:
    started = datetime(2026, 7, 10, 1, 5, tzinfo=UTC)
    assert due(AT_THREE, started, outcome) + DELAY == started + RESUMED_AFTER
    assert due(AT_THREE, started, RunOutcome.REFUSED) == datetime(2026, 7, 11, 1, 0, tzinfo=UTC)


def test_a_run_that_never_ended_was_interrupted_unless_one_is_running() -> None:
    begun = run(datetime(2026, 7, 10, 1, 5, tzinfo=UTC), RunOutcome.RUNNING)
    assert as_it_stands(begun, is_running=True) == begun
    assert as_it_stands(begun, is_running=False).outcome is RunOutcome.INTERRUPTED


def test_a_schedule_is_daily_or_hourly() -> None:
    with pytest.raises(AssertionError):
        Schedule(daily_at=time(3, 0), every_hours=6)
    with pytest.raises(AssertionError):
        Schedule()
