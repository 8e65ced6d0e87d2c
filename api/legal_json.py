"""What the commands say of articles at a date, as JSON (docs/schemas/visas-resolve.schema.json)."""

from datetime import date

from answering.answer_json import JsonValue
from domain.legal_base import Coverage
from visas.resolving.resolution import Resolution


def resolution_json(one: Resolution) -> dict[str, JsonValue]:
    """A resolution with its version, its replacements and how far the base may be believed."""
    version = one.version
    return {
        "asked": one.asked,
        "key": one.key,
        "at": one.at.isoformat(),
        "state": one.state.value,
        "verdict": one.verdict.value,
        "start": version.start.isoformat() if version else None,
        "end": _day(version.end) if version else None,
        "changed_by": version.changed_by if version else "",
        "text": version.text if version else "",
        "url": one.url,
        "cautions": [caution.value for caution in sorted(one.cautions)],
        "corrected_date": _day(one.corrected_date),
        "candidates": [*one.candidates],
        "replacements": [
            {"key": r.new, "link": r.link, "since": _day(r.since), "source": r.source, "note": r.note}
            for r in one.replacements
        ],
        "senses": [{"heading": s.heading, "start": s.start.isoformat(), "end": _day(s.end)} for s in one.senses],
        "coverage": None if one.coverage is None else coverage_json(one.coverage),
    }


def coverage_json(coverage: Coverage) -> dict[str, JsonValue]:
    """What a base holds of a subject, and until when."""
    return {
        "subject": coverage.subject,
        "since": _day(coverage.since),
        "until": coverage.until.isoformat(),
        "source": coverage.source,
        "is_complete": coverage.is_complete,
        "note": coverage.note,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
