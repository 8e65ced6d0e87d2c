"""By when a request should be answered, and whether that day is near or has passed.

The law sets no delay for the answer to a simple question (docs/accuse-de-reception.md): a resident is told a day only
where their commune has promised one in ``commune.toml``. Agents see a mark in any case.
"""

from datetime import date, datetime
from enum import StrEnum

from domain.clock import local_date
from domain.profile import CommuneProfile
from domain.request import Request, RequestState, Side
from handoff.working_days import working_day_after, working_days_left

DAYS_WITHOUT_PROMISE = 10
"""Working days after which a request is marked late where the commune promised nothing: those that the law leaves for
the *accusé de réception*, and those of the yearly figures."""

SOON_DAYS = 2
"""Working days left, or fewer: time to answer before the day has passed."""

_DUE = frozenset({RequestState.ENVOYEE, RequestState.EN_ATTENTE, RequestState.PRISE})
"""An answer is due. While the resident was asked something, the delay waits with them."""


class Delay(StrEnum):
    """How the delay of a request stands."""

    NONE = "none"
    """Nothing is due."""
    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"


def promised_day(request: Request, profile: CommuneProfile) -> date | None:
    """The last day of the answer that the commune promised; None where it promised none or nothing is due."""
    days = profile.answer_working_days
    return None if days is None or request.state not in _DUE else _last_day(request, profile, days)


def delay_of(request: Request, profile: CommuneProfile, *, at: datetime) -> Delay:
    """Whether the answer to ``request`` is soon due or late at ``at``, on the commune's calendar."""
    if request.state not in _DUE:
        return Delay.NONE
    today = local_date(at, profile.timezone)
    last_day = _last_day(request, profile, profile.answer_working_days or DAYS_WITHOUT_PROMISE)
    if today > last_day:
        return Delay.LATE
    return Delay.SOON if working_days_left(today, last_day, profile.holidays) <= SOON_DAYS else Delay.AHEAD


def due_since(request: Request) -> datetime:
    """When the delay began: with the request, or with the first thing that its resident wrote after an answer.

    A request that another authority sent on counts from when that authority received it (CRPA L114-2, L114-3).
    """
    since = request.counts_from
    was_answered = False
    for message in request.messages:
        if message.side is Side.AGENT:
            was_answered = True
        elif was_answered:
            since, was_answered = message.sent_at, False
    return since


def _last_day(request: Request, profile: CommuneProfile, days: int) -> date:
    return working_day_after(local_date(due_since(request), profile.timezone), days, profile.holidays)
