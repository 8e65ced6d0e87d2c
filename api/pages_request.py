"""Speaking to a person: the form, reread before it leaves; the receipt, which is also where the reply is read."""

import secrets
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from answering.services import service_for
from api.context import CommuneServices, context_of
from api.origin_check import refuse_foreign_form
from api.page_response import base_of, commune_of, local_now, page, service_hours, service_named
from api.problem_sentences import request_sentences
from domain.clock import local_time
from domain.errors import DiskFull, IdempotencyConflict, StorageUnavailable
from domain.profile import Service
from domain.request import Contact, RequestDraft
from domain.request import Request as ResidentRequest
from handoff.desk import LONGEST_MESSAGE, RequestProblems, clean_draft, is_key_shaped, send_request
from handoff.presence import is_someone_there
from handoff.receipt import receipt_of
from handoff.reference import read_reference
from handoff.steps import acknowledge_sent
from handoff.transitions import Actor, steps_open_to
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
_SEND = "envoyer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestForm:
    """What the form shows: the draft with the exchange, whether it is joined, and the field that only robots fill."""

    draft: RequestDraft
    is_joined: bool = True
    trap: str = ""

    @property
    def sent(self) -> RequestDraft:
        """What leaves: the exchange only when the resident agreed to join it."""
        return self.draft if self.is_joined else replace(self.draft, question="", answer_shown="")


@router.get("/demande")
def blank_request(request: Request) -> Response:
    """The form, not coming from an answer."""
    services = commune_of(request)
    profile = services.profile
    draft = RequestDraft(commune=profile.slug, service="", message="")
    return _form(request, services, RequestForm(draft=draft))


@router.post("/demande", dependencies=[Depends(refuse_foreign_form)])
def reviewed_or_sent_request(
    request: Request,
    step: Annotated[str, Form(alias="etape")] = "",
    key: Annotated[str, Form(alias="cle_envoi")] = "",
    service: Annotated[str, Form()] = "",
    message: Annotated[str, Form()] = "",
    question: Annotated[str, Form()] = "",
    answer_shown: Annotated[str, Form(alias="reponse")] = "",
    join: Annotated[str, Form(alias="joindre")] = "",
    name: Annotated[str, Form(alias="nom")] = "",
    email: Annotated[str, Form(alias="courriel")] = "",
    phone: Annotated[str, Form(alias="telephone")] = "",
    trap: Annotated[str, Form(alias="site")] = "",
    cadre: Annotated[str, Form()] = "",
) -> Response:
    """From an answer: the form filled with the question and the answer. From the form: check, store, receipt."""
    services, framed, is_sent = commune_of(request), cadre == "1", step == _SEND
    draft = RequestDraft(
        commune=services.profile.slug,
        service=service,
        message=message,
        question=question,
        answer_shown=answer_shown,
        contact=Contact(name=name, email=email, phone=phone),
    )
    form = RequestForm(draft=clean_draft(draft), is_joined=bool(join) or not is_sent, trap=trap)
    if not is_sent:
        return _form(request, services, _aimed(services, form), framed=framed)
    return _send(request, services, form, key=key, framed=framed)


@router.get("/demande/{reference}")
def receipt(request: Request, reference: str, cle: str = "") -> Response:
    """The receipt and the follow-up, for who holds the secret. 404 otherwise, whichever of the two is wrong."""
    services = commune_of(request)
    found = opened_request(services, reference, cle)
    if found is None:
        raise HTTPException(404)
    return receipt_page(request, services, found, cle, {})


def opened_request(services: CommuneServices, reference: str, secret: str) -> ResidentRequest | None:
    """The request that ``secret`` opens, however its reference was typed; None when either is wrong."""
    meant = read_reference(reference)
    return services.requests.get_by_secret(meant, secret) if meant and secret else None


