"""The agents' console: requests that wait, one request, its reply and its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import context_of
from api.error_pages import Problem
from api.origin_check import refuse_foreign_or_silent_form
from api.page_response import local_now, service_named
from api.problem_sentences import sentence
from domain.clock import local_time
from domain.request import Request as ResidentRequest
from domain.request import RequestState, RequestStep
from handoff.reference import read_reference
from handoff.steps import StepProblem, close_request, reply_to_request
from handoff.transitions import ENDED, Actor, steps_open_to
from handoff.typed_text import clean_text

router = APIRouter(include_in_schema=False)
QUEUES: Mapping[str, frozenset[RequestState]] = {
    "attente": frozenset({RequestState.ENVOYEE, RequestState.EN_ATTENTE, RequestState.PRISE}),
    "usager": frozenset({RequestState.EN_ATTENTE_USAGER}),
    "repondue": frozenset({RequestState.REPONDUE}),
    "close": ENDED,
}
"""The four lists of the queue, by the word that names them in the address."""

_WAITING = "attente"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """A request in the list, with how long it has waited and the service that it is for."""

    request: ResidentRequest
    title: str
    service: str
    waited_minutes: int


@router.get("/console")
def waiting_requests(request: Request, etat: str = "") -> Response:
    """Requests of one state, those that wait first."""
    return console_page(request, signed := signed_in(request), "console_requests.html", _queue(request, signed, etat))


@router.get("/console/demandes/{reference}")
def one_request(request: Request, reference: str) -> Response:
    """A request of the agent's own commune, with its exchange, replies and journal."""
    signed = signed_in(request)
    return _detail(request, signed, _found(signed, reference), {})


@router.post("/console/demandes/{reference}/reponse", dependencies=[Depends(refuse_foreign_or_silent_form)])
def reply(
    request: Request,
    reference: str,
    body: Annotated[str, Form(alias="reponse")] = "",
    version: Annotated[int, Form()] = 0,
    then_close: Annotated[str, Form(alias="clore")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The reply is stored, and read by the resident behind the secret link; a stale version changes nothing."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found, now = _found(signed, reference), local_now(request, signed.services)
    store, account = signed.services.requests, signed.session.account
    replied = reply_to_request(store, account, found.reference, version=version, text=body, at=now)
    if isinstance(replied, StepProblem):
        return _not_taken(request, signed, found, replied, draft=clean_text(body))
    if then_close:
        close_request(store, account, found.reference, version=replied.version, at=now)
    return RedirectResponse(f"/console/demandes/{found.reference}", status_code=303)


@router.post("/console/demandes/{reference}/cloture", dependencies=[Depends(refuse_foreign_or_silent_form)])
def close(
    request: Request,
    reference: str,
    version: Annotated[int, Form()] = 0,
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The request is closed; a stale version changes nothing."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found, now = _found(signed, reference), local_now(request, signed.services)
    closed = close_request(signed.services.requests, signed.session.account, found.reference, version=version, at=now)
    if isinstance(closed, StepProblem):
        return _not_taken(request, signed, found, closed, draft="")
    return RedirectResponse("/console", status_code=303)


def _found(signed: SignedIn, reference: str) -> ResidentRequest:
    meant = read_reference(reference)
    found = signed.services.requests.get(meant) if meant else None
    if found is None:
        raise Problem(404, "as_is", sentence=sentence(StepProblem.UNKNOWN))
    return found


def _not_taken(
    request: Request, signed: SignedIn, found: ResidentRequest, problem: StepProblem, *, draft: str
) -> Response:
    """The request again, as it now stands, with what was written."""
    if problem in (StepProblem.MOVED, StepProblem.UNKNOWN):
        values: dict[str, object] = {"moved": sentence(problem), "draft": draft}
        return _detail(request, signed, _found(signed, found.reference), values, status=409)
    return _detail(request, signed, found, {"error": sentence(problem), "draft": draft}, status=422)


def _queue(request: Request, signed: SignedIn, name: str) -> dict[str, object]:
    chosen = name if name in QUEUES else _WAITING
    now, store = context_of(request).clock.now(), signed.services.requests
    every = store.list()
    shown = [r for r in every if r.state in QUEUES[chosen]]
    # What waits is read oldest first; what is done, newest first.
    ordered = sorted(shown, key=lambda r: (r.sent_at, r.reference), reverse=chosen != _WAITING)
    return {
        "chosen": chosen,
        "counts": {one: sum(1 for r in every if r.state in states) for one, states in QUEUES.items()},
        "queue": [_entry(signed, r, now) for r in ordered],
        "current": "demandes",
    }


def _queue_of(state: RequestState) -> str:
    return next(name for name, states in QUEUES.items() if state in states)


def _entry(signed: SignedIn, request: ResidentRequest, now: datetime) -> QueueEntry:
    first_line = (request.draft.question or request.draft.message).split("\n", 1)[0]
    return QueueEntry(
        request=request,
        title=first_line if len(first_line) <= 90 else first_line[:89].rstrip() + "…",
        service=service_named(signed.services, request.draft.service).name,
        waited_minutes=max(0, int((now - request.sent_at).total_seconds() // 60)),
    )


def _detail(
    request: Request, signed: SignedIn, found: ResidentRequest, extra: dict[str, object], *, status: int = 200
) -> Response:
    timezone = signed.services.profile.timezone
    values = _queue(request, signed, _queue_of(found.state)) | {
        "request": found,
        "service": service_named(signed.services, found.draft.service),
        "sent_at": local_time(found.sent_at, timezone),
        "messages": [(r, local_time(r.sent_at, timezone)) for r in found.messages],
        "journal": [
            (entry, local_time(entry.at, timezone)) for entry in signed.services.requests.journal(found.reference)
        ],
        "may_reply": RequestStep.REPLY in steps_open_to(Actor.AGENT, found, at=local_now(request, signed.services)),
        "error": None,
        "draft": "",
        "moved": None,
    }
    return console_page(request, signed, "console_request.html", values | extra, status=status)
