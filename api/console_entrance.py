"""The console's door: sign in, choose a password from a one-time link, sign out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_session import (
    SIGN_IN,
    check_token,
    end_session,
    entrance_page,
    form_token,
    set_session,
    signed_in,
)
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form
from api.text_input import clean_line
from domain.account import Account
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)

# 12 characters for users (page of MonServiceSécurisé, ANSSI); a limit above keeps argon2 from reading a whole book.
_MIN_PASSWORD = 12
_MAX_PASSWORD = 200
_MIN_DIFFERENT = 5


@router.get("/console/connexion")
def sign_in_page(request: Request) -> Response:
    """The sign-in form."""
    return entrance_page(request, "console_sign_in.html", {"email": "", "error": None})


@router.post("/console/connexion", dependencies=[Depends(refuse_foreign_or_silent_form)])
def sign_in(
    request: Request,
    email: Annotated[str, Form(alias="courriel")] = "",
    password: Annotated[str, Form(alias="mot_de_passe")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """A session, or the form again; nothing tells a wrong address from a wrong password."""
    check_token(form_token(request), csrf)
    context = context_of(request)
    address = clean_line(email)
    opened = None
    if len(password) <= _MAX_PASSWORD:
        opened = context.accounts.sign_in(address, password, at=context.clock.now())
    if opened is None:
        values: dict[str, object] = {"email": address[:254], "error": text("errors.sign_in_refused")}
        return entrance_page(request, "console_sign_in.html", values, status=422)
    response = RedirectResponse("/console", status_code=303)
    set_session(response, context, opened[1])
    return response


@router.get("/console/bienvenue/{secret}")
def welcome(request: Request, secret: str) -> Response:
    """The page of a one-time link; looking at it does not use it up."""
    context = context_of(request)
    account = context.accounts.account_of_link(secret, at=context.clock.now())
    return _welcome(request, account, {})


@router.post("/console/bienvenue/{secret}", dependencies=[Depends(refuse_foreign_or_silent_form)])
def choose_password(
    request: Request,
    secret: str,
    password: Annotated[str, Form(alias="mot_de_passe")] = "",
    again: Annotated[str, Form(alias="confirmation")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The password is set, the link used up, and the agent is in."""
    check_token(form_token(request), csrf)
    context = context_of(request)
    now = context.clock.now()
    account = context.accounts.account_of_link(secret, at=now)
    if account is None:
        return _welcome(request, None, {})
    errors = password_errors(password, again, account)
    if errors:
        return _welcome(request, account, errors)
    chosen = context.accounts.choose_password(secret, password, at=now)
    if chosen is None:
        return _welcome(request, None, {})
    response = RedirectResponse("/console", status_code=303)
    set_session(response, context, context.accounts.open_session(chosen.id, at=now)[1])
    return response


@router.post("/console/deconnexion", dependencies=[Depends(refuse_foreign_or_silent_form)])
def sign_out(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """The session ends here and on the server."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    context = context_of(request)
    context.accounts.end_session(signed.secret)
    response = RedirectResponse(SIGN_IN, status_code=303)
    end_session(response, context)
    return response


def password_errors(password: str, again: str, account: Account) -> dict[str, str]:
    """French sentence by field; empty when the password may be kept."""
    if len(password) < _MIN_PASSWORD:
        return {"password": text("errors.password_too_short", limit=str(_MIN_PASSWORD))}
    if len(password) > _MAX_PASSWORD:
        return {"password": text("errors.password_too_long", limit=str(_MAX_PASSWORD))}
    is_own_name = password.casefold() in {account.email.casefold(), account.name.casefold()}
    if is_own_name or len(set(password.casefold())) < _MIN_DIFFERENT:
        return {"password": text("errors.password_too_simple")}
    if password != again:
        return {"again": text("errors.password_differs")}
    return {}


def _welcome(request: Request, account: Account | None, errors: dict[str, str]) -> Response:
    status = 404 if account is None else (422 if errors else 200)
    values: dict[str, object] = {"invited": account, "errors": errors, "min_password": _MIN_PASSWORD}
    return entrance_page(request, "console_welcome.html", values, status=status)
