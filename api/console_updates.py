"""The journal of runs over the commune's sources, one run, and what happened to one document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.console_session import SignedIn, console_page, signed_in
from domain.clock import local_time
from domain.document import FileState, Visibility
from domain.ids import DocumentId, RunId
from domain.source_run import Change, RunEntry, SourceRun, as_it_stands

router = APIRouter(include_in_schema=False)
_DOCUMENT_ID = re.compile(r"d[0-9a-f]{16}")
_LONGEST_RUN_NUMBER = 15
RUNS_ON_A_PAGE = 30
ROWS_IN_A_SECTION = 300
"""A first run may add thousands of files: the page shows so many of each kind and says where the others are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run with its moments on the commune's clock, and how long it took (to now, or to its end)."""

    run: SourceRun
    started_at: datetime
    ended_at: datetime | None
    minutes: int | None
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The files of a run to which the same happened. ``left_out`` are those past the first ones."""

    key: str
    entries: Sequence[RunEntry]
    total: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


@router.get("/console/mises-a-jour")
def updates(request: Request, avant: str = "") -> Response:
    """Runs, newest first, thirty at a time; ``avant`` is the number of the run that ended the former page."""
    signed = signed_in(request)
    found = signed.services.runs.runs(limit=RUNS_ON_A_PAGE + 1, before=_number(avant))
    shown = found[:RUNS_ON_A_PAGE]
    is_running = signed.services.is_updating()
    values: dict[str, object] = {
        "runs": [_view(signed, run, is_running) for run in shown],
        "older": shown[-1].id if len(found) > RUNS_ON_A_PAGE else None,
        "is_first_page": not avant,
        "current": "mises-a-jour",
    }
    return console_page(request, signed, "console_updates.html", values)


@router.get("/console/mises-a-jour/{number}")
def one_update(request: Request, number: str) -> Response:
    """One run: who, when, how it ended, and each file that it changed, what needs a look first."""
    signed = signed_in(request)
    wanted = _number(number)
    run = signed.services.runs.run(wanted) if wanted is not None else None
    if run is None:
        raise HTTPException(404)
    entries = signed.services.runs.entries(run.id)
    identities = sorted({entry.document_id for entry in entries if entry.document_id})
    values: dict[str, object] = {
        "view": _view(signed, run, signed.services.is_updating()),
        "counts": [(state, run.states.get(state, 0)) for state in FileState],
        "sections": _sections(entries),
        "present": signed.services.documents.documents_by_id(identities),
        "current": "mises-a-jour",
    }
    return console_page(request, signed, "console_update.html", values)


@router.get("/console/documents/{document_id}/suivi")
def document_trail(request: Request, document_id: str) -> Response:
    """What happened to a document since it is known, and the documents that say the same."""
    signed = signed_in(request)
    identity = DocumentId(document_id)
    known = _DOCUMENT_ID.fullmatch(document_id) is not None
    document = signed.services.documents.document(identity) if known else None
    history = signed.services.runs.history(identity) if known else ()
    if document is None and not history:
        raise HTTPException(404)
    timezone = signed.services.profile.timezone
    likenesses = signed.services.likeness.of(identity)
    others = signed.services.documents.documents_by_id([one.other for one in likenesses])
    values: dict[str, object] = {
        "document": document,
        "identity": identity,
        "is_public": document is not None and document.visibility is Visibility.PUBLIC,
        "path": document.path if document else history[0].path,
        "history": [(entry, local_time(entry.at, timezone)) for entry in history],
        "alike": [(one, others[one.other]) for one in likenesses if one.other in others],
        "current": "mises-a-jour",
    }
    return console_page(request, signed, "console_document_trail.html", values)


def _sections(entries: Sequence[RunEntry]) -> list[Section]:
    """What does not answer first, then by what happened; each file in one section."""
    held_back = (FileState.REJECTED, FileState.WAITING)
    groups: dict[str, list[RunEntry]] = {"held_back": [e for e in entries if e.state in held_back]}
    for change in (Change.ADDED, Change.CHANGED, Change.MOVED, Change.REMOVED, Change.REREAD):
        groups[change.value] = [e for e in entries if e.change is change and e.state not in held_back]
    in_order = {key: sorted(group, key=lambda entry: entry.path) for key, group in groups.items() if group}
    return [Section(key=key, entries=group[:ROWS_IN_A_SECTION], total=len(group)) for key, group in in_order.items()]


def _view(signed: SignedIn, run: SourceRun, is_running: bool) -> RunView:
    timezone = signed.services.profile.timezone
    ended = run.ended_at
    return RunView(
        run=as_it_stands(run, is_running=is_running),
        started_at=local_time(run.started_at, timezone),
        ended_at=local_time(ended, timezone) if ended else None,
        minutes=round((ended - run.started_at).total_seconds() / 60) if ended else None,
        changed=sum(run.changes.values()),
    )


def _number(text: str) -> RunId | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_RUN_NUMBER
    return RunId(int(text)) if is_number else None
