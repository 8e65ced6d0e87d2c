"""Opening hours set out for reading: equal days together, today marked, open now or the next opening."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.profile import OpeningHours, TimeSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """Days (0 is Monday) that have the same hours. ``is_run`` when they follow one another, three or more."""

    days: tuple[int, ...]
    is_run: bool
    is_today: bool
    spans: tuple[TimeSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """Rows in the order of the week, and where things stand at the moment asked.

    ``closed_today_reason`` is the closure's reason, ``is_holiday`` a legal holiday.
    ``next_opening`` is None while open, or when none is known.
    """

    rows: tuple[HoursRow, ...]
    open_until: time | None
    next_opening: datetime | None
    next_in_days: int | None
    is_holiday: bool
    closed_today_reason: str | None


def weekly_rows(hours: OpeningHours) -> tuple[HoursRow, ...]:
    """The ordinary week, whatever the day."""
    return _rows(hours.week, today=None)


def hours_view(hours: OpeningHours, moment: datetime) -> HoursView:
    """The week around ``moment`` (local time of the commune), with what applies today."""
    today = moment.date()
    week = list(hours.week)
    week[today.weekday()] = hours.spans(today)
    current = next((s for s in hours.spans(today) if s.opens <= moment.time() < s.closes), None)
    opening = None if current else hours.next_opening(moment)
    closure = next((c for c in hours.closures if c.first_day <= today <= c.last_day), None)
    return HoursView(
        rows=_rows(tuple(week), today=today.weekday()),
        open_until=current.closes if current else None,
        next_opening=opening,
        next_in_days=(opening.date() - today) // timedelta(days=1) if opening else None,
        is_holiday=today in hours.holidays,
        closed_today_reason=closure.reason if closure else None,
    )


def _rows(week: tuple[tuple[TimeSpan, ...], ...], *, today: int | None) -> tuple[HoursRow, ...]:
    groups: dict[tuple[bool, tuple[TimeSpan, ...]], list[int]] = {}
    for day, spans in enumerate(week):
        groups.setdefault((day == today, spans), []).append(day)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][1], group[1][0]))
    return tuple(
        HoursRow(days=tuple(days), is_run=_is_run(days), is_today=is_today, spans=spans)
        for (is_today, spans), days in ordered
    )


def _is_run(days: list[int]) -> bool:
    return len(days) >= 3 and days[-1] - days[0] == len(days) - 1
