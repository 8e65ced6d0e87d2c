"""The JSON form of an answer, one for the command and for HTTP (schema: docs/schemas/answer.schema.json)."""

from collections.abc import Sequence
from typing import TypeAlias

from domain.answer import Answer, AnswerSentence, Citation, ConsideredPassage, PublicContact, VersionNote
from domain.profile import OpeningHours, Service

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def answer_as_json(answer: Answer, *, version: str) -> dict[str, JsonValue]:
    """The whole answer. ``version`` is the product's; the ``ia`` block is the marking of AI Act art. 50(2)."""
    return {
        "question": answer.question.text,
        "commune": str(answer.question.commune),
        "asked_at": answer.question.asked_at.isoformat(),
        "understood_as": answer.understood_as,
        "status": answer.status.value,
        "message": answer.message,
        "notices": list(answer.notices),
        "contacts": [_contact(c) for c in answer.contacts],
        "sentences": [_sentence(s) for s in answer.sentences],
        "citations": [_citation(c) for c in answer.citations],
        "choices": [{"label": c.label, "question": c.question} for c in answer.choices],
        "considered": [_considered(c) for c in answer.considered],
        "service": None if answer.service is None else _service(answer.service),
        "documents_as_of": None if answer.documents_as_of is None else answer.documents_as_of.isoformat(),
        "steps": [{"name": s.name, "milliseconds": s.milliseconds, "outcome": s.outcome} for s in answer.steps],
        "ia": {
            "genere": True,
            "modele": answer.made_with,
            "version": version,
            "date": answer.question.asked_at.date().isoformat(),
        },
    }


def _contact(contact: PublicContact) -> dict[str, JsonValue]:
    return {
        "name": contact.name,
        "purpose": contact.purpose,
        "phone": contact.phone,
        "address": contact.address,
        "by_text": contact.by_text,
    }


def _sentence(sentence: AnswerSentence) -> dict[str, JsonValue]:
    return {
        "text": sentence.text,
        "kind": sentence.kind.value,
        "lead": sentence.lead,
        "citation": sentence.citation,
        "to_check": list(sentence.to_check),
        "role": sentence.role.value,
        "condition": sentence.condition,
    }


def _citation(citation: Citation) -> dict[str, JsonValue]:
    return {
        "number": citation.number,
        "document": str(citation.document_id),
        "passage": str(citation.passage_id),
        "source": str(citation.source),
        "path": citation.path,
        "title": citation.title,
        "heading_path": list(citation.heading_path),
        "page": citation.page,
        "page_count": citation.page_count,
        "session_date": None if citation.session_date is None else citation.session_date.isoformat(),
        "written_on": None if citation.written_on is None else citation.written_on.isoformat(),
        "written_evidence": None if citation.written_evidence is None else citation.written_evidence.value,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "ocr_confidence": None if citation.ocr_confidence is None else round(citation.ocr_confidence, 3),
        "address": citation.address,
        "link": citation.link,
        "notes": [_note(note) for note in citation.notes],
    }


def _note(note: VersionNote) -> dict[str, JsonValue]:
    return {
        "text": note.text,
        "document": None if note.document_id is None else str(note.document_id),
        "page": note.page,
    }


def _considered(passage: ConsideredPassage) -> dict[str, JsonValue]:
    return {
        "passage": str(passage.passage_id),
        "document": str(passage.document_id),
        "source": str(passage.source),
        "path": passage.path,
        "page": passage.page,
        "score": round(passage.score, 6),
    }


def _service(service: Service) -> dict[str, JsonValue]:
    return {
        "slug": service.slug,
        "name": service.name,
        "address": list(service.address),
        "phone": service.phone,
        "email": service.email,
        "hours": None if service.hours is None else _hours(service.hours),
    }


def _hours(hours: OpeningHours) -> dict[str, JsonValue]:
    spans: Sequence[tuple[str, ...]] = [tuple(f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in day) for day in hours.week]
    return {day: list(of_day) for day, of_day in zip(DAYS, spans, strict=True)}
