"""Which step leads a request from which state to which, and who may take it: the whole machine of DESIGN §6.

What is not in the table does not exist. The store makes a step with one conditional UPDATE, so that of two people who
take the same one exactly one succeeds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.request import Request, RequestState, RequestStep

LEASE = timedelta(minutes=5)
"""An agent whose browser has gone gives the request back after that time at the latest; nothing written is lost."""

HEARTBEAT_S = 30
"""A page that shows a request taken says so that often, in seconds."""

REOPENED_WITHIN = timedelta(days=30)
"""A resident who writes again after an answer goes on with the same request for that long; later it is a new one."""

RESTORED_WITHIN = timedelta(days=30)
"""What was set aside by mistake can be taken back for that long."""


class Actor(StrEnum):
    """Who takes a step."""

    RESIDENT = "resident"
    AGENT = "agent"
    PRODUCT = "product"
    """Parvis itself: the receipt acknowledged, a lease that ran out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One line of the machine. ``to`` None keeps the state."""

    step: RequestStep
    by: frozenset[Actor]
    origins: frozenset[RequestState]
    to: RequestState | None


_S = RequestState
_WAITING = frozenset({_S.ENVOYEE, _S.EN_ATTENTE, _S.PRISE})
"""Nobody has answered yet."""

ENDED = frozenset({_S.CLOSE, _S.TRANSFEREE, _S.ANNULEE, _S.INDESIRABLE})
"""Nobody waits for anything."""

UNFINISHED = _WAITING | {_S.EN_ATTENTE_USAGER}
_ANSWERABLE = UNFINISHED | {_S.REPONDUE}
_AGENT, _RESIDENT, _PRODUCT = (frozenset({actor}) for actor in (Actor.AGENT, Actor.RESIDENT, Actor.PRODUCT))


def _line(
    step: RequestStep, by: frozenset[Actor], origins: frozenset[RequestState], to: RequestState | None
) -> Transition:
    return Transition(step=step, by=by, origins=origins, to=to)


TRANSITIONS: tuple[Transition, ...] = (
    _line(RequestStep.ACKNOWLEDGE, _PRODUCT | _AGENT, frozenset({_S.ENVOYEE}), _S.EN_ATTENTE),
    _line(RequestStep.TAKE, _AGENT, frozenset({_S.EN_ATTENTE, _S.PRISE}), _S.PRISE),
    _line(RequestStep.RELEASE, _AGENT | _PRODUCT, frozenset({_S.PRISE}), _S.EN_ATTENTE),
    _line(RequestStep.REPLY, _AGENT, _ANSWERABLE, _S.REPONDUE),
    _line(RequestStep.ASK, _AGENT, _ANSWERABLE, _S.EN_ATTENTE_USAGER),
    _line(RequestStep.CLOSE, _AGENT, _ANSWERABLE, _S.CLOSE),
    _line(RequestStep.MOVE, _AGENT, _WAITING, _S.EN_ATTENTE),
    _line(RequestStep.TRANSMIT, _AGENT, _WAITING, _S.TRANSFEREE),
    _line(RequestStep.SET_ASIDE, _AGENT, _WAITING, _S.INDESIRABLE),
    _line(RequestStep.RESTORE, _AGENT, frozenset({_S.INDESIRABLE}), _S.EN_ATTENTE),
    _line(RequestStep.COMPLETE, _RESIDENT, _WAITING, None),
    _line(RequestStep.COMPLETE, _RESIDENT, frozenset({_S.EN_ATTENTE_USAGER, _S.REPONDUE, _S.CLOSE}), _S.EN_ATTENTE),
    _line(RequestStep.CANCEL, _RESIDENT, UNFINISHED, _S.ANNULEE),
    _line(RequestStep.ERASE, _RESIDENT, UNFINISHED, _S.ANNULEE),
    _line(RequestStep.ERASE, _RESIDENT, frozenset({_S.REPONDUE}), _S.CLOSE),
    _line(RequestStep.ERASE, _RESIDENT, ENDED, None),
)


def transition(step: RequestStep, origin: RequestState, by: Actor) -> Transition | None:
    """The line that ``by`` may follow from ``origin``; None when there is none."""
    lines = (line for line in TRANSITIONS if line.step is step and by in line.by)
    return next((line for line in lines if origin in line.origins), None)


def steps_open_to(by: Actor, request: Request, *, at: datetime) -> frozenset[RequestStep]:
    """The steps that ``by`` may take now, for a page to show no button that would be refused."""
    mine = {line.step for line in TRANSITIONS if by in line.by and request.state in line.origins}
    return frozenset(step for step in mine if is_in_time(step, request, at=at))


def is_in_time(step: RequestStep, request: Request, *, at: datetime) -> bool:
    """Whether the delay in which ``step`` may still be taken has not passed; nothing is done with what was erased."""
    if request.erased_at is not None:
        return False
    if step is RequestStep.COMPLETE and request.state is RequestState.CLOSE:
        return request.closed_at is None or at - request.closed_at <= REOPENED_WITHIN
    if step is RequestStep.COMPLETE and request.state is RequestState.REPONDUE and request.replies:
        return at - request.replies[-1].sent_at <= REOPENED_WITHIN
    if step is RequestStep.RESTORE:
        return request.closed_at is None or at - request.closed_at <= RESTORED_WITHIN
    return True
