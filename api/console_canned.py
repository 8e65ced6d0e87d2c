"""Canned answers: the chosen one is put under what the agent has already written, and nothing is sent."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from api.console_requests import canned_answers, found_request, request_page
from api.console_session import check_token, signed_in
from api.origin_check import refuse_foreign_or_silent_form
from handoff.typed_text import clean_text

router = APIRouter(include_in_schema=False)


@router.post("/console/demandes/{reference}/modele", dependencies=[Depends(refuse_foreign_or_silent_form)])
def insert_canned(
    request: Request,
    reference: str,
    title: Annotated[str, Form(alias="modele")] = "",
    text: Annotated[str, Form(alias="reponse")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The request again, its form filled; an answer that no longer exists changes nothing."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    found = found_request(signed, reference)
    offered = canned_answers(signed, found) or ()
    chosen = [answer.text for answer in offered if answer.title == title]
    parts = [part for part in (clean_text(text), *chosen) if part]
    return request_page(request, signed, found, {"draft": "\n\n".join(parts)})
