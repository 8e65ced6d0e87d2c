"""What an agent does with a request: each form of its page, and the heartbeat that keeps it theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_requests import found_request, request_page
from api.console_session import SignedIn, check_token, signed_in
from api.origin_check import refuse_foreign_or_silent_form
from api.page_response import local_now
from api.problem_sentences import sentence
from domain.request import Request as ResidentRequest
from handoff import steps
from handoff.steps import StepProblem
from handoff.typed_text import clean_text

router = APIRouter(include_in_schema=False)


class ConsoleStep(StrEnum):
    """What each form asks for, the last word of its address."""

    TAKE = "prise"
    RELEASE = "remise"
    REPLY = "reponse"
    ASK = "question"
    CLOSE = "cloture"
    MOVE = "service"
    TRANSMIT = "transmission"
    SET_ASIDE = "ecart"
    RESTORE = "retour"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A form as sent, by whom and on which request."""

    signed: SignedIn
    found: ResidentRequest
    version: int
    at: datetime
    text: str
    choice: str


_Done = ResidentRequest | StepProblem
_LEAVES = frozenset({ConsoleStep.CLOSE, ConsoleStep.SET_ASIDE, ConsoleStep.RELEASE})
"""After these the agent goes back to the queue."""


@router.post("/console/demandes/{reference}/presence", dependencies=[Depends(refuse_foreign_or_silent_form)])
def still_here(request: Request, reference: str, csrf: Annotated[str, Form()] = "") -> Response:
    """The page of a request taken is still open: 204 while it is the agent's, 409 once it no longer is."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found, now = found_request(signed, reference), local_now(request, signed.services)
    held = steps.renew(signed.services.requests, signed.session.account, found.reference, at=now)
    return Response(status_code=204 if held else 409)


@router.post("/console/demandes/{reference}/{step}", dependencies=[Depends(refuse_foreign_or_silent_form)])
def take_step(
    request: Request,
    reference: str,
    step: ConsoleStep,
    version: Annotated[int, Form()] = 0,
    text: Annotated[str, Form(alias="reponse")] = "",
    choice: Annotated[str, Form(alias="choix")] = "",
    then_close: Annotated[str, Form(alias="clore")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """One step of a request of the agent's own commune; a stale version changes nothing and loses nothing."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found, now = found_request(signed, reference), local_now(request, signed.services)
    form = _Form(signed=signed, found=found, version=version, at=now, text=text, choice=choice)
    done = _STEPS[step](form)
    if isinstance(done, StepProblem):
        return _not_taken(request, form, step, done)
    if then_close and step is ConsoleStep.REPLY:
        steps.close_request(
            signed.services.requests, signed.session.account, found.reference, version=done.version, at=now
        )
    return RedirectResponse("/console" if step in _LEAVES else f"/console/demandes/{found.reference}", status_code=303)


def _plain(step: Callable[..., _Done]) -> Callable[[_Form], _Done]:
    return lambda form: step(
        form.signed.services.requests,
        form.signed.session.account,
        form.found.reference,
        version=form.version,
        at=form.at,
    )


def _written(step: Callable[..., _Done]) -> Callable[[_Form], _Done]:
    return lambda form: step(
        form.signed.services.requests,
        form.signed.session.account,
        form.found.reference,
        version=form.version,
        text=form.text,
        at=form.at,
    )


def _moved(form: _Form) -> _Done:
    return steps.move_to_service(
        form.signed.services.requests,
        form.signed.services.profile,
        form.signed.session.account,
        form.found.reference,
        version=form.version,
        service=form.choice,
        at=form.at,
    )


def _transmitted(form: _Form) -> _Done:
    return steps.transmit(
        form.signed.services.requests,
        form.signed.session.account,
        form.found.reference,
        version=form.version,
        to=form.choice,
        at=form.at,
    )


_STEPS: Mapping[ConsoleStep, Callable[[_Form], _Done]] = {
    ConsoleStep.TAKE: _plain(steps.take),
    ConsoleStep.RELEASE: _plain(steps.release),
    ConsoleStep.REPLY: _written(steps.reply_to_request),
    ConsoleStep.ASK: _written(steps.ask_resident),
    ConsoleStep.CLOSE: _plain(steps.close_request),
    ConsoleStep.MOVE: _moved,
    ConsoleStep.TRANSMIT: _transmitted,
    ConsoleStep.SET_ASIDE: _plain(steps.set_aside),
    ConsoleStep.RESTORE: _plain(steps.restore),
}
_OF_THE_FORM = frozenset({StepProblem.EMPTY, StepProblem.TOO_LONG, StepProblem.NO_SUCH_SERVICE})


def _not_taken(request: Request, form: _Form, step: ConsoleStep, problem: StepProblem) -> Response:
    """The request again, as it now stands, with what was written."""
    draft = clean_text(form.text)
    if problem not in _OF_THE_FORM:
        values: dict[str, object] = {"moved": sentence(problem), "draft": draft}
        return request_page(request, form.signed, found_request(form.signed, form.found.reference), values, status=409)
    said = sentence(problem)
    if step is ConsoleStep.TRANSMIT:
        values = {"choice_error": said, "choice": form.choice}
    else:
        values = {"error": said, "draft": draft}
    return request_page(request, form.signed, form.found, values, status=422)
