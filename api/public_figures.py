"""Figures of a commune by month, as published: nothing under ten, no text, no agent."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.context import CommuneServices
from domain.clock import local_date
from domain.energy import model_wh, processor_wh
from domain.finding import FindingState
from domain.month_count import Measure

HIDDEN_UNDER = 10
"""A smaller number could tell of one person in a small commune."""

OUTCOMES = (Measure.ANSWERED, Measure.ELSEWHERE, Measure.NOT_FOUND, Measure.REFUSED, Measure.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """One month. A count is None under ten; another number is None when too few stand behind it, or it is not known.

    ``until`` is the last day counted of a month that is not over. ``outcomes`` add up to ``questions``. Delays are in
    whole hours from the sending to an agent's first answer, nights and closed days included. ``findings_fixed`` were
    seen in documents for the last time in that month.
    """

    month: date
    until: date | None
    questions: int | None
    outcomes: Mapping[Measure, int | None]
    without_model_pct: int | None
    requests: int | None
    first_answer_median_h: int | None
    first_answer_p90_h: int | None
    satisfied_pct: int | None
    findings_fixed: int | None
    energy_wh: float | None


@dataclass(slots=True)
class _Month:
    """What is gathered of a month before anything is hidden."""

    counts: dict[Measure, int]
    hours: list[int]
    helpful: int = 0
    opinions: int = 0
    fixed: int = 0
    tokens: int = 0


def month_figures(services: CommuneServices, today: date) -> Sequence[MonthFigures]:
    """Every month from the first of which anything is known to that of ``today``, oldest first."""
    gathered = _gathered(services)
    return [
        _published(services, month, gathered.get(month) or _Month({}, []), today)
        for month in _months(gathered, today.replace(day=1))
    ]


def _gathered(services: CommuneServices) -> dict[date, _Month]:
    months: dict[date, _Month] = {}

    def of(day: date) -> _Month:
        return months.setdefault(day.replace(day=1), _Month({}, []))

    for one in services.month_counts.all():
        if one.measure is Measure.FIRST_ANSWER_HOURS:
            of(one.month).hours += [one.value] * one.times
        else:
            of(one.month).counts[one.measure] = one.times
    for wait in services.month_counts.waits():
        month = of(local_date(wait.sent_at, services.profile.timezone))
        month.counts[Measure.REQUESTS_SENT] = month.counts.get(Measure.REQUESTS_SENT, 0) + 1
        if wait.answered_at is not None:
            month.hours.append(int((wait.answered_at - wait.sent_at).total_seconds() // 3600))
    for opinion in services.feedback.since(date.min):
        of(opinion.on).opinions += 1
        of(opinion.on).helpful += opinion.is_helpful
    for finding in services.report.findings():
        if finding.state is FindingState.RESOLVED:
            of(finding.last_seen).fixed += 1
    for day, tokens in services.tokens_written().items():
        of(day).tokens += tokens
    return months


def _months(known: Iterable[date], last: date) -> list[date]:
    month, found = min([last, *known]), []
    while month <= last:
        found.append(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return found


def _published(services: CommuneServices, month: date, got: _Month, today: date) -> MonthFigures:
    counts = got.counts
    questions = shown(counts.get(Measure.QUESTIONS, 0))
    answered = counts.get(Measure.ANSWERED, 0)
    enough = len(got.hours) >= HIDDEN_UNDER
    return MonthFigures(
        month=month,
        until=today if month == today.replace(day=1) else None,
        questions=questions,
        outcomes=shown_parts({one: counts.get(one, 0) for one in OUTCOMES}, is_total_shown=questions is not None),
        without_model_pct=share(counts.get(Measure.WITHOUT_MODEL, 0), answered),
        requests=shown(counts.get(Measure.REQUESTS_SENT, 0)),
        first_answer_median_h=quantile(got.hours, 0.5) if enough else None,
        first_answer_p90_h=quantile(got.hours, 0.9) if enough else None,
        satisfied_pct=share(got.helpful, got.opinions),
        findings_fixed=shown(got.fixed),
        energy_wh=None if questions is None else _energy_wh(services, got),
    )


def _energy_wh(services: CommuneServices, got: _Month) -> float | None:
    policy = services.profile.figures
    of_model = model_wh(got.tokens, policy)
    if of_model is None:
        return None
    return round(processor_wh(got.counts.get(Measure.CPU_MS, 0) / 1000, policy) + of_model, 2)


def shown(count: int) -> int | None:
    """The count, None under ten."""
    return count if count >= HIDDEN_UNDER else None


def shown_parts(parts: Mapping[Measure, int], *, is_total_shown: bool) -> Mapping[Measure, int | None]:
    """The parts of a total, none that could be found from the others: what is hidden adds up to ten at least."""
    hidden = {name for name, count in parts.items() if count < HIDDEN_UNDER}
    by_size = sorted((name for name in parts if name not in hidden), key=lambda name: parts[name])
    while is_total_shown and hidden and by_size and sum(parts[name] for name in hidden) < HIDDEN_UNDER:
        hidden.add(by_size.pop(0))
    return {name: None if name in hidden else count for name, count in parts.items()}


def share(part: int, whole: int) -> int | None:
    """Per cent, rounded; None when the whole is under ten, or when a part of one to nine could be found from it."""
    rest = whole - part
    is_telling = 0 < part < HIDDEN_UNDER or 0 < rest < HIDDEN_UNDER
    return None if whole < HIDDEN_UNDER or is_telling else round(100 * part / whole)


def quantile(hours: Sequence[int], at: float) -> int:
    """By nearest rank: the smallest number that ``at`` of them do not exceed. Raises on an empty list."""
    return sorted(hours)[max(0, math.ceil(at * len(hours)) - 1)]