def receipt_page(
    request: Request,
    services: CommuneServices,
    found: ResidentRequest,
    secret: str,
    extra: dict[str, object],
    *,
    status: int = 200,
) -> Response:
    """The page behind the secret link, with the forms of what its resident may do now."""
    service, timezone = service_named(services, found.draft.service), services.profile.timezone
    base = base_of(request.scope)
    values: dict[str, object] = {
        "request": found,
        "service": service,
        "proof": receipt_of(found, services.profile),
        "is_someone_there": is_there(request, services, service),
        "hours": service_hours(service, local_now(request, services)),
        "sent_at": local_time(found.sent_at, timezone),
        "messages": [(said, local_time(said.sent_at, timezone)) for said in found.messages],
        "link": follow_up_address(context_of(request).options.base_url, base, found.reference, secret),
        "secret": secret,
        "sends_mail": services.sends_mail,
        "may": steps_open_to(Actor.RESIDENT, found, at=context_of(request).clock.now()),
        "message_chars": LONGEST_MESSAGE,
        "problem": None,
        "draft": "",
        "erase_unsure": False,
        "current": "demande",
    }
    return page(request, services, "receipt.html", values | extra, status=status)


def is_there(request: Request, services: CommuneServices, service: Service) -> bool:
    """Whether residents are told that an agent is there: in the service's hours only."""
    return is_someone_there(services.presence, services.profile, service, at=context_of(request).clock.now())


def follow_up_address(base_url: str, base: str, reference: str, secret: str) -> str:
    """The secret link of a request, whole. ``base`` is ``""`` or ``/c/<commune>``."""
    return f"{base_url}{base}/demande/{quote(reference)}?{urlencode({'cle': secret})}"


def _send(request: Request, services: CommuneServices, form: RequestForm, *, key: str, framed: bool) -> Response:
    if form.trap:
        errors = {"trap": text("errors.trap_filled")}
        return _form(request, services, form, errors=errors, key=key, framed=framed, status=422)
    key, now, draft = _usable(key), local_now(request, services), _aimed(services, form).sent
    try:
        sent = send_request(services.requests, services.profile, draft, idempotency_key=key, at=now)
    except IdempotencyConflict:
        return _form(request, services, form, alert="already_sent", framed=framed, status=409)
    except (DiskFull, StorageUnavailable):
        return _form(request, services, form, alert="not_stored", key=key, framed=framed, status=503)
    if isinstance(sent, RequestProblems):
        errors = request_sentences(sent.by_field)
        return _form(request, services, form, errors=errors, key=key, framed=framed, status=422)
    acknowledge_sent(services.requests, sent.request, at=now)
    query = {"cle": sent.secret} | ({"cadre": "1"} if framed else {})
    address = f"{base_of(request.scope)}/demande/{quote(sent.request.reference)}?{urlencode(query)}"
    return RedirectResponse(address, status_code=303)


def _form(
    request: Request,
    services: CommuneServices,
    form: RequestForm,
    *,
    errors: dict[str, str] | None = None,
    alert: str | None = None,
    key: str = "",
    framed: bool | None = None,
    status: int = 200,
) -> Response:
    service = service_named(services, form.draft.service)
    values: dict[str, object] = {
        "form": form,
        "errors": errors or {},
        "alert": alert,
        "key": _usable(key),
        "service": service,
        "hours": service_hours(service, local_now(request, services)),
        "is_someone_there": is_there(request, services, service),
        "message_chars": LONGEST_MESSAGE,
        "current": "demande",
    }
    if framed is not None:
        values["framed"] = framed
    return page(request, services, "request_form.html", values, status=status)


def _aimed(services: CommuneServices, form: RequestForm) -> RequestForm:
    """The form for the service that was chosen, else for the one that the question is about, else for the main one.

    A message is not read for it: « je travaille dans la commune » went to the communauté de communes.
    """
    draft = form.draft
    if draft.service in {one.slug for one in services.profile.services}:
        return form
    service = service_for(draft.question, services.profile)
    return replace(form, draft=replace(draft, service=service.slug))


def _usable(key: str) -> str:
    """The page's key, else a new one: a request is never lost for its key."""
    return key if is_key_shaped(key) else secrets.token_urlsafe(16)
