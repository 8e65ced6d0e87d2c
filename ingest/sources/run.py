"""What stays the same during a run over a source, and what it writes of each file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.document import Document, FileRecord, MediaType, Visibility
from domain.finding import Finding
from domain.ids import DocumentId, RunId, SourceName
from domain.ports import Clock, DocumentStore, OriginalStore, RulingStore
from domain.profile import CommuneProfile
from domain.ruling import Ruling, ruled_by_hand
from domain.source_run import Change, RunEntry
from ingest.archives.names import path_and_containers
from ingest.cage.pool import Cage
from ingest.folder import SeenFile
from ingest.masking.judging import judged_visibility, ruled_by_profile, stamp
from ingest.ocr.scan_reader import ScanReader
from ingest.reader_version import READER_VERSION
from ingest.run_report import Tally
from ingest.settling import Settled
from ingest.sites.mirrored_page import MirroredPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The source, the commune, where things are kept, who reads, and the count of what was done.

    ``known`` holds what was known of each file by its present path, moves done; ``documents`` those of the source.
    ``moved_names`` are the first paths of those that moved, which no other file may take.
    ``mirrored`` says, by path, whence the files of a site's copy come. ``paths`` are all files that the run sees.
    ``served`` are the days that the site gives for them and that are believed.
    ``number`` is that of the run in the journal; None when it has none.
    ``scans`` reads pages by OCR; None in a run that leaves them waiting.
    """

    source: SourceName
    profile: CommuneProfile
    store: DocumentStore
    originals: OriginalStore
    clock: Clock
    cage: Cage
    tally: Tally
    number: RunId | None = None
    known: Mapping[str, FileRecord] = field(default_factory=dict)
    documents: Mapping[DocumentId, Document] = field(default_factory=dict)
    moved_names: frozenset[str] = frozenset()
    mirrored: Mapping[str, MirroredPage] = field(default_factory=dict)
    served: Mapping[str, date] = field(default_factory=dict)
    scans: ScanReader | None = None
    rulings: RulingStore | None = None
    paths: frozenset[str] = frozenset()

    def record(self, file: SeenFile, settled: Settled) -> FileRecord:
        """What is known of a file now, less its document."""
        return FileRecord(
            source=self.source,
            path=file.path,
            digest=file.digest,
            size_bytes=file.size_bytes,
            state=settled.state,
            reason=settled.reason,
            detail=settled.detail,
            seen_at=self.clock.now(),
            first_path=self.first_path(file.path),
            reader_version=READER_VERSION,
            stamp=file.stamp,
            digested_at=self.digested_at(file),
        )

    def digested_at(self, file: SeenFile) -> datetime | None:
        """When its bytes were last read whole."""
        former = self.known.get(file.path)
        return former.digested_at if file.is_trusted and former else self.clock.now()

    def first_path(self, path: str) -> str:
        """The path that the file's ids are made of; empty when it is its own.

        A file that comes where another one was, which has moved with its ids, takes a name of its own.
        """
        former = self.known.get(path)
        if former is not None:
            return former.first_path
        number, name = 1, path
        while name in self.moved_names or (number > 1 and name in self.known):
            number += 1
            name = f"{path} [{number}]"
        return "" if name == path else name

    def is_internal(self, path: str) -> bool:
        """Whether the profile's globs name the file, by path in the source or by source and path."""
        return self.by_profile(path) is Visibility.INTERNE

    def by_profile(self, path: str, media_type: str = "") -> Visibility:
        """What ``commune.toml`` says of the file, or of a mail or an archive that it came in."""
        own = ruled_by_profile(self.profile, self.source, path, media_type)
        for container in path_and_containers(path, self.paths) if own is Visibility.PUBLIC else ():
            kind = MediaType.MAIL.value if container.lower().endswith(".eml") else ""
            ruled = ruled_by_profile(self.profile, self.source, container, kind if container != path else media_type)
            if ruled is not Visibility.PUBLIC:
                return ruled
        return own

    def rulings_on(self, path: str) -> Sequence[Ruling]:
        """What persons have decided about a file, in order."""
        return self.rulings.of_file(self.source, path) if self.rulings else ()

    def is_still_judged(self, record: FileRecord) -> bool:
        """Whether the rules of today would judge the file's document as they did; its visibility is brought up to date.

        The profile may have changed between public and internal. What was set aside, or ruled by a person, stays so.
        """
        document = self.documents.get(record.document_id) if record.document_id else None
        if document is None:
            return True
        by_profile = (Visibility.PUBLIC, Visibility.INTERNE)
        wanted = self.by_profile(record.path, document.media_type.value)
        is_moved = document.visibility in by_profile and wanted in by_profile and wanted is not document.visibility
        if is_moved and ruled_by_hand(self.rulings_on(record.path)) is None:
            self.store.set_visibility(document.id, wanted)
        return document.judged_with == stamp(self.profile, self.source, record.path)

    def visibility_of(
        self, file: SeenFile, identity: DocumentId, media_type: str, set_aside: Sequence[str]
    ) -> Visibility:
        """That of a document that was just read, ``set_aside`` being the rules for which it must be looked at.

        What was withdrawn stays so, and what waits to be looked at while its bytes are the same, until a person rules.
        """
        rulings, former = self.rulings_on(file.path), self.documents.get(identity)
        by_profile = self.by_profile(file.path, media_type)
        if former is not None and ruled_by_hand(rulings) is None:
            waits = former.visibility is Visibility.A_RELIRE and former.digest == file.digest
            if waits or former.visibility is Visibility.RETIRE:
                return former.visibility
        return judged_visibility(by_profile, set_aside, rulings, file.digest)

    def keep(
        self, record: FileRecord, findings: Sequence[Finding], *, read: int = 0, counted: FileRecord | None = None
    ) -> None:
        """Save a file without a document, unless all is as it was: the index then needs no rebuilding.

        ``counted`` is what the tally holds of it already in this run, if anything.
        """
        former = self.known.get(record.path)
        if former is None or _essence(former) != _essence(record):
            self.store.save_file(record, None, [], findings, entry=self.entry(record))
        elif former != replace(record, seen_at=former.seen_at, digested_at=former.digested_at):
            self.store.save_file(record, None, [], findings)
        self.tally.settle(record, counted, read=read, findings=len(findings))

    def entry(
        self, record: FileRecord, change: Change | None = None, *, former_path: str | None = None
    ) -> RunEntry | None:
        """What the journal says of a file that this run changes, which is counted; None without a journal."""
        former = self.known.get(record.path)
        told = change or (Change.ADDED if former is None else Change.CHANGED)
        self.tally.count(told.value)
        if self.number is None:
            return None
        return RunEntry(
            run=self.number,
            at=self.clock.now(),
            change=told,
            path=record.path,
            digest=record.digest,
            former_path=former_path,
            former_digest=former.digest if former and former_path is None else "",
            state=record.state,
            reason=record.reason,
            detail=record.detail,
            duplicate_of=record.duplicate_of,
            document_id=record.document_id or (former.document_id if former else None),
        )


def _essence(record: FileRecord) -> FileRecord:
    """What an editor would call the same: not when, nor by which version, it was looked at."""
    epoch = datetime.fromtimestamp(0, record.seen_at.tzinfo)
    return replace(record, seen_at=epoch, stamp="", digested_at=None, reader_version=0, first_path="")
