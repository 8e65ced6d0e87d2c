"""The agents' console: the queue of requests, and the page of one; its forms are in api/console_request_steps.py."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, console_page, signed_in
from api.context import context_of
from api.error_pages import Problem
from api.page_response import service_named
from api.problem_sentences import sentence
from domain.canned_answer import CannedAnswer
from domain.clock import local_time
from domain.errors import BadProfile
from domain.request import Request as ResidentRequest
from domain.request import RequestState
from domain.request_queue import PAGE, QueueWanted
from handoff.delays import Delay, delay_of
from handoff.reference import read_reference
from handoff.steps import StepProblem
from handoff.transitions import ENDED, Actor, steps_open_to

router = APIRouter(include_in_schema=False)
QUEUES: Mapping[str, frozenset[RequestState]] = {
    "attente": frozenset({RequestState.ENVOYEE, RequestState.EN_ATTENTE, RequestState.PRISE}),
    "usager": frozenset({RequestState.EN_ATTENTE_USAGER}),
    "repondue": frozenset({RequestState.REPONDUE}),
    "close": ENDED,
}
"""The four lists of the queue, by the word that names them in the address."""

_WAITING = "attente"
LONGEST_SEARCH = 200
"""Characters."""

LAST_PAGE = 10_000
NOTHING_SOUGHT = QueueWanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """A request in the list, with how long it has waited and the service that it is for."""

    request: ResidentRequest
    title: str
    service: str
    waited_minutes: int
    delay: Delay
    is_mine: bool


@router.get("/console")
def waiting_requests(
    request: Request,
    etat: str = "",
    service: str = "",
    words: Annotated[str, Query(alias="mots", max_length=LONGEST_SEARCH)] = "",
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """Requests of one state, those that wait first. A whole reference leads to its request."""
    signed = signed_in(request)
    meant = read_reference(words)
    if meant and signed.services.requests.get(meant):
        return RedirectResponse(f"/console/demandes/{meant}", status_code=303)
    sought = QueueWanted(service=service, words=words, page=page)
    return console_page(request, signed, "console_requests.html", _queue(request, signed, etat, sought))


@router.get("/console/demandes/{reference}")
def one_request(request: Request, reference: str) -> Response:
    """A request of the agent's own commune, with its exchange, replies and journal."""
    signed = signed_in(request)
    return request_page(request, signed, found_request(signed, reference), {})


def found_request(signed: SignedIn, reference: str) -> ResidentRequest:
    """The request of that reference in the agent's own commune. Raises Problem (404)."""
    meant = read_reference(reference)
    found = signed.services.requests.get(meant) if meant else None
    if found is None:
        raise Problem(404, "as_is", sentence=sentence(StepProblem.UNKNOWN))
    return found


def _queue(request: Request, signed: SignedIn, name: str, sought: QueueWanted = NOTHING_SOUGHT) -> dict[str, object]:
    chosen = name if name in QUEUES else _WAITING
    now, services = context_of(request).clock.now(), signed.services
    counted = services.queue.counts(sought)
    counts = {one: sum(counted.get(state, 0) for state in states) for one, states in QUEUES.items()}
    # What waits is read oldest first, one's own before; what is done, newest first.
    wanted = replace(
        sought,
        states=QUEUES[chosen],
        mine_first=signed.session.account.id,
        newest_first=chosen != _WAITING,
    )
    return {
        "chosen": chosen,
        "counts": counts,
        "queue": [_entry(signed, one, now) for one in services.queue.page(wanted)],
        "sought": sought,
        "pages": max(1, -(-counts[chosen] // PAGE)),
        "services_named": [(one.slug, one.name) for one in services.profile.services],
        "current": "demandes",
    }


def canned_answers(signed: SignedIn, found: ResidentRequest) -> Sequence[CannedAnswer] | None:
    """Those that are for the request's service; None when the commune's file cannot be read."""
    try:
        return [one for one in signed.services.canned_answers() if one.is_for(found.draft.service)]
    except BadProfile as error:
        sys.stderr.write(f"parvis: canned answers: {error}\n")
        return None


def _queue_of(state: RequestState) -> str:
    return next(name for name, states in QUEUES.items() if state in states)


def _entry(signed: SignedIn, request: ResidentRequest, now: datetime) -> QueueEntry:
    lease = request.held_by_another(None, now)
    first_line = (request.draft.question or request.draft.message).split("\n", 1)[0]
    return QueueEntry(
        request=request,
        title=first_line if len(first_line) <= 90 else first_line[:89].rstrip() + "…",
        service=service_named(signed.services, request.draft.service).name,
        waited_minutes=max(0, int((now - request.sent_at).total_seconds() // 60)),
        delay=delay_of(request, signed.services.profile, at=now),
        is_mine=lease is not None and lease.account == signed.session.account.id,
    )


def request_page(
    request: Request, signed: SignedIn, found: ResidentRequest, extra: dict[str, object], *, status: int = 200
) -> Response:
    """The page of a request beside its queue, with the forms of what its agent may do now and of nothing else."""
    services, timezone, now = signed.services, signed.services.profile.timezone, context_of(request).clock.now()
    me = signed.session.account.id
    holder = found.held_by_another(me, now)
    values = _queue(request, signed, _queue_of(found.state)) | {
        "request": found,
        "service": service_named(services, found.draft.service),
        "names": {one.slug: one.name for one in services.profile.services},
        "others": [one for one in services.profile.services if one.slug != found.draft.service],
        "sent_at": local_time(found.sent_at, timezone),
        "delay": delay_of(found, services.profile, at=now),
        "messages": [(said, local_time(said.sent_at, timezone)) for said in found.messages],
        "agents": context_of(request).accounts.names(services.profile.slug),
        "holder": holder.account if holder else None,
        "notes": [(note, local_time(note.at, timezone)) for note in services.notes.of(found.reference)],
        "canned": canned_answers(signed, found),
        "note_error": None,
        "note_draft": "",
        "journal": [(entry, local_time(entry.at, timezone)) for entry in services.requests.journal(found.reference)],
        "may": frozenset() if holder else steps_open_to(Actor.AGENT, found, at=now),
        "is_held": holder is not None,
        "is_mine": holder is None and found.held_by_another(None, now) is not None,
        "choice": "",
        "choice_error": None,
        "error": None,
        "draft": "",
        "moved": None,
    }
    return console_page(request, signed, "console_request.html", values | extra, status=status)
