"""The JSON form of an inspection (schema: docs/schemas/inspect.schema.json)."""

from datetime import date

from answering.answer_json import JsonValue
from domain.act import Act, Vote
from domain.finding import Finding
from ingest.inspection.model import (
    InspectedDecision,
    InspectedPage,
    InspectedPassage,
    InspectedTable,
    Inspection,
    OutlineEntry,
)
from ingest.text import Box
from prompts.catalogue import rule_sentence, text


def inspection_as_json(seen: Inspection) -> dict[str, JsonValue]:
    """The whole inspection; lines of pages apart, whose words are in the passages."""
    return {
        "file": seen.name,
        "digest": seen.digest,
        "size_bytes": seen.size_bytes,
        "state": seen.state.value,
        "reason": seen.reason.value if seen.reason else None,
        "sentence": text(f"file_reason.{seen.reason.value}") if seen.reason else None,
        "detail": seen.detail,
        "media_type": seen.media_type.value if seen.media_type else None,
        "legibility": seen.legibility.value,
        "visibility": seen.visibility.value if seen.visibility else None,
        "title": seen.title,
        "kind": seen.act.kind.value if seen.act else None,
        "number": seen.act.number if seen.act else None,
        "instance": seen.act.instance if seen.act else None,
        "session_date": _day(seen.session_date),
        "written_on": _day(seen.written.on if seen.written else None),
        "written_evidence": seen.written.evidence.value if seen.written else None,
        "effect_date": _day(seen.act.effect_date) if seen.act else None,
        "transmission": _transmission(seen.act),
        "page_count": seen.page_count,
        "pages": [_page(page) for page in seen.pages],
        "outline": [_entry(entry) for entry in seen.outline],
        "tables": [_table(table) for table in seen.tables],
        "decisions": [_decision(decision) for decision in seen.decisions],
        "passages": [_passage(passage) for passage in seen.passages],
        "findings": [_finding(finding) for finding in seen.findings],
    }


def _transmission(act: Act | None) -> JsonValue:
    stamp = act.transmission if act else None
    if stamp is None:
        return None
    return {
        "identifier": stamp.identifier,
        "sent_on": _day(stamp.sent_on),
        "received_on": _day(stamp.received_on),
        "published_on": _day(stamp.published_on),
        "enforceable_since": _day(stamp.enforceable_since),
    }


def _page(page: InspectedPage) -> JsonValue:
    measures = page.legibility
    return {
        "page": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "characters": measures.characters,
        "words": measures.words,
        "unreadable_share": measures.unreadable_share,
        "has_images": measures.has_images,
        "columns": measures.columns,
        "waits_for_ocr": measures.waits_for_ocr,
        "is_disordered": measures.is_disordered,
        "out_of_order_share": measures.out_of_order_share,
        "left_out": list(page.left_out),
    }


def _entry(entry: OutlineEntry) -> JsonValue:
    return {
        "text": entry.text,
        "level": entry.level,
        "page": entry.page,
        "start": entry.start,
        "children": [_entry(child) for child in entry.children],
    }


def _table(table: InspectedTable) -> JsonValue:
    return {
        "page": table.page,
        "lead": list(table.lead),
        "headers": [list(row) for row in table.headers],
        "rows": [
            {
                "cells": list(row.cells),
                "groups": list(row.groups),
                "notes": list(row.notes),
                "start": row.start,
                "end": row.end,
            }
            for row in table.rows
        ],
        "start": table.start,
        "end": table.end,
        "box": _box(table.box),
    }


def _decision(decision: InspectedDecision) -> JsonValue:
    found = decision.found
    return {
        "number": found.number,
        "title": found.title,
        "day": _day(found.day),
        "vote": _vote(found.vote),
        "matter": decision.matter,
        "page": found.page,
        "start": found.start,
        "end": found.end,
    }


def _vote(vote: Vote | None) -> JsonValue:
    if vote is None:
        return None
    return {
        "outcome": vote.outcome.value if vote.outcome else None,
        "in_favour": vote.in_favour,
        "against": vote.against,
        "abstentions": vote.abstentions,
    }


def _passage(passage: InspectedPassage) -> JsonValue:
    cut = passage.cut
    return {
        "page": cut.page,
        "start": cut.start,
        "end": cut.end,
        "heading_path": list(cut.heading_path),
        "context": list(cut.context),
        "text": cut.text,
        "boxes": [_box(box) for box in passage.boxes],
    }


def _finding(finding: Finding) -> JsonValue:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sentence": rule_sentence(finding.rule),
        "page": finding.page,
        "start": finding.start,
        "end": finding.end,
        "measures": dict(finding.measures),
        "fingerprint": finding.fingerprint,
    }


def _box(box: Box | None) -> JsonValue:
    return None if box is None else [round(value, 2) for value in (box.left, box.top, box.right, box.bottom)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
