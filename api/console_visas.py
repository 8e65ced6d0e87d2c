"""« Visas »: a draft given by an agent, its visas one by one at the day of the meeting, what was decided of each.

Each visit checks again with the base as it is loaded at that moment. No script is needed.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.datastructures import UploadFile as SentFile
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import CommuneServices, context_of
from api.draft_input import given_day, given_draft, given_subject
from api.error_pages import Problem
from api.origin_check import refuse_foreign_or_silent_form
from api.page_response import local_now
from api.visa_view import CheckView, chosen_changes, proposal_of, title_of, view_of, words_digest
from domain.clock import local_time
from domain.kept_draft import Change, DraftOrigin, KeptCheck, VisaChoice
from handoff.typed_text import clean_line
from prompts.catalogue import text
from visas.checking.commune_acts import CommuneActs, commune_acts
from visas.checking.outcome import DraftCheck
from visas.correcting.changes import applied, beside
from visas.drafting.subjects_file import shipped_drafts

router = APIRouter(include_in_schema=False)
VISAS = "/console/visas"
RECENT = 12
"""Checks and drafts listed; all of them go after ninety days."""
LONGEST_VISA = 4_000
_LARGEST_PART = 4_000_000
_ID = re.compile(r"[0-9a-f]{16}")
_FIELDS = ("texte", "seance", "objet", "modele")


@router.get(VISAS)
def visas_page(request: Request) -> Response:
    """The form, with the meeting's day as today until the agent says otherwise, and what was done lately."""
    signed = signed_in(request)
    return _form(request, signed, {"seance": local_now(request, signed.services).date().isoformat()}, {})


@router.post(VISAS, dependencies=[Depends(refuse_foreign_or_silent_form)])
async def check_a_draft(request: Request) -> Response:
    """The draft is read, kept and shown with its verdicts; what is wrong with it is said beside its field."""
    signed = await run_in_threadpool(signed_in, request)
    async with request.form(max_files=1, max_fields=12, max_part_size=_LARGEST_PART) as form:
        return await run_in_threadpool(_start, request, signed, form)


@router.get(VISAS + "/{check_id}")
def one_check(request: Request, check_id: str) -> Response:
    """A draft with its verdicts."""
    signed = signed_in(request)
    return check_page(request, signed, found_check(signed, check_id))


