"""« Rédiger »: a subject, a few answers, the acts of the commune to cite, a délibération to review and take away."""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import context_of
from api.coverage_view import coverage_view
from api.draft_input import given_day
from api.draft_view import DraftView, answers_of, decision_of, draft_view, subjects_found
from api.error_pages import Problem
from api.origin_check import refuse_foreign_or_silent_form
from api.page_response import local_now
from api.scdl_register import csv_text, scdl_row
from domain.clock import local_time
from domain.kept_draft import KeptDraft, KeptReview
from handoff.typed_text import clean_line
from prompts.catalogue import text
from visas.drafting.answers import check_answers
from visas.drafting.docx_file import MEDIA_TYPE as DOCX_TYPE
from visas.drafting.docx_file import docx_file
from visas.drafting.odt_file import MEDIA_TYPE as ODT_TYPE
from visas.drafting.odt_file import odt_file
from visas.drafting.subject import Subject
from visas.drafting.subjects_file import shipped_drafts

router = APIRouter(include_in_schema=False)
DRAFTS = "/console/rediger"
KEPT = DRAFTS + "/projets"
_ID = re.compile(r"[0-9a-f]{16}")
_ACT_KEY = re.compile(r"d[0-9a-f]{16}:\d{1,4}")
MOST_ACTS = 10
_FORM = [Depends(refuse_foreign_or_silent_form)]


@router.get(DRAFTS)
def subjects_page(request: Request, q: str = "") -> Response:
    """The subjects, or those that share words with what is asked."""
    signed = signed_in(request)
    asked = clean_line(q)[:200]
    values: dict[str, object] = {
        "asked": asked,
        "fields": subjects_found(shipped_drafts(), asked),
        "count": len(shipped_drafts().subjects),
        "current": "rediger",
    }
    return console_page(request, signed, "console_drafts.html", values)


@router.get(DRAFTS + "/sujets/{subject_id}")
def questions_page(request: Request, subject_id: str, projet: str = "") -> Response:
    """The questions of a subject; with ``projet``, as they were answered."""
    signed = signed_in(request)
    subject = _subject(subject_id)
    kept = signed.services.drafts.draft(projet) if _ID.fullmatch(projet) else None
    today = local_now(request, signed.services).date()
    given = {f"q_{name}": value for name, value in kept.answers.items()} if kept else {}
    given["seance"] = (kept.meeting if kept else today).isoformat()
    return _questions(request, signed, subject, given, {}, kept.id if kept else "")


@router.post(DRAFTS + "/sujets/{subject_id}", dependencies=_FORM)
async def answer_questions(request: Request, subject_id: str) -> Response:
    """The answers are checked, the draft kept and shown; what is wrong is said beside its question."""
    signed = await run_in_threadpool(signed_in, request)
    async with request.form(max_files=0, max_fields=60) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_answered, request, signed, subject_id, fields)


@router.get(KEPT + "/{draft_id}")
def one_draft(request: Request, draft_id: str) -> Response:
    """The draft as it reads, with what its visas rest on."""
    signed = signed_in(request)
    return _draft_page(request, signed, *_made(request, signed, draft_id))


