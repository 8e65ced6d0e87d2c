"""How the journal of runs is told, to people and in JSON."""

from collections.abc import Sequence

from answering.answer_json import JsonValue
from api.back_door import Json
from domain.document import FileState
from domain.source_run import Change, RunEntry, SourceRun


def run_line(run: SourceRun) -> str:
    """One line."""
    changes = ", ".join(f"{count} {change.value}" for change, count in run.changes.items()) or "nothing changed"
    told = f"{run.id:4} {run.started_at:%Y-%m-%d %H:%M} {run.source}: {run.outcome.value}, {changes}"
    return told + (f" ({run.problem})" if run.problem else "")


def entry_line(entry: RunEntry) -> str:
    """One line: what happened, where, and why it does not answer."""
    path = f"{entry.former_path} -> {entry.path}" if entry.former_path else entry.path
    fate = [part for part in (entry.state, entry.reason, entry.duplicate_of) if part]
    return f"     {entry.change.value:8} {path}" + (f" ({', '.join(fate)})" if fate else "")


def run_json(run: SourceRun, entries: Sequence[RunEntry] | None = None) -> Json:
    """A run (schema: docs/schemas/runs.schema.json), with its entries when given."""
    told: Json = {
        "run": int(run.id),
        "source": str(run.source),
        "place": run.place,
        "is_complete": run.is_complete,
        "trigger": run.trigger.value,
        "by": run.by,
        "started_at": run.started_at.isoformat(),
        "ended_at": None if run.ended_at is None else run.ended_at.isoformat(),
        "outcome": run.outcome.value,
        "files": run.files,
        "states": {state.value: run.states.get(state, 0) for state in FileState},
        "read": run.read,
        "unchanged": run.unchanged,
        "changes": {change.value: run.changes.get(change, 0) for change in Change},
        "problem": run.problem or None,
        "problem_kind": run.problem_kind or None,
    }
    if entries is not None:
        told["entries"] = [entry_json(entry) for entry in entries]
    return told


def entry_json(entry: RunEntry) -> dict[str, JsonValue]:
    """What happened to one file."""
    return {
        "at": entry.at.isoformat(),
        "change": entry.change.value,
        "path": entry.path,
        "former_path": entry.former_path,
        "digest": entry.digest or None,
        "former_digest": entry.former_digest or None,
        "state": None if entry.state is None else entry.state.value,
        "reason": None if entry.reason is None else entry.reason.value,
        "detail": entry.detail or None,
        "duplicate_of": entry.duplicate_of,
        "document": None if entry.document_id is None else str(entry.document_id),
    }
