"""Whether the agent is at the desk: the heartbeat of their pages, and the button that says that they are not."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_session import check_token, signed_in
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form

router = APIRouter(include_in_schema=False)


class PresenceChange(StrEnum):
    """What the button asks for, the last word of its address."""

    PAUSE = "pause"
    RETURN = "retour"


@router.post("/console/presence", dependencies=[Depends(refuse_foreign_or_silent_form)])
def beat(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """A page of the agent is open: 204. It does not keep the session from ending for want of activity."""
    signed = signed_in(request, renews=False)
    check_token(signed.session.csrf, csrf)
    signed.services.presence.beat(signed.session.account.id, at=context_of(request).clock.now())
    return Response(status_code=204)


@router.post("/console/presence/{change}", dependencies=[Depends(refuse_foreign_or_silent_form)])
def change_presence(request: Request, change: PresenceChange, csrf: Annotated[str, Form()] = "") -> Response:
    """The agent steps away, or is back; their pages stay open either way."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    signed.services.presence.pause(signed.session.account.id, change is PresenceChange.PAUSE)
    return RedirectResponse("/console", status_code=303)