@router.post(KEPT + "/{draft_id}/actes", dependencies=_FORM)
def cite_acts(
    request: Request,
    draft_id: str,
    acts: Annotated[list[str] | None, Form(alias="acte")] = None,
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The acts that are ticked are cited, and no other."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    kept, _ = _made(request, signed, draft_id)
    chosen = tuple(dict.fromkeys(one for one in acts or () if _ACT_KEY.fullmatch(one)))[:MOST_ACTS]
    _keep(request, signed, kept.id, kept.subject_id, kept.meeting, kept.answers, chosen)
    return RedirectResponse(f"{KEPT}/{kept.id}#projet", status_code=303)


@router.post(KEPT + "/{draft_id}/relecture", dependencies=_FORM)
def review(
    request: Request,
    draft_id: str,
    reviewed: Annotated[str, Form(alias="relu")] = "",
    digest: Annotated[str, Form(alias="empreinte")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The agent answers for these very words; words that changed meanwhile are shown to be read again."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    kept, view = _made(request, signed, draft_id)
    if reviewed != "oui":
        return _draft_page(request, signed, kept, view, problem=text("draft_problem.not_ticked"), status=422)
    if digest != view.draft.digest:
        return _draft_page(request, signed, kept, view, problem=text("draft_problem.words_moved"), status=409)
    account = signed.session.account
    signed.services.drafts.add_review(
        KeptReview(
            of=kept.id,
            title=view.draft.title,
            digest=view.draft.digest,
            reviewer=account.name,
            account=account.id,
            at=context_of(request).clock.now(),
        )
    )
    return RedirectResponse(f"{KEPT}/{kept.id}#relecture", status_code=303)


@router.post(KEPT + "/{draft_id}/effacement", dependencies=_FORM)
def erase(request: Request, draft_id: str, csrf: Annotated[str, Form()] = "") -> Response:
    """The draft goes at once."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    signed.services.drafts.remove(_kept(signed, draft_id).id)
    return RedirectResponse(DRAFTS, status_code=303)


@router.get(KEPT + "/{draft_id}/projet.odt")
def as_odt(request: Request, draft_id: str) -> Response:
    """The draft as OpenDocument, its mark first."""
    _, view = _made(request, signed_in(request), draft_id)
    return _file(odt_file(view.draft, view.mark), ODT_TYPE, view, "odt")


@router.get(KEPT + "/{draft_id}/projet.docx")
def as_docx(request: Request, draft_id: str) -> Response:
    """The draft for Word, its mark first."""
    _, view = _made(request, signed_in(request), draft_id)
    return _file(docx_file(view.draft, view.mark), DOCX_TYPE, view, "docx")


@router.get(KEPT + "/{draft_id}/scdl.csv")
def as_scdl(request: Request, draft_id: str) -> Response:
    """Its row of SCDL « Délibérations », when it has its number and the commune its SIRET."""
    signed = signed_in(request)
    _, view = _made(request, signed, draft_id)
    lacking = _scdl_lacking(signed, view)
    if lacking:
        raise Problem(409, "as_is", sentence=lacking)
    profile = signed.services.profile
    row = scdl_row(decision_of(view), profile, siret=profile.siret or "", url="")
    return _file(csv_text([row]).encode(), "text/csv; charset=utf-8", view, "csv")


def _answered(request: Request, signed: SignedIn, subject_id: str, fields: Mapping[str, str]) -> Response:
    check_token(signed.session.csrf, fields.get("csrf", ""))
    subject, drafts = _subject(subject_id), shipped_drafts()
    today = local_now(request, signed.services).date()
    given = {name: clean_line(value) for name, value in fields.items()}
    meeting = given_day(given.get("seance", ""), today)
    answers = answers_of(drafts, subject, given)
    problems = {f"q_{name}": said for name, said in check_answers(drafts, subject, answers).problems.items()}
    if not isinstance(meeting, date):
        problems["seance"] = str(meeting)
    before = signed.services.drafts.draft(given["projet"]) if _ID.fullmatch(given.get("projet", "")) else None
    if problems or not isinstance(meeting, date):
        return _questions(request, signed, subject, given, problems, before.id if before else "", status=422)
    draft_id = before.id if before else secrets.token_hex(8)
    _keep(request, signed, draft_id, subject.id, meeting, answers, before.acts if before else ())
    return RedirectResponse(f"{KEPT}/{draft_id}", status_code=303)


def _keep(
    request: Request,
    signed: SignedIn,
    draft_id: str,
    subject_id: str,
    meeting: date,
    answers: Mapping[str, str],
    acts: tuple[str, ...],
) -> None:
    signed.services.drafts.save_draft(
        KeptDraft(
            id=draft_id,
            at=context_of(request).clock.now(),
            author=signed.session.account.name,
            subject_id=subject_id,
            meeting=meeting,
            answers=answers,
            acts=acts,
        )
    )


def _subject(subject_id: str) -> Subject:
    subject = shipped_drafts().subjects.get(subject_id)
    if subject is None:
        raise Problem(404, "as_is", sentence=text("draft_problem.no_subject"))
    return subject


def _kept(signed: SignedIn, draft_id: str) -> KeptDraft:
    kept = signed.services.drafts.draft(draft_id) if _ID.fullmatch(draft_id) else None
    if kept is None:
        raise Problem(404, "as_is", sentence=text("draft_problem.gone"))
    return kept


def _made(request: Request, signed: SignedIn, draft_id: str) -> tuple[KeptDraft, DraftView]:
    kept = _kept(signed, draft_id)
    today = local_now(request, signed.services).date()
    view = draft_view(signed.services, shipped_drafts(), kept, signed.services.law(), today)
    if view is None:
        raise Problem(409, "as_is", sentence=text("draft_problem.other_version"))
    return kept, view


def _scdl_lacking(signed: SignedIn, view: DraftView) -> str:
    if not view.answers.said.get("numero"):
        return text("draft_problem.no_number")
    return "" if signed.services.profile.siret else text("draft_problem.no_siret")


def _questions(
    request: Request,
    signed: SignedIn,
    subject: Subject,
    given: Mapping[str, str],
    problems: Mapping[str, str],
    draft_id: str,
    *,
    status: int = 200,
) -> Response:
    drafts = shipped_drafts()
    labels = {f"q_{one.id}": one.label for one in drafts.questions_of(subject)}
    values: dict[str, object] = {
        "subject": subject,
        "meeting_questions": drafts.meeting,
        "given": given,
        "problems": problems,
        "labels": labels,
        "draft_id": draft_id,
        "current": "rediger",
    }
    return console_page(request, signed, "console_draft_questions.html", values, status=status)


def _draft_page(
    request: Request, signed: SignedIn, kept: KeptDraft, view: DraftView, *, problem: str = "", status: int = 200
) -> Response:
    timezone = signed.services.profile.timezone
    codes = [visa.rule.key.partition(":")[0] for visa in view.draft.visas]
    reviews = signed.services.drafts.reviews(kept.id)
    values: dict[str, object] = {
        "kept": kept,
        "view": view,
        "coverage": coverage_view(signed.services.law(), codes),
        "scdl_lacking": _scdl_lacking(signed, view),
        "reviews": [(one, local_time(one.at, timezone)) for one in reviews],
        "problem": problem,
        "current": "rediger",
    }
    return console_page(request, signed, "console_draft.html", values, status=status)


def _file(content: bytes, media_type: str, view: DraftView, suffix: str) -> Response:
    name = quote(f"{view.subject.title} - {view.draft.day.isoformat()}.{suffix}", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
