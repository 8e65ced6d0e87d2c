"""Ports: where the product crosses a process, a disk or a clock. One stand-in each, one contract test each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.act import Decision, Succession
from domain.document import Document, FileRecord, Visibility
from domain.finding import Finding
from domain.ids import DocumentId, PassageId, RunId, SourceName
from domain.likeness import Likeness
from domain.passage import Passage
from domain.personal import PersonalSpan
from domain.ruling import Ruling
from domain.search import CommuneScope, SearchResult
from domain.source_run import FileMove, RunEntry, RunOutcome, RunTrigger, SourceRun


class Clock(Protocol):
    """The only source of the date. Times are aware, in UTC; callers convert to the commune's timezone."""

    def now(self) -> datetime: ...


class PassageIndex(Protocol):
    """Search over indexed passages. Thread-safe; a former index serves while a new one is built."""

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        """Best passages for ``text``; no hit when the index is empty. Raises IndexUnavailable."""
        ...

    def count(self, scope: CommuneScope) -> int:
        """Number of passages that the scope holds. Raises IndexUnavailable."""
        ...


class IndexBuilder(Protocol):
    """Builds a new index beside the one that serves, in a child process, and makes it current."""

    def rebuild(
        self,
        scope: CommuneScope,
        passages: Iterable[tuple[Passage, str]],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Index every (passage, document title); returns how many. The former index is intact on any failure."""
        ...


class DocumentStore(Protocol):
    """Files, documents, passages, decisions and findings of one commune: the truth that an index is rebuilt from."""

    def files(self, source: SourceName | None = None) -> Sequence[FileRecord]:
        """Records of a source (all sources when None), by source then path."""
        ...

    def save_file(
        self,
        record: FileRecord,
        document: Document | None,
        passages: Sequence[Passage],
        findings: Sequence[Finding],
        decisions: Sequence[Decision] = (),
        successions: Sequence[Succession] = (),
        personal: Sequence[PersonalSpan] = (),
        *,
        entry: RunEntry | None = None,
    ) -> None:
        """Replace, in one transaction, all that was known of that file, and journal it.

        Title, passages and decisions are given masked; ``personal`` is what their masks replaced.
        """
        ...

    def remove_files(self, source: SourceName, paths: Sequence[str], entries: Sequence[RunEntry] = ()) -> int:
        """Forget files with their documents, passages, decisions and findings; returns how many documents went."""
        ...

    def move_files(self, source: SourceName, moves: Sequence[FileMove], entries: Sequence[RunEntry] = ()) -> None:
        """Give files other paths in one transaction; their documents keep ids, passages, decisions and findings.

        What was known of a file at the new path is forgotten first. No passage changes: the generation stays.
        """
        ...

    def stamp_files(self, source: SourceName, stamps: Mapping[str, tuple[str, datetime | None]]) -> None:
        """Note (stamp, digested_at) of files by path; no document moves."""
        ...

    def document(self, document_id: DocumentId) -> Document | None: ...

    def documents(self, source: SourceName | None = None) -> Sequence[Document]: ...

    def documents_by_id(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Document]:
        """The documents that still exist among ``ids``."""
        ...

    def passages_by_id(self, ids: Sequence[PassageId]) -> Mapping[PassageId, Passage]:
        """The passages that still exist among ``ids``: a removed document's are absent at once."""
        ...

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        """In document order."""
        ...

    def indexable_passages(self, visibility: Visibility) -> Iterator[tuple[Passage, str]]:
        """Every passage of documents with that visibility, with its document's title, in a stable order."""
        ...

    def decisions(self, document_id: DocumentId | None = None) -> Sequence[Decision]:
        """Those of a document (of all when None), by source, path and order in the document."""
        ...

    def successions(self) -> Sequence[Succession]:
        """What acts do to one another, by source, path and order in the document."""
        ...

    def settle_successions(self, successions: Sequence[Succession]) -> None:
        """Replace all that is known of them, in one transaction: those found, with targets, and those inferred."""
        ...

    def acts_generation(self) -> int:
        """Rises at each change of documents, decisions or successions: what was worked out from them still holds."""
        ...

    def findings(self) -> Sequence[Finding]: ...

    def set_visibility(self, document_id: DocumentId, visibility: Visibility) -> bool:
        """False when there is no such document."""
        ...

    def last_read_at(self) -> datetime | None: ...

    def generation(self) -> int:
        """Rises at each change of documents or passages; an index built at this number is up to date."""
        ...


class RunJournal(Protocol):
    """The runs over the sources of one commune; what each did to each file is written by the DocumentStore."""

    def begin(
        self, source: SourceName, place: str, *, is_complete: bool, trigger: RunTrigger, by: str, at: datetime
    ) -> RunId:
        """A new run. Those that never ended are INTERRUPTED from now on: only one runs in a commune at a time."""
        ...

    def end(self, run: SourceRun) -> None:
        """Write how the run of that id ended: moment, outcome, counts, problem."""
        ...

    def run(self, run: RunId) -> SourceRun | None: ...

    def runs(self, *, limit: int, before: RunId | None = None) -> Sequence[SourceRun]:
        """Newest first; those before ``before`` when given."""
        ...

    def last_run(self, source: SourceName, *, outcomes: Iterable[RunOutcome] | None = None) -> SourceRun | None:
        """The newest complete run of a source that ended so (however it ended when None)."""
        ...

    def entries(self, run: RunId) -> Sequence[RunEntry]:
        """In the order in which they happened."""
        ...

    def history(self, document: DocumentId) -> Sequence[RunEntry]:
        """What happened to a document, newest first."""
        ...


class LikenessStore(Protocol):
    """Which documents of a commune say the same, and the sketches of word groups from which that is found."""

    def sketches(self) -> Mapping[DocumentId, bytes]: ...

    def save_sketches(self, sketches: Mapping[DocumentId, bytes]) -> None:
        """Keep them for as long as their documents are not read again."""
        ...

    def replace(self, found: Sequence[Likeness], *, generation: int) -> None:
        """All the likenesses of the commune, found in documents at that generation."""
        ...

    def found_at(self) -> int:
        """The generation given to ``replace`` last; 0 when never."""
        ...

    def of(self, document: DocumentId) -> Sequence[Likeness]:
        """Those of a document, itself as ``document``, the most alike first."""
        ...


class RulingStore(Protocol):
    """What persons have decided about files of one commune, and what masks replaced. Nothing here is for residents."""

    def rule(self, ruling: Ruling) -> bool:
        """Journal a ruling and apply it to the file's document, in one transaction; False when it has none."""
        ...

    def of_file(self, source: SourceName, path: str) -> Sequence[Ruling]:
        """In order; they outlive the file."""
        ...

    def personal_of(self, document_id: DocumentId) -> Sequence[PersonalSpan]:
        """What each mask of the document replaced, in reading order."""
        ...


class OriginalStore(Protocol):
    """The bytes as received, kept under their digest, so that everything else can be rebuilt."""

    def put(self, digest: str, path: Path) -> None:
        """Copy the file in; does nothing when the digest is there. Raises DiskFull."""
        ...

    def path(self, digest: str) -> Path | None: ...

    def sweep(self, kept: Iterable[str]) -> int:
        """Delete the originals whose digest is not in ``kept``; returns how many."""
        ...
