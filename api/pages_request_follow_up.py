"""What a resident does with a request already sent, from its secret link: add something, cancel, erase."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.context import CommuneServices
from api.origin_check import refuse_foreign_form
from api.page_response import base_of, commune_of, local_now
from api.pages_request import opened_request, receipt_page
from api.problem_sentences import sentence
from domain.request import Request as ResidentRequest
from handoff import steps
from handoff.steps import StepProblem
from handoff.typed_text import clean_text

router = APIRouter(include_in_schema=False)


class ResidentStep(StrEnum):
    """What each form asks for, the last word of its address."""

    COMPLETE = "complement"
    CANCEL = "annulation"
    ERASE = "effacement"


@router.post("/demande/{reference}/{step}", dependencies=[Depends(refuse_foreign_form)])
def take_step(
    request: Request,
    reference: str,
    step: ResidentStep,
    secret: Annotated[str, Form(alias="cle")] = "",
    text: Annotated[str, Form(alias="complement")] = "",
    sure: Annotated[str, Form(alias="certain")] = "",
) -> Response:
    """One step of the request that the secret opens. 404 when either is wrong; nothing is erased without a tick."""
    services = commune_of(request)
    found = opened_request(services, reference, secret)
    if found is None:
        raise HTTPException(404)
    if step is ResidentStep.ERASE and not sure:
        return receipt_page(request, services, found, secret, {"erase_unsure": True}, status=422)
    done = _taken(request, services, found, step, text)
    if isinstance(done, StepProblem):
        values: dict[str, object] = {"problem": sentence(done), "draft": clean_text(text)}
        now = services.requests.get(found.reference) or found
        return receipt_page(request, services, now, secret, values, status=422 if _is_of_text(done) else 409)
    address = f"{base_of(request.scope)}/demande/{quote(found.reference)}?{urlencode({'cle': secret})}"
    return RedirectResponse(address, status_code=303)


def _taken(
    request: Request, services: CommuneServices, found: ResidentRequest, step: ResidentStep, text: str
) -> ResidentRequest | StepProblem:
    store, now = services.requests, local_now(request, services)
    match step:
        case ResidentStep.COMPLETE:
            return steps.complete(store, found.reference, text=text, at=now)
        case ResidentStep.CANCEL:
            return steps.cancel(store, found.reference, at=now)
        case ResidentStep.ERASE:
            return steps.erase(store, found.reference, at=now)


def _is_of_text(problem: StepProblem) -> bool:
    return problem in (StepProblem.EMPTY, StepProblem.TOO_LONG)
