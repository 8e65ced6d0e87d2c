"""Files, documents, passages, decisions and findings, from values to rows and back."""

from typing import Any

from sqlalchemy import Row

from domain.act import Act, ActKind, Decision, Outcome, Transmission, Vote
from domain.document import Document, FileReason, FileRecord, FileState, MediaType, Visibility
from domain.finding import Finding, FindingState, Severity
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.written import WrittenEvidence


def file_row(record: FileRecord) -> dict[str, object]:
    """The columns of ``files``."""
    return {
        "source": record.source,
        "path": record.path,
        "digest": record.digest,
        "size_bytes": record.size_bytes,
        "state": record.state.value,
        "reason": None if record.reason is None else record.reason.value,
        "detail": record.detail,
        "duplicate_of": record.duplicate_of,
        "document_id": record.document_id,
        "seen_at": record.seen_at,
        "first_path": record.first_path or None,
        "reader_version": record.reader_version,
        "stamp": record.stamp or None,
        "digested_at": record.digested_at,
    }


def read_file(row: Row[Any]) -> FileRecord:
    """A row of ``files``."""
    return FileRecord(
        source=SourceName(row.source),
        path=row.path,
        digest=row.digest,
        size_bytes=row.size_bytes,
        state=FileState(row.state),
        reason=None if row.reason is None else FileReason(row.reason),
        detail=row.detail,
        duplicate_of=row.duplicate_of,
        document_id=None if row.document_id is None else DocumentId(row.document_id),
        seen_at=row.seen_at,
        first_path=row.first_path or "",
        reader_version=row.reader_version or 0,
        stamp=row.stamp or "",
        digested_at=row.digested_at,
    )


def document_row(document: Document) -> dict[str, object]:
    """The columns of ``documents``."""
    stamp = document.act.transmission if document.act else None
    return {
        "id": document.id,
        "source": document.source,
        "path": document.path,
        "digest": document.digest,
        "media_type": document.media_type.value,
        "title": document.title,
        "visibility": document.visibility.value,
        "page_count": document.page_count,
        "session_date": document.session_date,
        "read_at": document.read_at,
        "act_kind": None if document.act is None else document.act.kind.value,
        "act_number": None if document.act is None else document.act.number,
        "instance": None if document.act is None else document.act.instance,
        "effect_date": None if document.act is None else document.act.effect_date,
        "stamp_identifier": None if stamp is None else stamp.identifier,
        "sent_on": None if stamp is None else stamp.sent_on,
        "received_on": None if stamp is None else stamp.received_on,
        "published_on": None if stamp is None else stamp.published_on,
        "address": document.address,
        "last_day": None if document.act is None else document.act.last_day,
        "delegated": None if document.act is None else document.act.delegated,
        "masked_count": document.masked_count,
        "judged_with": document.judged_with,
        "written_on": document.written_on,
        "written_evidence": None if document.written_evidence is None else document.written_evidence.value,
    }


def read_document(row: Row[Any], commune: CommuneSlug) -> Document:
    """A row of ``documents`` in the database of ``commune``."""
    return Document(
        id=DocumentId(row.id),
        commune=commune,
        source=SourceName(row.source),
        path=row.path,
        digest=row.digest,
        media_type=MediaType(row.media_type),
        title=row.title,
        visibility=Visibility(row.visibility),
        page_count=row.page_count,
        session_date=row.session_date,
        read_at=row.read_at,
        act=None if row.act_kind is None else _read_act(row),
        address=row.address,
        masked_count=row.masked_count or 0,
        judged_with=row.judged_with or "",
        written_on=row.written_on,
        written_evidence=None if row.written_evidence is None else WrittenEvidence(row.written_evidence),
    )


