"""When a source is brought up to date by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.source_run import RunOutcome, SourceRun

# A run that was cut short is taken up again after that time, not at once: what cut it may cut it again.
RESUMED_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Either each day at an hour of the commune's clock, or each so many hours. Holidays change nothing."""

    daily_at: time | None = None
    every_hours: int | None = None

    def __post_init__(self) -> None:
        assert (self.daily_at is None) != (self.every_hours is None), "a schedule is daily or hourly"


def next_start(schedule: Schedule, last: SourceRun | None, *, timezone: str, delay: timedelta) -> datetime:
    """When the next run is due, in UTC, in the past when it was missed: several missed runs are one.

    ``last`` is the source's newest complete run, None when it never had one: then it is due. ``delay`` spreads the
    sources that have one hour.
    """
    if last is None:
        return datetime.min.replace(tzinfo=UTC)
    due = _after(schedule, last.started_at, timezone) + delay
    if last.outcome in (RunOutcome.RUNNING, RunOutcome.INTERRUPTED, RunOutcome.FAILED):
        return min(due, last.started_at + RESUMED_AFTER)
    return due


def _after(schedule: Schedule, moment: datetime, timezone: str) -> datetime:
    if schedule.every_hours is not None:
        return moment + timedelta(hours=schedule.every_hours)
    assert schedule.daily_at is not None
    zone = ZoneInfo(timezone)
    day = moment.astimezone(zone).date()
    # An hour that the change to summer time leaves out is the one that follows it; one that comes twice is the first.
    at = datetime.combine(day, schedule.daily_at, tzinfo=zone).astimezone(UTC)
    return at if at > moment else datetime.combine(day + timedelta(days=1), schedule.daily_at, zone).astimezone(UTC)
