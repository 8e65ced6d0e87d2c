"""Steps of a request after it was sent: what an agent or its resident does, or why it was not done.

A step that was refused changes nothing and loses nothing: the page shows the request as it now stands and keeps what
was written. Times are given in the commune's timezone.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.account import Account
from domain.errors import DiskFull, StorageUnavailable
from domain.ids import RequestReference
from domain.people_ports import RequestStore
from domain.profile import CommuneProfile
from domain.request import Message, Request, RequestChange, RequestState, RequestStep, Side
from handoff.desk import LONGEST_MESSAGE, LONGEST_NAME
from handoff.transitions import ENDED, LEASE, Actor, is_in_time, transition
from handoff.typed_text import clean_line, clean_text

LONGEST_REPLY = 10_000
"""Characters."""

LONGEST_AUTHORITY = 200
"""Characters of the name of another authority."""

_TRIES = 5
"""A resident's step is taken at whatever version the request has: between reading it and writing, it may move."""


class StepProblem(StrEnum):
    """Why a step was not taken; nothing was stored."""

    UNKNOWN = "unknown"
    """No request of this commune has that reference."""
    EMPTY = "empty"
    TOO_LONG = "too_long"
    MOVED = "moved"
    """Someone took a step meanwhile: show the request again, keep what was written."""
    TAKEN = "taken"
    """Another agent holds it."""
    NOT_NOW = "not_now"
    """The request is in no state from which this step leads anywhere."""
    TOO_LATE = "too_late"
    """The delay in which this could be done has passed."""
    NO_SUCH_SERVICE = "no_such_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A step before it is known from which state it would be taken."""

    step: RequestStep
    by: Actor
    at: datetime
    account: Account | None = None
    message: Message | None = None
    detail: str = ""


def acknowledge(requests: RequestStore, reference: RequestReference, *, at: datetime) -> Request | StepProblem:
    """The receipt is acknowledged: the resident knows which service has the request (CRPA L112-11, R112-11-1)."""
    return _taken_anyhow(requests, reference, _Wanted(step=RequestStep.ACKNOWLEDGE, by=Actor.PRODUCT, at=at))


def acknowledge_sent(requests: RequestStore, sent: Request, *, at: datetime) -> Request:
    """What was just sent, its receipt acknowledged. A full disk does not undo it: ``keep_desk`` tries again later."""
    done: Request | StepProblem = sent
    if sent.state is RequestState.ENVOYEE:
        with suppress(DiskFull, StorageUnavailable):
            done = acknowledge(requests, sent.reference, at=at)
    return sent if isinstance(done, StepProblem) else done


def keep_desk(requests: RequestStore, *, at: datetime) -> int:
    """What the product does by itself: receipts not yet acknowledged, requests whose agent has gone. How many steps."""
    waiting = requests.list([RequestState.ENVOYEE])
    acknowledged = [acknowledge(requests, request.reference, at=at) for request in waiting]
    return sum(isinstance(done, Request) for done in acknowledged) + release_lapsed(requests, at=at)


