"""What stays the same during a run over a source, and what it writes of each file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from domain.document import FileRecord, Visibility
from domain.finding import Finding
from domain.ids import DocumentId, SourceName
from domain.ports import Clock, DocumentStore, OriginalStore
from domain.profile import CommuneProfile
from ingest.cage.pool import Cage
from ingest.folder import SeenFile
from ingest.run_report import Tally
from ingest.settling import Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The source, the commune, where things are kept, who reads, and the count of what was done."""

    source: SourceName
    profile: CommuneProfile
    store: DocumentStore
    originals: OriginalStore
    clock: Clock
    cage: Cage
    tally: Tally

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

    def refresh_visibility(self, record: FileRecord) -> None:
        """The profile may have changed. What a person has set aside (A_RELIRE, RETIRE) stays so."""
        document = self.store.document(record.document_id) if record.document_id else None
        if document is None or document.visibility not in (Visibility.PUBLIC, Visibility.INTERNE):
            return
        wanted = self.visibility(record.path)
        if wanted is not document.visibility:
            self.store.set_visibility(document.id, wanted)

    def keep(self, record: FileRecord, former: FileRecord | None, findings: Sequence[Finding]) -> None:
        """Save a file without a document, unless all is as it was: the index then needs no rebuilding."""
        if former is None or replace(former, seen_at=record.seen_at) != record:
            self.store.save_file(record, None, [], findings)
        self.tally.add(record, findings=len(findings))
