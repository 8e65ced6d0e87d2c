"""The clock of the machine, and the calendar day of a commune."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """The real one. Everything that depends on today is given a clock or a date."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def local_time(moment: datetime, timezone: str) -> datetime:
    """An aware ``moment`` in an IANA ``timezone``."""
    return moment.astimezone(ZoneInfo(timezone))


def local_date(moment: datetime, timezone: str) -> date:
    """The calendar day of an aware ``moment`` in an IANA ``timezone``."""
    return local_time(moment, timezone).date()
