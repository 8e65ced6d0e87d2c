"""Turns chosen units into what is shown: sentences verbatim, and citations numbered in reading order."""

from collections.abc import Sequence

from answering.doubts import doubts_of
from answering.version_notes import version_notes
from answering.written_notes import in_force_notes
from domain.answer import AnswerSentence, Citation, ConsideredPassage, VersionNote
from prompts import catalogue
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.drafts import is_draft
from retriever.ranking.scoring import ScoredUnit

MOST_NOTES = 4
"""Of one citation; the page of the document has them all."""


def shown_sentences(
    chosen: Sequence[ScoredUnit], then: Then
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """Sentences and citations. Units that follow one another in a passage share one citation."""
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for position, unit in enumerate(chosen):
        if position and _continues(chosen[position - 1], unit):
            citations[-1] = _citation(unit, then, number=citations[-1].number, start=citations[-1].start)
        else:
            citations.append(_citation(unit, then, number=len(citations) + 1, start=unit.unit.start))
        lead = unit.unit.lead
        if lead is not None and any(s.text == lead or s.lead == lead for s in sentences):
            lead = None
        sentences.append(
            AnswerSentence(
                text=unit.unit.text,
                kind=unit.unit.kind,
                lead=lead,
                citation=citations[-1].number,
                to_check=doubts_of(unit),
                role=unit.role,
                condition=unit.condition,
            )
        )
    return tuple(sentences), tuple(citations)


def considered_passages(candidates: Sequence[Candidate]) -> tuple[ConsideredPassage, ...]:
    """What the search brought, best first."""
    return tuple(
        ConsideredPassage(
            passage_id=c.passage.id,
            document_id=c.document.id,
            source=c.document.source,
            path=c.document.path,
            page=c.passage.page,
            score=c.score,
        )
        for c in candidates
    )


def _continues(before: ScoredUnit, after: ScoredUnit) -> bool:
    """Whether nothing but blanks and a bullet stands between two units of one passage."""
    passage = before.candidate.passage
    if passage.id != after.candidate.passage.id or after.unit.start < before.unit.end:
        return False
    return not passage.text[before.unit.end : after.unit.start].strip(" \n-,;:")


def _citation(chosen: ScoredUnit, then: Then, *, number: int, start: int) -> Citation:
    passage, document = chosen.candidate.passage, chosen.candidate.document
    return Citation(
        number=number,
        document_id=document.id,
        passage_id=passage.id,
        source=document.source,
        path=document.path,
        title=document.title,
        heading_path=passage.heading_path,
        page=passage.page,
        page_count=document.page_count,
        session_date=document.session_date,
        written_on=document.written_on,
        written_evidence=document.written_evidence,
        quote=passage.text[start : chosen.unit.end],
        start=start,
        end=chosen.unit.end,
        ocr_confidence=passage.ocr_confidence,
        address=document.address,
        notes=_notes(chosen, then),
        link=passage.link,
    )


def _notes(chosen: ScoredUnit, then: Then) -> tuple[VersionNote, ...]:
    if is_draft(chosen.candidate.document):
        return (VersionNote(text=catalogue.text("versions.draft")),)
    part = chosen.candidate.part_at(chosen.unit.start)
    if chosen.candidate.is_bygone:
        return (VersionNote(text=catalogue.text("versions.bygone")),)
    if part is None or part.act is None:
        return ()
    notes = (*in_force_notes(part.act, then.acts, then.days), *version_notes(part.act, then.acts, then.days))
    return notes[:MOST_NOTES]