@router.post(VISAS + "/{check_id}/choix", dependencies=[Depends(refuse_foreign_or_silent_form)])
def choose(
    request: Request,
    check_id: str,
    visa: Annotated[int, Form()] = -1,
    action: Annotated[str, Form()] = "",
    words: Annotated[str, Form(alias="texte")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """A proposal taken (``remplacer-3``), other words written (``modifier``), or the visa kept (``garder``)."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    kept = found_check(signed, check_id)
    view, found = checked(signed.services, kept)
    place = next((one for one in view.visas if one.start == visa), None)
    if place is None:
        raise Problem(404, "as_is", sentence=text("draft_problem.gone"))
    changes = _decided(found, visa, place.end, action, words, kept)
    if isinstance(changes, str):
        wrong = {"visa": place.number, "sentence": changes, "words": words[:LONGEST_VISA]}
        return check_page(request, signed, kept, wrong=wrong, status=422)
    if action.startswith("remplacer"):
        former = chosen_changes(one for one in signed.services.drafts.choices(kept.id) if one.visa == visa)
        changes = beside(former, changes)
    choice = VisaChoice(visa=visa, changes=changes, author=signed.session.account.name)
    signed.services.drafts.choose(kept.id, choice, at=context_of(request).clock.now())
    return RedirectResponse(f"{VISAS}/{kept.id}#v{place.number}", status_code=303)


@router.post(VISAS + "/{check_id}/effacement", dependencies=[Depends(refuse_foreign_or_silent_form)])
def erase(request: Request, check_id: str, csrf: Annotated[str, Form()] = "") -> Response:
    """The draft and its file go at once."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    signed.services.drafts.remove(found_check(signed, check_id).id)
    return RedirectResponse(VISAS, status_code=303)


def found_check(signed: SignedIn, check_id: str) -> KeptCheck:
    """A check of the agent's own commune. Raises 404, saying that drafts do not last."""
    kept = signed.services.drafts.check(check_id) if _ID.fullmatch(check_id) else None
    if kept is None:
        raise Problem(404, "as_is", sentence=text("draft_problem.gone"))
    return kept


def checked(services: CommuneServices, kept: KeptCheck) -> tuple[CheckView, DraftCheck]:
    """The check made again now, with the decisions taken. Raises StorageUnavailable."""
    return view_of(services.law(), kept, services.drafts.choices(kept.id), register_of_acts(services))


def register_of_acts(services: CommuneServices) -> CommuneActs:
    """The public acts of the commune, with what ended them."""
    return commune_acts(services.acts.read().acts(), services.documents.successions())


def check_page(
    request: Request, signed: SignedIn, kept: KeptCheck, *, wrong: Mapping[str, object] | None = None, status: int = 200
) -> Response:
    """The page of a check; ``wrong`` says which visa's words, or the review (visa 0), cannot be taken, and why."""
    view, _ = checked(signed.services, kept)
    timezone = signed.services.profile.timezone
    words = applied(kept.text, chosen_changes(signed.services.drafts.choices(kept.id)))
    digest = words_digest(words)
    values: dict[str, object] = {
        "kept": kept,
        "digest": digest,
        "is_own_form": kept.origin in (DraftOrigin.DOCX, DraftOrigin.ODT),
        "given_at": local_time(kept.at, timezone),
        "check": view,
        "reviews": [(one, local_time(one.at, timezone)) for one in signed.services.drafts.reviews(kept.id)],
        "wrong": wrong or {"visa": None, "sentence": "", "words": ""},
        "current": "visas",
    }
    return console_page(request, signed, "console_visas_check.html", values, status=status)


def _start(request: Request, signed: SignedIn, form: FormData) -> Response:
    fields = {name: value if isinstance(value := form.get(name), str) else "" for name in (*_FIELDS, "csrf")}
    check_token(signed.session.csrf, fields["csrf"])
    sent = form.get("fichier")
    upload = UploadFile(sent.file, filename=sent.filename) if isinstance(sent, SentFile) else None
    days, problems = _days(request, signed, fields)
    given = given_draft(context_of(request).reader, fields["texte"], upload)
    if isinstance(given, str):
        problems["fichier" if upload is not None and upload.filename else "texte"] = given
    if problems or isinstance(given, str):
        return _form(request, signed, fields, problems, status=422)
    subject = given_subject(fields)
    kept = KeptCheck(
        id=secrets.token_hex(8),
        at=context_of(request).clock.now(),
        author=signed.session.account.name,
        name=given.name,
        origin=given.origin,
        text=given.text,
        meeting=days["seance"],
        subject=subject,
        title=title_of(given.text, subject, given.name),
        model_day=days.get("modele"),
    )
    signed.services.drafts.add_check(kept, given.content)
    return RedirectResponse(f"{VISAS}/{kept.id}", status_code=303)


def _days(request: Request, signed: SignedIn, fields: Mapping[str, str]) -> tuple[dict[str, date], dict[str, str]]:
    """The days that were given, by field, and what is wrong with the others."""
    days: dict[str, date] = {}
    problems: dict[str, str] = {}
    today = local_now(request, signed.services).date()
    for field, fallback in (("seance", today), ("modele", None)):
        day = given_day(clean_line(fields[field]), fallback)
        if isinstance(day, str):
            problems[field] = day
        elif day is not None:
            days[field] = day
    if "modele" in days and "seance" in days and days["modele"] > days["seance"]:
        problems["modele"] = text("draft_problem.model_after")
    return days, problems


def _decided(
    found: DraftCheck, start: int, end: int, action: str, words: str, kept: KeptCheck
) -> tuple[Change, ...] | str:
    """The changes that an action makes in a visa, or why it makes none."""
    if action == "garder":
        return ()
    if action == "modifier":
        said = clean_line(words)
        if not said:
            return text("draft_problem.words_empty")
        if len(said) > LONGEST_VISA:
            return text("draft_problem.words_too_long", limit=str(LONGEST_VISA))
        inside = kept.text[start:end]
        lead = inside[: len(inside) - len(inside.lstrip())]
        trail = inside[len(inside.rstrip()) :]
        return (Change(start=start, end=end, after=f"{lead}{said}{trail}"),)
    number = action.removeprefix("remplacer-")
    proposal = proposal_of(found, start, int(number)) if number.isdecimal() and len(number) < 4 else None
    if proposal is None:
        return text("draft_problem.words_empty")
    return (Change(start=proposal.start, end=proposal.end, after=proposal.after),)


def _form(
    request: Request,
    signed: SignedIn,
    given: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    works = signed.services.drafts.works(RECENT)
    titles = {one.id: one.title for one in shipped_drafts().subjects.values()}
    values: dict[str, object] = {
        "given": {name: given.get(name, "") for name in _FIELDS},
        "problems": problems,
        "works": [(one, one.title if one.is_check else titles.get(one.title, one.title)) for one in works],
        "current": "visas",
    }
    return console_page(request, signed, "console_visas.html", values, status=status)
