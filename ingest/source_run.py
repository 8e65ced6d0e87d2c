"""A source brought up to date: digests first, then only what changed is read; each file is one transaction.

Killed at any moment, it leaves whole files; the next run completes it. Identical bytes are read once in a source.
Only documents of this source, in a complete run, may disappear. Leaves to the caller: rebuilding the index when the
store's generation moved, and sweeping originals that no source needs any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from domain.act import Decision
from domain.document import WAITING_FOR_OCR, Document, FileReason, FileRecord, FileState, Visibility
from domain.errors import TooManyRemovals
from domain.finding import Finding
from domain.ids import DocumentId, SourceName
from domain.passage import Passage
from domain.ports import Clock, DocumentStore, OriginalStore
from domain.profile import CommuneProfile
from ingest.acts.matters import find_matter
from ingest.cage.pool import WORKER, Cage, CageRequest
from ingest.folder import SeenFile, list_files, look_at
from ingest.identity import document_id, passage_id
from ingest.ocr.completing import completed_all
from ingest.ocr.scan_reader import ScanReader
from ingest.passages import CutDocument
from ingest.run_report import Progress, RunReport, Tally
from ingest.settling import Settled, findings_of, giant_signal, settle
from ingest.sniffing import REASONS, Form, Sniffed, sniff
from ingest.text import Outcome, Reading, Refusal, Signal

# Of a source's files that may vanish without a question: a fifth (DESIGN §3).
REMOVABLE_SHARE = 0.2


def ingest_source(
    folder: Path,
    source: SourceName,
    profile: CommuneProfile,
    store: DocumentStore,
    originals: OriginalStore,
    clock: Clock,
    cage: Cage,
    progress: Progress | None = None,
    allow_removals: bool = False,
    scans: ScanReader | None = None,
) -> RunReport:
    """Bring ``source`` in step with ``folder``; a path to a single file adds or replaces that file and nothing else.

    With ``scans``, pages without text or with a bad one are read by OCR, those of files known before too.

    Raises UnreadableSource (nothing changed), TooManyRemovals (nothing changed) unless ``allow_removals``,
    DiskFull and StorageUnavailable (files done so far stay done).
    """
    is_complete = folder.is_dir()
    listed = list_files(folder)
    known = {record.path: record for record in store.files(source)}
    gone = sorted(known.keys() - {path for path, _ in listed}) if is_complete else []
    _check_removals(source, len(gone), len(known), allow_removals)
    removed = store.remove_files(source, gone) if gone else 0
    root = folder if is_complete else folder.parent
    seen = [look_at(path, location, root, cage.limits.file_bytes) for path, location in listed]
    tally = Tally(len(seen), progress)
    run = _Run(
        source=source,
        profile=profile,
        store=store,
        originals=originals,
        clock=clock,
        cage=cage,
        tally=tally,
        scans=scans,
    )
    first = _first_paths(seen, {} if is_complete else known)
    to_read = [file for file in seen if not _is_done_by_look(run, file, first.get(file.digest), known.get(file.path))]
    if to_read:
        _read_and_save(run, to_read)
    return tally.report(profile.slug, source, removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What stays the same during a run."""

    source: SourceName
    profile: CommuneProfile
    store: DocumentStore
    originals: OriginalStore
    clock: Clock
    cage: Cage
    tally: Tally
    scans: ScanReader | None = None

    def record(self, file: SeenFile, settled: Settled, document: DocumentId | None = None) -> FileRecord:
        """What is known of a file now."""
        return FileRecord(
            source=self.source,
            path=file.path,
            digest=file.digest,
            size_bytes=file.size_bytes,
            state=settled.state,
            reason=settled.reason,
            detail=settled.detail,
            document_id=document,
            seen_at=self.clock.now(),
        )

    def visibility(self, path: str) -> Visibility:
        """INTERNE for what the profile's globs name, by path in the source or by source and path."""
        names = (path, f"{self.source}/{path}")
        is_internal = any(fnmatchcase(name, glob) for glob in self.profile.internal_paths for name in names)
        return Visibility.INTERNE if is_internal else Visibility.PUBLIC


def _check_removals(source: SourceName, gone: int, known: int, allowed: bool) -> None:
    if gone > REMOVABLE_SHARE * known and not allowed:
        raise TooManyRemovals(
            f"source {source}: {gone} of {known} files are gone, over a fifth; nothing was changed. "
            "Check the folder, or run again with --yes"
        )


