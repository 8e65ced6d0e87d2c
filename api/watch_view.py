"""The watch of law as JSON (docs/schemas/visas-watch.schema.json), for the command and the page."""

from collections.abc import Sequence
from datetime import date

from answering.answer_json import JsonValue
from domain.legal_watch import VisaChange, WatchRun
from prompts.catalogue import text


def watch_json(
    run: WatchRun | None, changes: Sequence[VisaChange], *, commune: str, since: date
) -> dict[str, JsonValue]:
    """The last run, and every change that stands, what is news since ``since`` marked and first."""
    ordered = sorted(changes, key=lambda change: change.news_on < since)
    return {
        "commune": commune,
        "since": since.isoformat(),
        "run": None if run is None else run_json(run),
        "news": sum(change.news_on >= since for change in changes),
        "changes": [change_json(change, commune=commune, since=since) for change in ordered],
    }


def run_json(run: WatchRun) -> dict[str, JsonValue]:
    """What a run read, against which law."""
    return {
        "day": run.day.isoformat(),
        "is_loaded": run.is_loaded,
        "known_until": _iso(run.known_until),
        "models": run.models,
        "acts": run.acts,
        "visas": run.visas,
        "changes": run.changes,
        "settled": run.settled,
    }


def change_json(change: VisaChange, *, commune: str, since: date) -> dict[str, JsonValue]:
    """One change with its document, its visa, its days, what may be written instead, its official page."""
    anchor = f"#page-{change.page}" if change.page else ""
    return {
        "kind": change.kind.value,
        "sentence": text(f"watch.why_{change.kind.value}"),
        "is_news": change.news_on >= since,
        "news_on": change.news_on.isoformat(),
        "first_seen": change.first_seen.isoformat(),
        "day": _iso(change.day),
        "key": change.key,
        "surface": change.surface,
        "visa": change.visa,
        "changed_by": change.changed_by,
        "proposals": [{"key": key, "wording": wording} for key, wording in change.wordings],
        "url": change.url or None,
        "role": change.role.value,
        "title": change.title,
        "number": change.number or None,
        "act_day": _iso(change.act_day),
        "page": change.page,
        "document": str(change.place.document_id),
        "link": f"/c/{commune}/documents/{change.place.document_id}{anchor}",
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
