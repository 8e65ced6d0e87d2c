"""A file that was read and cut, made into a document with its passages, decisions and findings, and saved."""

from dataclasses import replace

from domain.act import Decision
from domain.document import Document, FileRecord
from domain.ids import DocumentId
from domain.passage import Passage
from domain.source_run import Change
from ingest.acts.matters import find_matter
from ingest.acts.stamps import stamp_signal
from ingest.folder import SeenFile
from ingest.identity import document_id, passage_id
from ingest.passages import CutDocument
from ingest.settling import Settled, findings_of, giant_signal
from ingest.sources.run import Run
from ingest.text import Reading


def save_document(
    run: Run,
    file: SeenFile,
    settled: Settled,
    reading: Reading,
    cut: CutDocument,
    *,
    is_reread: bool = False,
    counted: FileRecord | None = None,
) -> None:
    """Replace all that was known of the file, in one transaction. Raises DiskFull, StorageUnavailable.

    ``counted`` is what the tally holds of it already in this run, when it is a page judged again.
    """
    bare = run.record(file, settled)
    identity = document_id(run.profile.slug, run.source, bare.named)
    record = replace(bare, document_id=identity)
    document = Document(
        id=identity,
        commune=run.profile.slug,
        source=run.source,
        path=file.path,
        digest=file.digest,
        media_type=reading.media_type,
        title=cut.title,
        visibility=run.visibility_of(identity, file.path),
        page_count=reading.page_count,
        session_date=cut.session_date,
        read_at=run.clock.now(),
        act=cut.act,
        address=run.mirrored[file.path].address if file.path in run.mirrored else None,
    )
    passages = _passages(run, file, identity, cut)
    giant = giant_signal(reading.page_count, cut.word_count)
    stamp = stamp_signal(cut.act, cut.session_date)
    findings = findings_of(settled, run.source, file.path, identity, (*giant, *stamp), named=record.named)
    entry = run.entry(record, Change.REREAD if is_reread or counted else None)
    run.store.save_file(record, document, passages, findings, _decisions(identity, cut), entry=entry)
    run.tally.settle(
        record,
        counted,
        read=1,
        pages=len(reading.pages),
        text_pages=sum(1 for page in reading.pages if page.lines),
        ocr_pages=sum(1 for page in reading.pages if any(line.confidence is not None for line in page.lines)),
        passages=len(passages),
        findings=len(findings),
    )


def _passages(run: Run, file: SeenFile, identity: DocumentId, cut: CutDocument) -> list[Passage]:
    return [
        Passage(
            id=passage_id(identity, file.digest, ordinal),
            document_id=identity,
            commune=run.profile.slug,
            ordinal=ordinal,
            text=piece.text,
            context=piece.context,
            heading_path=piece.heading_path,
            page=piece.page,
            start=piece.start,
            end=piece.end,
            ocr_confidences=piece.ocr_confidences,
            doubtful=piece.doubtful,
        )
        for ordinal, piece in enumerate(cut.cuts)
    ]


def _decisions(identity: DocumentId, cut: CutDocument) -> list[Decision]:
    return [
        Decision(
            document_id=identity,
            ordinal=ordinal,
            number=found.number,
            title=found.title,
            day=found.day,
            vote=found.vote,
            matter=find_matter(found.title),
            page=found.page,
            start=found.start,
            end=found.end,
        )
        for ordinal, found in enumerate(cut.decisions)
    ]
