"""Notes that agents leave one another on a request."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_requests import found_request, request_page
from api.console_session import check_token, signed_in
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form
from handoff.notes import LONGEST_NOTE, add_note
from handoff.steps import StepProblem
from handoff.typed_text import clean_text
from prompts.catalogue import text as sentence

router = APIRouter(include_in_schema=False)


@router.post("/console/demandes/{reference}/note", dependencies=[Depends(refuse_foreign_or_silent_form)])
def leave_note(
    request: Request,
    reference: str,
    text: Annotated[str, Form(alias="note")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """A note on a request of the agent's own commune, whoever holds it; the request itself does not move."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found, now = found_request(signed, reference), context_of(request).clock.now()
    done = add_note(signed.services.notes, signed.session.account, found.reference, text=text, at=now)
    if isinstance(done, StepProblem):
        said = sentence(f"errors.note_{done}", limit=str(LONGEST_NOTE))
        values: dict[str, object] = {"note_error": said, "note_draft": clean_text(text)}
        return request_page(request, signed, found, values, status=422)
    return RedirectResponse(f"/console/demandes/{found.reference}#notes", status_code=303)
