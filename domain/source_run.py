"""A run over a source, as its journal keeps it: who started it, how it ended, and what became of each file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.document import FileReason, FileState
from domain.ids import DocumentId, RunId, SourceName


class RunTrigger(StrEnum):
    """What started a run."""

    COMMAND = "command"
    """``parvis ingest``, typed by someone."""
    SYNC = "sync"
    """``parvis sync``, from cron or a systemd timer, or typed."""
    SCHEDULE = "schedule"
    """The running server, at the source's hour."""


class RunOutcome(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """Nothing was changed: the folder is not there, or too much of it is gone."""
    FAILED = "failed"
    """Something broke (disk full, database); what was done before stays done."""
    INTERRUPTED = "interrupted"
    """Killed or stopped; the next run completes it."""


class Change(StrEnum):
    """What happened to a file. A file that stayed as it was has no entry."""

    ADDED = "added"
    CHANGED = "changed"
    """Other bytes under the same path, or another fate for the same bytes."""
    MOVED = "moved"
    REMOVED = "removed"
    REREAD = "reread"
    """The same bytes, read again by a later reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """One file that a run changed, written in the same transaction as the change itself.

    ``path`` is where the file is now (was, when REMOVED), ``former_path`` where it was before it moved.
    ``former_digest`` is that of the bytes that were replaced or removed; empty when there were none.
    ``state`` and ``reason`` are those after the change, None when REMOVED. ``duplicate_of`` is as in FileRecord.
    """

    run: RunId
    at: datetime
    change: Change
    path: str
    digest: str = ""
    former_path: str | None = None
    former_digest: str = ""
    state: FileState | None = None
    reason: FileReason | None = None
    detail: str = ""
    duplicate_of: str | None = None
    document_id: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMove:
    """A file found again at another path of its source. ``first_path`` is as in FileRecord."""

    former_path: str
    path: str
    first_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """A run. ``place`` is the absolute path of the folder or file; ``is_complete`` when it is the whole source.

    ``by`` is the operating-system account that started it, empty for the server's own schedule.
    ``files`` and ``states`` describe all files seen, ``read`` and ``unchanged`` count them; zero until the end.
    ``changes`` counts the entries. ``problem`` is for operators, in English; ``problem_kind`` is the error's class.
    """

    id: RunId
    source: SourceName
    place: str
    is_complete: bool
    trigger: RunTrigger
    by: str
    started_at: datetime
    ended_at: datetime | None = None
    outcome: RunOutcome = RunOutcome.RUNNING
    files: int = 0
    states: Mapping[FileState, int] = field(default_factory=dict)
    read: int = 0
    unchanged: int = 0
    changes: Mapping[Change, int] = field(default_factory=dict)
    problem: str = ""
    problem_kind: str = ""


def as_it_stands(run: SourceRun, *, is_running: bool) -> SourceRun:
    """A run that never ended was INTERRUPTED, unless one is running in its commune at this moment."""
    if run.outcome is RunOutcome.RUNNING and not is_running:
        return replace(run, outcome=RunOutcome.INTERRUPTED)
    return run
