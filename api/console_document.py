"""A document in the console: who may see it, what is masked in it, and what persons have decided, journalled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import context_of
from api.document_view import passage_views
from api.error_pages import Problem
from api.origin_check import refuse_foreign_or_silent_form
from domain.clock import local_time
from domain.document import Document, Visibility
from domain.finding import Finding
from domain.ids import DocumentId
from domain.personal import PersonalKind, PersonalSpan, places_of, reveal_passage
from domain.ruling import LONGEST_NAME, LONGEST_REASON, Ruling
from handoff.typed_text import clean_line
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
_PAGE = "/console/documents/{document_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedWord:
    """Something masked in the document, as the file has it, and how many times."""

    word: str
    kind: PersonalKind
    count: int


@router.get(_PAGE)
def one_document(request: Request, document_id: str) -> Response:
    """The document of the agent's own commune, as residents read it, with what may be changed."""
    signed = signed_in(request)
    return _shown(request, signed, _found(signed, document_id), {})


@router.post(f"{_PAGE}/visibilite", dependencies=[Depends(refuse_foreign_or_silent_form)])
def change_visibility(
    request: Request,
    document_id: str,
    wanted: Annotated[str, Form(alias="visibilite")] = "",
    why: Annotated[str, Form(alias="raison")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Publish, keep internal, set aside or withdraw: it holds at once, and at the next readings of the file."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    document = _found(signed, document_id)
    reason = clean_line(why)
    visibility = next((v for v in Visibility if v.value == wanted), None)
    problems = _reason_problem(reason, "visibility_reason")
    if visibility is None:
        problems["visibility"] = text("ruling.visibility_unknown")
    elif visibility is document.visibility and visibility is not Visibility.PUBLIC:
        problems["visibility"] = text("ruling.visibility_same")
    if problems or visibility is None:
        values: dict[str, object] = {"problems": problems, "wanted": wanted, "visibility_reason": reason}
        return _shown(request, signed, document, values, status=422)
    _rule(request, signed, document, reason, visibility=visibility)
    return RedirectResponse(f"/console/documents/{document.id}", status_code=303)


@router.post(f"{_PAGE}/nom", dependencies=[Depends(refuse_foreign_or_silent_form)])
def change_name(
    request: Request,
    document_id: str,
    name: Annotated[str, Form(alias="nom")] = "",
    what: Annotated[str, Form(alias="action")] = "",
    why: Annotated[str, Form(alias="raison")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Mask a name in the document, or show one that was masked."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    document = _found(signed, document_id)
    reason, meant, masks = clean_line(why), clean_line(name), what != "montrer"
    problems = _reason_problem(reason, "name_reason")
    if not meant:
        problems["name"] = text("ruling.name_empty")
    elif len(meant) > LONGEST_NAME:
        problems["name"] = text("ruling.name_too_long", limit=str(LONGEST_NAME))
    elif not _holds(signed, document, meant):
        problems["name"] = text("ruling.name_absent")
    if problems:
        values: dict[str, object] = {"problems": problems, "name": meant[:LONGEST_NAME], "name_reason": reason}
        values |= {"masks": masks}
        return _shown(request, signed, document, values, status=422)
    _rule(request, signed, document, reason, name=meant, masks=masks)
    return RedirectResponse(f"/console/documents/{document.id}#masques", status_code=303)


def _found(signed: SignedIn, document_id: str) -> Document:
    found = signed.services.documents.document(DocumentId(document_id))
    if found is None:
        raise Problem(404, "unknown_document")
    return found


def _reason_problem(reason: str, field: str) -> dict[str, str]:
    if not reason:
        return {field: text("ruling.reason_empty")}
    if len(reason) > LONGEST_REASON:
        return {field: text("ruling.reason_too_long", limit=str(LONGEST_REASON))}
    return {}


def _holds(signed: SignedIn, document: Document, name: str) -> bool:
    """Whether the file itself holds the name, masked or not."""
    spans = signed.services.rulings.personal_of(document.id)
    whole = [reveal_passage(p, spans) for p in signed.services.documents.passages_of(document.id)]
    texts = [document.title, *(span.original for span in spans)]
    texts += [line for p in whole for line in (p.text, *p.context, *p.heading_path)]
    return any(places_of(one, name) for one in texts)


def _rule(
    request: Request,
    signed: SignedIn,
    document: Document,
    reason: str,
    *,
    visibility: Visibility | None = None,
    name: str = "",
    masks: bool = False,
) -> None:
    account = signed.session.account
    ruling = Ruling(
        source=document.source,
        path=document.path,
        digest=document.digest,
        visibility=visibility,
        name=name,
        masks=masks,
        account=account.id,
        author=account.name,
        at=context_of(request).clock.now(),
        reason=reason,
    )
    if not signed.services.rulings.rule(ruling):
        raise Problem(404, "unknown_document")
    signed.services.changed()


def _shown(
    request: Request, signed: SignedIn, document: Document, extra: dict[str, object], *, status: int = 200
) -> Response:
    services, timezone = signed.services, signed.services.profile.timezone
    spans = services.rulings.personal_of(document.id)
    findings = [finding for finding in services.documents.findings() if finding.document_id == document.id]
    rulings = services.rulings.of_file(document.source, document.path)
    values: dict[str, object] = {
        "document": document,
        "views": passage_views(
            services.documents.passages_of(document.id), title=document.title, cited=None, start=0, end=0
        ),
        "masked": _masked_words(spans),
        "findings": [(finding, *_said(finding)) for finding in findings],
        "rulings": [(ruling, local_time(ruling.at, timezone)) for ruling in reversed(rulings)],
        "visibilities": list(Visibility),
        "problems": {},
        "wanted": document.visibility.value,
        "visibility_reason": "",
        "name": "",
        "name_reason": "",
        "masks": True,
        "reason_chars": LONGEST_REASON,
        "current": "documents",
    }
    return console_page(request, signed, "console_document.html", values | extra, status=status)


def _masked_words(spans: Sequence[PersonalSpan]) -> list[MaskedWord]:
    """What is masked, most often first."""
    counts = Counter((" ".join(span.original.split()), span.kind) for span in spans)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][0]))
    return [MaskedWord(word=word, kind=kind, count=count) for (word, kind), count in ordered]


def _said(finding: Finding) -> tuple[str, str]:
    """Title and advice of a finding, empty where the report alone has its words."""
    if not finding.rule.startswith(("HF", "DP")):
        return "", ""
    return text(f"finding.{finding.rule}_title"), text(f"finding.{finding.rule}_advice")
