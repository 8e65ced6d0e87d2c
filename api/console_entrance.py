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
from api.problem_sentences import sentence
from domain.account import Account
from handoff import accounts
from handoff.desk import LONGEST_EMAIL
from handoff.passwords import LONGEST, SHORTEST, PasswordProblem
from handoff.typed_text import clean_line
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)


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
    if len(password) <= LONGEST:
        opened = context.accounts.sign_in(address, password, at=context.clock.now())
    if opened is None:
        values: dict[str, object] = {"email": address[:LONGEST_EMAIL], "error": text("errors.sign_in_refused")}
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
    if account and password != again:
        return _welcome(request, account, {"again": text("errors.password_differs")})
    outcome = accounts.choose_password(context.accounts, secret, password, at=now)
    if isinstance(outcome, accounts.LinkProblem):
        return _welcome(request, None, {})
    if isinstance(outcome, PasswordProblem):
        return _welcome(request, account, {"password": sentence(outcome)})
    response = RedirectResponse("/console", status_code=303)
    set_session(response, context, outcome.secret)
    return response


@router.post("/console/deconnexion", dependencies=[Depends(refuse_foreign_or_silent_form)])
def sign_out(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """The session ends here and on the server."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    context = context_of(request)
    context.accounts.end_session(signed.secret)
    signed.services.presence.leave(signed.session.account.id)
    response = RedirectResponse(SIGN_IN, status_code=303)
    end_session(response, context)
    return response


def _welcome(request: Request, account: Account | None, errors: dict[str, str]) -> Response:
    status = 404 if account is None else (422 if errors else 200)
    refused = None if account else sentence(accounts.LinkProblem.NOT_VALID)
    values: dict[str, object] = {"invited": account, "refused": refused, "errors": errors, "min_password": SHORTEST}
    return entrance_page(request, "console_welcome.html", values, status=status)
