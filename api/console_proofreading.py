"""« Relire avant de publier »: a text or a file of an agent, what the rules see in it, and nothing kept of either.

The file is read in the cage, from a folder that is gone before the page is sent. Whoever is not signed in sends no
body at all: the session is looked at before the form is received.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from api.console_session import SignedIn, check_token, console_page, signed_in
from api.context import context_of
from api.origin_check import refuse_foreign_or_silent_form
from api.proofreading import LONGEST_TEXT, Proofread, arranged, opened, pasted
from clarity.reporting.wording import rule_title
from domain.clock import local_date
from handoff.typed_text import clean_line
from ingest.inspection.album import Busy
from prompts.catalogue import text

router = APIRouter(include_in_schema=False)
ADDRESS = "/console/relire"
LARGEST_FILE = 20_000_000
"""Bytes: what the cage reads of any file (``ingest/text.py``, Limits)."""
_LARGEST_FIELD = 4 * LONGEST_TEXT
_LONGEST_NAME = 120
_TEMPORARY = "parvis-relecture-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What the form brought. ``upload`` is None when no file was chosen; ``name`` is what the sender calls it."""

    typed: str
    name: str
    upload: UploadFile | None


@router.get(ADDRESS)
def proofreading_page(request: Request) -> Response:
    """The empty form."""
    return _page(request, signed_in(request), {})


@router.post(ADDRESS, dependencies=[Depends(refuse_foreign_or_silent_form)])
async def proofread(request: Request) -> Response:
    """What the rules see in what was sent; the form again, with the reason, when nothing can be read."""
    signed = await run_in_threadpool(signed_in, request)
    async with request.form(max_files=1, max_fields=4, max_part_size=_LARGEST_FIELD) as form:
        return await run_in_threadpool(_answered, request, signed, form)


def _answered(request: Request, signed: SignedIn, form: FormData) -> Response:
    check_token(signed.session.csrf, _field(form, "csrf"))
    sent = _sent(form)
    problem = _problem_with(sent)
    if problem:
        return _page(request, signed, {"typed": sent.typed, **problem}, status=422)
    found = _found(request, signed, sent)
    if isinstance(found, Busy):
        values = {"typed": sent.typed, "file_problem": text("proofreading.busy")}
        return _page(request, signed, values, status=503)
    name = sent.name if sent.upload else ""
    return _page(request, signed, {"typed": sent.typed, "name": name, "found": found, "view": arranged(found)})


def _sent(form: FormData) -> _Sent:
    """A file goes before a text: the text of the last reading may still stand in its field."""
    upload = form.get("fichier")
    chosen = upload if isinstance(upload, UploadFile) and (upload.filename or upload.size) else None
    return _Sent(typed=_field(form, "texte"), name=_name(chosen) if chosen else "", upload=chosen)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _name(upload: UploadFile) -> str:
    """The last part of the file's name, as the sender's system wrote it; its end is kept, which tells the format."""
    last = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    return clean_line(last)[-_LONGEST_NAME:].lstrip(".") or "document"


def _problem_with(sent: _Sent) -> dict[str, str]:
    """The sentence of what prevents the reading, under the name that its field has in the page."""
    if sent.upload is not None:
        if not sent.upload.size:
            return {"file_problem": text("proofreading.file_empty")}
        if sent.upload.size > LARGEST_FILE:
            return {"file_problem": text("proofreading.file_too_large", limit=str(LARGEST_FILE // 1_000_000))}
        return {}
    if not sent.typed.strip():
        return {"text_problem": text("proofreading.nothing")}
    if len(sent.typed) > LONGEST_TEXT:
        return {"text_problem": text("proofreading.text_too_long", limit=_thousands(LONGEST_TEXT))}
    return {}


def _found(request: Request, signed: SignedIn, sent: _Sent) -> Proofread | Busy:
    now = context_of(request).clock.now()
    detectors = signed.services.detectors(local_date(now, signed.services.profile.timezone))
    if sent.upload is None:
        return pasted(sent.typed, detectors)
    with tempfile.TemporaryDirectory(prefix=_TEMPORARY) as folder:
        received = Path(folder) / "received"
        with received.open("wb") as file:
            shutil.copyfileobj(sent.upload.file, file)
        seen = context_of(request).reader.look(sent.name, received)
    if isinstance(seen, Busy):
        return seen
    return opened(seen, detectors, commune=signed.services.profile.slug, at=now)


def _page(request: Request, signed: SignedIn, values: Mapping[str, object], *, status: int = 200) -> Response:
    common = {
        "typed": "",
        "name": "",
        "found": None,
        "view": None,
        "text_problem": "",
        "file_problem": "",
        "longest_text": _thousands(LONGEST_TEXT),
        "largest_file": LARGEST_FILE // 1_000_000,
        "rule_title": rule_title,
        "current": "rapport",
    }
    return console_page(request, signed, "console_proofreading.html", {**common, **values}, status=status)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
