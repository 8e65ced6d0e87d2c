"""A file that was read and cut, made into a document with its passages, decisions and findings, and saved."""

from dataclasses import replace

from domain.clock import local_date
from domain.document import Document, FileRecord
from domain.ids import DocumentId
from domain.passage import Passage
from domain.source_run import Change
from domain.written import Written
from ingest.acts.keeping import act_of, decisions_of, successions_of
from ingest.acts.stamps import stamp_signal
from ingest.folder import SeenFile
from ingest.identity import document_id, passage_id
from ingest.masking.document import MaskedCuts, masked_cuts
from ingest.masking.judging import policy_for, shows_all, stamp
from ingest.passages import CutDocument
from ingest.settling import Settled, findings_of, giant_signal
from ingest.sources.run import Run
from ingest.text import Reading
from ingest.written.choosing import find_written


def mask(run: Run, file: SeenFile, reading: Reading, cut: CutDocument) -> MaskedCuts:
    """What was cut, with residents' personal data found in it under the rules of today and persons' rulings."""
    policy = policy_for(run.profile, run.rulings_on(file.path))
    shown = shows_all(run.profile, run.source, file.path)
    return masked_cuts(cut, reading.media_type, policy, shows_all=shown)


def save_document(
    run: Run,
    file: SeenFile,
    settled: Settled,
    reading: Reading,
    masked: MaskedCuts,
    *,
    is_reread: bool = False,
    counted: FileRecord | None = None,
) -> None:
    """Replace all that was known of the file, in one transaction. Raises DiskFull, StorageUnavailable.

    ``counted`` is what the tally holds of it already in this run, when it is a page judged again.
    """
    bare, cut = run.record(file, settled), masked.shown
    identity = document_id(run.profile.slug, run.source, bare.named)
    record = replace(bare, document_id=identity)
    written = _written(run, file, reading, cut)
    personal = masked.personal([passage_id(identity, file.digest, ordinal) for ordinal in range(len(cut.cuts))])
    document = Document(
        id=identity,
        commune=run.profile.slug,
        source=run.source,
        path=file.path,
        digest=file.digest,
        media_type=reading.media_type,
        title=cut.title,
        visibility=run.visibility_of(file, identity, reading.media_type.value, masked.set_aside_by(settled.signals)),
        page_count=reading.page_count,
        session_date=cut.session_date,
        read_at=run.clock.now(),
        act=act_of(cut, run.profile),
        masked_count=len(personal),
        judged_with=stamp(run.profile, run.source, file.path),
        address=run.mirrored[file.path].address if file.path in run.mirrored else None,
        written_on=written.on if written else None,
        written_evidence=written.evidence if written else None,
    )
    passages = _passages(run, file, identity, cut)
    giant = giant_signal(reading.page_count, cut.word_count)
    stamped = stamp_signal(cut.act, cut.session_date)
    findings = findings_of(
        settled, run.source, file.path, identity, (*giant, *stamped, *masked.signals), named=record.named
    )
    decisions = decisions_of(identity, cut.decisions, run.profile)
    successions = successions_of(identity, cut)
    entry = run.entry(record, Change.REREAD if is_reread or counted else None)
    run.store.save_file(record, document, passages, findings, decisions, successions, personal, entry=entry)
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


def _written(run: Run, file: SeenFile, reading: Reading, cut: CutDocument) -> Written | None:
    until = local_date(run.clock.now(), run.profile.timezone)
    return find_written(reading, cut.title, until, run.served.get(file.path))


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
            link=piece.link,
            ocr_confidences=piece.ocr_confidences,
            doubtful=piece.doubtful,
        )
        for ordinal, piece in enumerate(cut.cuts)
    ]