def take(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """The agent holds the request for ``LEASE``, and longer while ``renew`` is called; of two agents one gets it.

    A receipt not yet acknowledged is so first: the resident is told which service has their request in any case.
    """
    found = requests.get(reference)
    if found and found.state is RequestState.ENVOYEE and found.version == version:
        acknowledged = acknowledge(requests, reference, at=at)
        if isinstance(acknowledged, StepProblem):
            return acknowledged
        version = acknowledged.version
    wanted = _Wanted(step=RequestStep.TAKE, by=Actor.AGENT, at=at, account=account)
    return _taken(requests, reference, wanted, version=version)


def renew(requests: RequestStore, account: Account, reference: RequestReference, *, at: datetime) -> bool:
    """The heartbeat of the page of the agent who holds the request; False when they no longer do."""
    return requests.renew(reference, account=account.id, until=at + LEASE, at=at)


def release(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """The request waits again, for anyone."""
    wanted = _Wanted(step=RequestStep.RELEASE, by=Actor.AGENT, at=at, account=account)
    return _taken(requests, reference, wanted, version=version)


def release_lapsed(requests: RequestStore, *, at: datetime) -> int:
    """Give back every request whose agent has gone; how many."""
    wanted = _Wanted(step=RequestStep.RELEASE, by=Actor.PRODUCT, at=at)
    given_back = 0
    for request in requests.lapsed(at):
        done = _taken(requests, request.reference, wanted, version=request.version)
        given_back += isinstance(done, Request)
    return given_back


def reply_to_request(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, text: str, at: datetime
) -> Request | StepProblem:
    """Write an agent's answer to the request that they saw at ``version``. ``requests`` is the account's commune's."""
    return _written(requests, account, reference, RequestStep.REPLY, version=version, text=text, at=at)


def ask_resident(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, text: str, at: datetime
) -> Request | StepProblem:
    """Ask the resident for what is missing; the request waits for them."""
    return _written(requests, account, reference, RequestStep.ASK, version=version, text=text, at=at)


def close_request(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """Close the request that an agent saw at ``version``. ``requests`` is the account's commune's."""
    wanted = _Wanted(step=RequestStep.CLOSE, by=Actor.AGENT, at=at, account=account)
    return _taken(requests, reference, wanted, version=version)


def move_to_service(
    requests: RequestStore,
    profile: CommuneProfile,
    account: Account,
    reference: RequestReference,
    *,
    version: int,
    service: str,
    at: datetime,
) -> Request | StepProblem:
    """Hand the request to another service of the commune; the day it was sent stands."""
    if service not in {one.slug for one in profile.services}:
        return StepProblem.NO_SUCH_SERVICE
    wanted = _Wanted(step=RequestStep.MOVE, by=Actor.AGENT, at=at, account=account, detail=service)
    return _taken(requests, reference, wanted, version=version)


def transmit(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, to: str, at: datetime
) -> Request | StepProblem:
    """Say which authority decides and was sent the request (CRPA L114-2); the resident reads it on their page."""
    authority = clean_line(to)
    if not authority:
        return StepProblem.EMPTY
    if len(authority) > LONGEST_AUTHORITY:
        return StepProblem.TOO_LONG
    wanted = _Wanted(step=RequestStep.TRANSMIT, by=Actor.AGENT, at=at, account=account, detail=authority)
    return _taken(requests, reference, wanted, version=version)


def set_aside(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """Take what is no request out of the queue; ``restore`` undoes it for thirty days."""
    wanted = _Wanted(step=RequestStep.SET_ASIDE, by=Actor.AGENT, at=at, account=account)
    return _taken(requests, reference, wanted, version=version)


def restore(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """Put back in the queue what was set aside by mistake."""
    wanted = _Wanted(step=RequestStep.RESTORE, by=Actor.AGENT, at=at, account=account)
    return _taken(requests, reference, wanted, version=version)


def complete(requests: RequestStore, reference: RequestReference, *, text: str, at: datetime) -> Request | StepProblem:
    """The resident adds something; an answered request waits again. ``reference`` was opened with its secret."""
    written = clean_text(text)
    if not written:
        return StepProblem.EMPTY
    if len(written) > LONGEST_MESSAGE:
        return StepProblem.TOO_LONG
    found = requests.get(reference)
    author = clean_line(found.draft.contact.name)[:LONGEST_NAME] if found else ""
    message = Message(text=written, author=author, sent_at=at, side=Side.RESIDENT)
    wanted = _Wanted(step=RequestStep.COMPLETE, by=Actor.RESIDENT, at=at, message=message)
    return _taken_anyhow(requests, reference, wanted)


def cancel(requests: RequestStore, reference: RequestReference, *, at: datetime) -> Request | StepProblem:
    """The resident no longer asks. ``reference`` was opened with its secret."""
    return _taken_anyhow(requests, reference, _Wanted(step=RequestStep.CANCEL, by=Actor.RESIDENT, at=at))


def erase(requests: RequestStore, reference: RequestReference, *, at: datetime) -> Request | StepProblem:
    """What the resident wrote, the answers and the contact go for good (RGPD, article 17); the steps stay.

    ``reference`` was opened with its secret. A request that waited is cancelled with it.
    """
    return _taken_anyhow(requests, reference, _Wanted(step=RequestStep.ERASE, by=Actor.RESIDENT, at=at))


def _written(
    requests: RequestStore,
    account: Account,
    reference: RequestReference,
    step: RequestStep,
    *,
    version: int,
    text: str,
    at: datetime,
) -> Request | StepProblem:
    written = clean_text(text)
    if not written:
        return StepProblem.EMPTY
    if len(written) > LONGEST_REPLY:
        return StepProblem.TOO_LONG
    message = Message(text=written, author=account.name, sent_at=at)
    wanted = _Wanted(step=step, by=Actor.AGENT, at=at, account=account, message=message)
    return _taken(requests, reference, wanted, version=version)


def _taken_anyhow(requests: RequestStore, reference: RequestReference, wanted: _Wanted) -> Request | StepProblem:
    """The step at whatever version the request has."""
    done: Request | StepProblem = StepProblem.MOVED
    for _ in range(_TRIES):
        done = _taken(requests, reference, wanted, version=None)
        if done is not StepProblem.MOVED:
            return done
    return done


def _taken(
    requests: RequestStore, reference: RequestReference, wanted: _Wanted, *, version: int | None
) -> Request | StepProblem:
    """The request after the step, or why not. ``version`` is the one that the person saw, None for whichever it is."""
    found = requests.get(reference)
    if found is None:
        return StepProblem.UNKNOWN
    change = _change(found, wanted, version=found.version if version is None else version)
    if isinstance(change, StepProblem):
        return change
    done = requests.step(reference, change)
    return done or _held_or_moved(requests.get(reference), wanted)


def _change(found: Request, wanted: _Wanted, *, version: int) -> RequestChange | StepProblem:
    account = wanted.account.id if wanted.account else None
    if account is not None and found.held_by_another(account, wanted.at):
        return StepProblem.TAKEN
    if found.version != version:
        return StepProblem.MOVED
    line = transition(wanted.step, found.state, wanted.by)
    if line is None:
        return StepProblem.NOT_NOW
    if not is_in_time(wanted.step, found, at=wanted.at):
        return StepProblem.TOO_LATE
    return RequestChange(
        step=wanted.step,
        from_states=line.origins,
        to_state=line.to,
        version=version,
        at=wanted.at,
        account=account,
        message=wanted.message,
        lease_until=wanted.at + LEASE if wanted.step is RequestStep.TAKE else None,
        ends=line.to in ENDED,
        erases=wanted.step is RequestStep.ERASE,
        detail=wanted.detail,
    )


def _held_or_moved(now: Request | None, wanted: _Wanted) -> StepProblem:
    if now is None:
        return StepProblem.UNKNOWN
    account = wanted.account.id if wanted.account else None
    is_held = account is not None and now.held_by_another(account, wanted.at)
    return StepProblem.TAKEN if is_held else StepProblem.MOVED
