"""Runs and their entries, from values to rows and back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from domain.document import FileReason, FileState
from domain.ids import DocumentId, RunId, SourceName
from domain.source_run import Change, RunEntry, RunOutcome, RunTrigger, SourceRun


def entry_row(entry: RunEntry) -> dict[str, object]:
    """The columns of ``run_entries``, less its number."""
    return {
        "run": entry.run,
        "at": entry.at,
        "change": entry.change.value,
        "path": entry.path,
        "digest": entry.digest,
        "former_path": entry.former_path,
        "former_digest": entry.former_digest,
        "state": None if entry.state is None else entry.state.value,
        "reason": None if entry.reason is None else entry.reason.value,
        "detail": entry.detail,
        "duplicate_of": entry.duplicate_of,
        "document_id": entry.document_id,
    }


def read_entry(row: Row[Any]) -> RunEntry:
    """A row of ``run_entries``."""
    return RunEntry(
        run=RunId(row.run),
        at=row.at,
        change=Change(row.change),
        path=row.path,
        digest=row.digest,
        former_path=row.former_path,
        former_digest=row.former_digest,
        state=None if row.state is None else FileState(row.state),
        reason=None if row.reason is None else FileReason(row.reason),
        detail=row.detail,
        duplicate_of=row.duplicate_of,
        document_id=None if row.document_id is None else DocumentId(row.document_id),
    )


def ending_values(run: SourceRun) -> dict[str, object]:
    """The columns of ``runs`` that are known at a run's end."""
    return {
        "ended_at": run.ended_at,
        "outcome": run.outcome.value,
        **{state.value: run.states.get(state, 0) for state in FileState},
        "read": run.read,
        "unchanged": run.unchanged,
        "problem": run.problem,
        "problem_kind": run.problem_kind,
    }


def read_run(row: Row[Any], changes: Mapping[Change, int]) -> SourceRun:
    """A row of ``runs``, with the count of its entries."""
    states = {state: int(getattr(row, state.value)) for state in FileState}
    return SourceRun(
        id=RunId(row.id),
        source=SourceName(row.source),
        place=row.place,
        is_complete=bool(row.is_complete),
        trigger=RunTrigger(row.trigger),
        by=row.by,
        started_at=row.started_at,
        ended_at=row.ended_at,
        outcome=RunOutcome(row.outcome),
        files=sum(states.values()),
        states=states,
        read=row.read,
        unchanged=row.unchanged,
        changes=changes,
        problem=row.problem,
        problem_kind=row.problem_kind,
    )
