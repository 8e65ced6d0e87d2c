"""The corrected draft given back, its changes marked to accept or refuse, once its review is signed."""

import logging
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from api.console_session import SignedIn, check_token, signed_in
from api.console_visas import VISAS, check_page, found_check
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form
from api.page_response import local_now
from api.visa_view import chosen_changes, words_digest
from domain.kept_draft import Change, DraftOrigin, KeptCheck, KeptReview
from ingest.revising.revision import Revised, revised
from ingest.sniffing import Form as FileForm
from ingest.text import Refusal
from prompts.catalogue import text
from visas.correcting.changes import applied, narrowed
from visas.drafting.docx_file import MEDIA_TYPE as DOCX_TYPE
from visas.drafting.docx_file import plain_docx
from visas.drafting.odt_file import MEDIA_TYPE as ODT_TYPE

logger = logging.getLogger("parvis.api")
router = APIRouter(include_in_schema=False)


@router.post(VISAS + "/{check_id}/document", dependencies=[Depends(refuse_foreign_or_silent_form)])
def corrected_document(
    request: Request,
    check_id: str,
    reviewed: Annotated[str, Form(alias="relu")] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """The draft in its own form (DOCX for what is no office file), and one line in the journal of reviews."""
    signed = signed_in(request)
    check_token(signed.session.csrf, csrf)
    kept = found_check(signed, check_id)
    if reviewed != "oui":
        wrong = {"visa": 0, "sentence": text("draft_problem.not_reviewed"), "words": ""}
        return check_page(request, signed, kept, wrong=wrong, status=422)
    changes = narrowed(kept.text, chosen_changes(signed.services.drafts.choices(kept.id)))
    content, form = _given_back(request, signed, kept, changes)
    _sign(request, signed, kept, changes)
    return file_response(content, form, kept.name.rsplit(".", 1)[0] or text("visa_export.file_name"))


def file_response(content: bytes, form: FileForm, name: str) -> Response:
    """A file to save, called ``name``."""
    full = f"{name} - visas.{form.value}"
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(full, safe='')}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=ODT_TYPE if form is FileForm.ODT else DOCX_TYPE, headers=headers)


def _given_back(
    request: Request, signed: SignedIn, kept: KeptCheck, changes: tuple[Change, ...]
) -> tuple[bytes, FileForm]:
    """The agent's own file when each change has its place in it; else its words, a paragraph a line, which says so."""
    asked = [(one.start, one.end, one.after) for one in changes]
    at = local_now(request, signed.services)
    author = text("visa_export.author")
    own = {DraftOrigin.DOCX: FileForm.DOCX, DraftOrigin.ODT: FileForm.ODT}.get(kept.origin)
    if own is not None:
        content = signed.services.drafts.content(kept.id)
        made = revised(content, own, kept.text, asked, author=author, at=at)
        if isinstance(made, Revised) and not made.unplaced:
            return made.content, own
        why = made.reason.value if isinstance(made, Refusal) else f"{len(made.unplaced)} changes without a place"
        logger.warning("a draft is given back as bare text: %s", why)
        asked = [(0, 0, text("visa_export.bare")), *asked]
    bare = plain_docx(kept.text, kept.title, signed.services.profile.name)
    made = revised(bare, FileForm.DOCX, kept.text, asked, author=author, at=at)
    if isinstance(made, Refusal) or made.unplaced:
        raise RuntimeError("our own document could not be given its changes")
    return made.content, FileForm.DOCX


def _sign(request: Request, signed: SignedIn, kept: KeptCheck, changes: tuple[Change, ...]) -> None:
    account = signed.session.account
    review = KeptReview(
        of=kept.id,
        title=kept.title,
        digest=words_digest(applied(kept.text, changes)),
        reviewer=account.name,
        account=account.id,
        at=context_of(request).clock.now(),
    )
    signed.services.drafts.add_review(review)
