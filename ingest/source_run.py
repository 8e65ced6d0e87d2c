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
from domain.document import Document, FileReason, FileRecord, FileState, Visibility
from domain.errors import TooManyRemovals
from domain.finding import Finding
from domain.ids import DocumentId, SourceName
from domain.passage import Passage
from domain.ports import Clock, DocumentStore, OriginalStore
from domain.profile import CommuneProfile
from ingest.acts.matters import find_matter
from ingest.archives.expansion import with_members
from ingest.archives.names import path_and_containers
from ingest.cage.pool import Cage, CageRequest
from ingest.folder import SeenFile, list_files, look_at
from ingest.identity import document_id, passage_id
from ingest.office.libreoffice_conversion import is_there
from ingest.passages import CutDocument
from ingest.run_report import Progress, RunReport, Tally
from ingest.settling import Settled, findings_of, giant_signal, settle
from ingest.sniffing import CONVERTED, REASONS, Form, Sniffed, sniff
from ingest.text import WORKER, Outcome, Reading, Refusal, Signal

# Of a source's files that may vanish without a question: a fifth (DESIGN §3).
REMOVABLE_SHARE = 0.2
# How the detail of a refusal begins when the file's look alone made it.
_BY_LOOK = "is "


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
) -> RunReport:
    """Bring ``source`` in step with ``folder``; a path to a single file adds or replaces that file and nothing else.

    Raises UnreadableSource (nothing changed), TooManyRemovals (nothing changed) unless ``allow_removals``,
    DiskFull and StorageUnavailable (files done so far stay done).
    """
    is_complete = folder.is_dir()
    listed = list_files(folder)
    known = {record.path: record for record in store.files(source)}
    root = folder if is_complete else folder.parent
    seen = [look_at(path, location, root, cage.limits.file_bytes) for path, location in listed]
    kept = {} if is_complete else known
    seen = with_members(seen, _first_paths(seen, kept), known, cage, originals)
    absent = sorted(known.keys() - {file.path for file in seen})
    containers = tuple(f"{path}/" for path, _ in listed)
    lost = [path for path in absent if path.startswith(containers)]
    gone = absent if is_complete else lost
    # What a changed archive no longer holds is a change of that file, as a page less is of a PDF.
    _check_removals(source, len(gone) - len(lost), len(known), allow_removals)
    removed = store.remove_files(source, gone) if gone else 0
    tally = Tally(len(seen), progress)
    paths = frozenset(file.path for file in seen)
    run = _Run(
        source=source,
        profile=profile,
        store=store,
        originals=originals,
        clock=clock,
        cage=cage,
        tally=tally,
        paths=paths,
    )
    first = _first_paths(seen, {path: record for path, record in kept.items() if path not in gone})
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
    paths: frozenset[str]

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
        """INTERNE for what the profile's globs name, by path or by source and path, or whose container they name."""
        names = [name for one in path_and_containers(path, self.paths) for name in (one, f"{self.source}/{one}")]
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
    refusal = _refusal_by_look(file, run.cage.limits.file_bytes)
    if former is not None and _is_known(file, former, refusal):
        _refresh_visibility(run, former)
        run.tally.add(former, unchanged=1)
        return True
    if refusal is None:
        return False
    settled = settle(refusal)
    if settled.state is FileState.WAITING:
        run.originals.put(file.digest, file.location)
    _keep(run, run.record(file, settled), former, findings_of(settled, run.source, file.path, None))
    return True


def _is_known(file: SeenFile, former: FileRecord, refusal: Refusal | None) -> bool:
    """Whether what is known of the file still holds: the same bytes, read or refused for what they are.

    What its look alone refused, or made wait for a tool, is tried again once its look refuses it no more: a later
    version reads more formats, and tools are installed.

    A refusal because the worker died or was too slow may be the machine's doing (memory taken by others, a kill): the
    file is tried again at each run.
    """
    same = bool(file.digest) and former.digest == file.digest and former.duplicate_of is None
    if former.detail.startswith(_BY_LOOK) and (refusal is None or refusal.reason is not former.reason):
        return False
    return same and not (former.state is FileState.REJECTED and former.detail.startswith(WORKER))


def _refusal_by_look(file: SeenFile, largest: int) -> Refusal | None:
    if file.problem:
        return Refusal(reason=file.reason, detail=file.problem)
    if file.size_bytes > largest:
        return Refusal(reason=FileReason.TOO_LARGE, detail=f"{file.size_bytes} bytes, at most {largest}")
    if not file.size_bytes:
        return Refusal(reason=FileReason.EMPTY)
    look = sniff(file.path, file.head)
    reason = REASONS.get(look.form)
    if look.form in CONVERTED and not is_there(look.form):
        return Refusal(
            reason=FileReason.NEEDS_LIBREOFFICE, detail=f"{_BY_LOOK}{look.form}; install LibreOffice to read it"
        )
    if reason is None:
        return None
    if reason is FileReason.UNSUPPORTED and look.claimed is not Form.UNKNOWN:
        reason = FileReason.MISLABELLED
    return Refusal(reason=reason, detail=f"{_BY_LOOK}{look.form}, named as {look.claimed}")


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
            yield CageRequest(path=run.originals.path(file.digest) or file.location, form=look.form)

    for file, look, outcome in zip(files, looks, run.cage.read_all(requests()), strict=True):
        yield file, _with_label(outcome, look)


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
            link=piece.link,
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
            matter=found.matter or find_matter(found.title),
            page=found.page,
            start=found.start,
            end=found.end,
            link=found.link,
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
        passages=len(passages),
        findings=len(findings),
    )