def _read_act(row: Row[Any]) -> Act:
    stamp = Transmission(
        identifier=row.stamp_identifier,
        sent_on=row.sent_on,
        received_on=row.received_on,
        published_on=row.published_on,
    )
    return Act(
        kind=ActKind(row.act_kind),
        number=row.act_number,
        instance=row.instance,
        effect_date=row.effect_date,
        transmission=None if stamp == Transmission() else stamp,
        last_day=row.last_day,
        delegated=row.delegated,
    )


def passage_row(passage: Passage) -> dict[str, object]:
    """The columns of ``passages``."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "ordinal": passage.ordinal,
        "text": passage.text,
        "context": passage.context,
        "heading_path": passage.heading_path,
        "page": passage.page,
        "start_offset": passage.start,
        "end_offset": passage.end,
        "link": passage.link,
        "ocr_confidences": passage.ocr_confidences,
        "doubtful": passage.doubtful,
    }


def read_passage(row: Row[Any], commune: CommuneSlug) -> Passage:
    """A row of ``passages`` in the database of ``commune``."""
    return Passage(
        id=PassageId(row.id),
        document_id=DocumentId(row.document_id),
        commune=commune,
        ordinal=row.ordinal,
        text=row.text,
        context=row.context,
        heading_path=row.heading_path,
        page=row.page,
        start=row.start_offset,
        end=row.end_offset,
        link=row.link,
        ocr_confidences=row.ocr_confidences,
        doubtful=row.doubtful,
    )


def decision_row(decision: Decision) -> dict[str, object]:
    """The columns of ``decisions``, less its number."""
    vote = decision.vote
    return {
        "document_id": decision.document_id,
        "ordinal": decision.ordinal,
        "number": decision.number,
        "title": decision.title,
        "day": decision.day,
        "is_voted": int(vote is not None),
        "outcome": None if vote is None or vote.outcome is None else vote.outcome.value,
        "in_favour": None if vote is None else vote.in_favour,
        "against": None if vote is None else vote.against,
        "abstentions": None if vote is None else vote.abstentions,
        "in_office": None if vote is None else vote.in_office,
        "voters": None if vote is None else vote.voters,
        "matter": decision.matter,
        "page": decision.page,
        "start_offset": decision.start,
        "end_offset": decision.end,
        "first_day": decision.first_day,
        "last_day": decision.last_day,
        "delegated": decision.delegated,
        "link": decision.link,
    }


def read_decision(row: Row[Any]) -> Decision:
    """A row of ``decisions``."""
    return Decision(
        document_id=DocumentId(row.document_id),
        ordinal=row.ordinal,
        number=row.number,
        title=row.title,
        day=row.day,
        vote=_read_vote(row) if row.is_voted else None,
        matter=row.matter,
        page=row.page,
        start=row.start_offset,
        end=row.end_offset,
        first_day=row.first_day,
        last_day=row.last_day,
        delegated=row.delegated,
        link=row.link,
    )


def _read_vote(row: Row[Any]) -> Vote:
    return Vote(
        outcome=None if row.outcome is None else Outcome(row.outcome),
        in_favour=row.in_favour,
        against=row.against,
        abstentions=row.abstentions,
        in_office=row.in_office,
        voters=row.voters,
    )


def finding_row(finding: Finding) -> dict[str, object]:
    """The columns of ``findings``, less its number."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "source": finding.source,
        "path": finding.path,
        "document_id": finding.document_id,
        "passage_id": finding.passage_id,
        "page": finding.page,
        "start_offset": finding.start,
        "end_offset": finding.end,
        "measures": finding.measures,
        "fingerprint": finding.fingerprint,
        "state": finding.state.value,
    }


def read_finding(row: Row[Any]) -> Finding:
    """A row of ``findings``."""
    return Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        source=SourceName(row.source),
        path=row.path,
        document_id=None if row.document_id is None else DocumentId(row.document_id),
        passage_id=None if row.passage_id is None else PassageId(row.passage_id),
        page=row.page,
        start=row.start_offset,
        end=row.end_offset,
        measures=row.measures,
        fingerprint=row.fingerprint,
        state=FindingState(row.state),
    )
