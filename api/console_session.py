"""Who is signed in: the session's cookie, the commune that it gives, and the token that each form carries."""

import hmac
import secrets
from dataclasses import dataclass

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from api.context import ApiContext, CommuneServices, context_of
from api.mail_banner import mail_banner
from api.page_response import page_values
from domain.account import Session
from handoff.presence import IDLE_S
from handoff.transitions import HEARTBEAT_S

SIGN_IN = "/console/connexion"
_SESSION_S = 12 * 3600
_FORM_S = 3600


class SignInNeeded(Exception):
    """No live session: the agent is led to the sign-in page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The session, its secret, and the commune that the account belongs to: never one that a request names."""

    session: Session
    secret: str
    services: CommuneServices


def signed_in(request: Request, *, renews: bool = True) -> SignedIn:
    """The live session of ``request``. Raises SignInNeeded (303 for a page, 401 for a form).

    ``renews`` is False for what a page sends by itself: it does not keep the session from ending.
    """
    context = context_of(request)
    secret = request.cookies.get(cookie_name(context, "parvis"), "")
    session = context.accounts.session(secret, at=context.clock.now(), renews=renews) if secret else None
    services = context.communes.get(session.account.commune) if session else None
    if session is None or services is None:
        if request.method == "GET":
            raise SignInNeeded
        raise HTTPException(401)
    return SignedIn(session=session, secret=secret, services=services)


def check_token(expected: str, given: str) -> None:
    """Refuse a form without its token. Raises 403."""
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise HTTPException(403)


def cookie_name(context: ApiContext, name: str) -> str:
    """``__Host-`` holds the cookie to this host and to https; plain http cannot have it."""
    return f"__Host-{name}" if context.options.secure_cookies else f"{name}_session"


def set_session(response: Response, context: ApiContext, secret: str) -> None:
    """Give the session's cookie: not read by scripts, not sent from another site."""
    _set_cookie(response, context, cookie_name(context, "parvis"), secret, _SESSION_S)


def end_session(response: Response, context: ApiContext) -> None:
    """Take the session's cookie back."""
    _set_cookie(response, context, cookie_name(context, "parvis"), "", 0)


def form_token(request: Request) -> str:
    """The token of the forms that come before any session: a cookie, repeated in a hidden field."""
    return request.cookies.get(cookie_name(context_of(request), "parvis-form"), "")


def entrance_page(request: Request, template: str, values: dict[str, object], *, status: int = 200) -> HTMLResponse:
    """A page of the console before sign-in, with its token."""
    context = context_of(request)
    token = form_token(request) or secrets.token_urlsafe(24)
    common = page_values(context, context.communes.default(), request.scope)
    body = context.pages.render(template, common | {"csrf": token} | values)
    response = HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})
    _set_cookie(response, context, cookie_name(context, "parvis-form"), token, _FORM_S)
    return response


def console_page(
    request: Request, signed: SignedIn, template: str, values: dict[str, object], *, status: int = 200
) -> HTMLResponse:
    """A page of the console, which nobody may frame."""
    context = context_of(request)
    common = page_values(context, signed.services, request.scope)
    common |= {"csrf": signed.session.csrf, "account": signed.session.account}
    common |= {"mail_banner": mail_banner(signed.services.outbox, at=context.clock.now())}
    common |= {
        "is_paused": signed.services.presence.is_paused(signed.session.account.id),
        "heartbeat_s": HEARTBEAT_S,
        "idle_s": IDLE_S,
    }
    body = context.pages.render(template, common | values)
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store"})


def _set_cookie(response: Response, context: ApiContext, name: str, value: str, max_age_s: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age_s,
        path="/",
        secure=context.options.secure_cookies,
        httponly=True,
        samesite="strict",
    )