def _first_paths(seen: Sequence[SeenFile], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """For each digest the path that stands for it: one already in the source, else the first in order."""
    first: dict[str, str] = {}
    for path in sorted(known):
        if known[path].digest and known[path].state is not FileState.DUPLICATE_OF:
            first.setdefault(known[path].digest, path)
    for file in seen:
        if file.digest and file.size_bytes:
            first.setdefault(file.digest, file.path)
    return first


def _is_done_by_look(run: _Run, file: SeenFile, first: str | None, former: FileRecord | None) -> bool:
    """Settle what needs no reader: unchanged files, duplicates, and those refused by their look."""
    if first is not None and first != file.path:
        settled = Settled(state=FileState.DUPLICATE_OF, reason=None, detail="", reading=None, signals=())
        _keep(run, replace(run.record(file, settled), duplicate_of=first), former, [])
        return True
    waits = run.scans is not None and former is not None and former.reason in WAITING_FOR_OCR
    if former is not None and not waits and _is_known(file, former):
        _refresh_visibility(run, former)
        run.tally.add(former, unchanged=1)
        return True
    refusal = _refusal_by_look(file, run.cage.limits.file_bytes)
    if refusal is None:
        return False
    settled = settle(refusal)
    if settled.state is FileState.WAITING:
        run.originals.put(file.digest, file.location)
    _keep(run, run.record(file, settled), former, findings_of(settled, run.source, file.path, None))
    return True


def _is_known(file: SeenFile, former: FileRecord) -> bool:
    """Whether what is known of the file still holds: the same bytes, read or refused for what they are.

    A refusal because the worker died or was too slow may be the machine's doing (memory taken by others, a kill): the
    file is tried again at each run.
    """
    same = bool(file.digest) and former.digest == file.digest and former.duplicate_of is None
    return same and not (former.state is FileState.REJECTED and former.detail.startswith(WORKER))


def _refusal_by_look(file: SeenFile, largest: int) -> Refusal | None:
    if file.problem:
        return Refusal(reason=FileReason.UNREADABLE, detail=file.problem)
    if file.size_bytes > largest:
        return Refusal(reason=FileReason.TOO_LARGE, detail=f"{file.size_bytes} bytes, at most {largest}")
    if not file.size_bytes:
        return Refusal(reason=FileReason.EMPTY)
    look = sniff(file.path, file.head)
    reason = REASONS.get(look.form)
    if reason is None:
        return None
    if reason is FileReason.UNSUPPORTED and look.claimed is not Form.UNKNOWN:
        reason = FileReason.MISLABELLED
    return Refusal(reason=reason, detail=f"is {look.form}, named as {look.claimed}")


def _refresh_visibility(run: _Run, record: FileRecord) -> None:
    """The profile may have changed. What a person has set aside (A_RELIRE, RETIRE) stays so."""
    document = run.store.document(record.document_id) if record.document_id else None
    if document is None or document.visibility not in (Visibility.PUBLIC, Visibility.INTERNE):
        return
    wanted = run.visibility(record.path)
    if wanted is not document.visibility:
        run.store.set_visibility(document.id, wanted)


def _keep(run: _Run, record: FileRecord, former: FileRecord | None, findings: Sequence[Finding]) -> None:
    """Save a file without a document, unless all is as it was: the index then needs no rebuilding."""
    if former is None or replace(former, seen_at=record.seen_at) != record:
        run.store.save_file(record, None, [], findings)
    run.tally.add(record, findings=len(findings))


def _read_and_save(run: _Run, files: Sequence[SeenFile]) -> None:
    # LlamaIndex takes a second and 100 MB to import: not before there is something to cut.
    from ingest.llamaindex_steps import PassageSteps

    steps = PassageSteps()
    for file, outcome in _outcomes(run, files):
        settled = settle(outcome)
        cut = steps(settled.reading, file.path) if settled.reading else None
        if settled.reading and cut and cut.cuts:
            _save_document(run, file, settled, settled.reading, cut)
            continue
        if settled.reading:
            settled = settle(Refusal(reason=FileReason.NO_TEXT, detail="nothing but menus or running lines"))
        findings = findings_of(settled, run.source, file.path, None)
        record = run.record(file, settled)
        run.store.save_file(record, None, [], findings)
        run.tally.add(record, read=1, findings=len(findings))


def _outcomes(run: _Run, files: Sequence[SeenFile]) -> Iterator[tuple[SeenFile, Outcome]]:
    looks = [sniff(file.path, file.head) for file in files]

    def requests() -> Iterator[CageRequest]:
        for file, look in zip(files, looks, strict=True):
            run.originals.put(file.digest, file.location)
            yield CageRequest(path=_bytes_of(run, file), form=look.form)

    outcomes = run.cage.read_all(requests())
    if run.scans is not None:
        read = zip(files, outcomes, strict=True)
        outcomes = completed_all(run.scans, ((_bytes_of(run, file), file.digest, o) for file, o in read))
    for file, look, outcome in zip(files, looks, outcomes, strict=True):
        yield file, _with_label(outcome, look)


def _bytes_of(run: _Run, file: SeenFile) -> Path:
    return run.originals.path(file.digest) or file.location


def _with_label(outcome: Outcome, look: Sniffed) -> Outcome:
    if not look.is_mislabelled:
        return outcome
    signal = Signal(rule="PD-13", measures=(("named_as", look.claimed.value), ("is", look.form.value)))
    return replace(outcome, signals=(*outcome.signals, signal))


def _save_document(run: _Run, file: SeenFile, settled: Settled, reading: Reading, cut: CutDocument) -> None:
    identity = document_id(run.profile.slug, run.source, file.path)
    document = Document(
        id=identity,
        commune=run.profile.slug,
        source=run.source,
        path=file.path,
        digest=file.digest,
        media_type=reading.media_type,
        title=cut.title,
        visibility=run.visibility(file.path),
        page_count=reading.page_count,
        session_date=cut.session_date,
        read_at=run.clock.now(),
        act=cut.act,
    )
    passages = [
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
    decisions = [
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
    giant = giant_signal(reading.page_count, cut.word_count)
    findings = findings_of(settled, run.source, file.path, identity, giant)
    record = run.record(file, settled, identity)
    run.store.save_file(record, document, passages, findings, decisions)
    run.tally.add(
        record,
        read=1,
        pages=len(reading.pages),
        text_pages=sum(1 for page in reading.pages if page.lines),
        ocr_pages=sum(1 for page in reading.pages if any(line.confidence is not None for line in page.lines)),
        passages=len(passages),
        findings=len(findings),
    )
