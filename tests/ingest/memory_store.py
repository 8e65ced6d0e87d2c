"""The ports of storage held in memory, for the tests of ingestion: what was saved can be looked at."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from domain.act import Decision, Succession
from domain.document import Document, FileRecord, Visibility
from domain.finding import Finding
from domain.ids import DocumentId, PassageId, SourceName
from domain.passage import Passage
from domain.personal import PersonalSpan
from domain.source_run import FileMove, RunEntry


class MemoryDocumentStore:
    def __init__(self) -> None:
        self._files: dict[tuple[SourceName, str], FileRecord] = {}
        self._documents: dict[DocumentId, Document] = {}
        self._passages: dict[DocumentId, tuple[Passage, ...]] = {}
        self._decisions: dict[DocumentId, tuple[Decision, ...]] = {}
        self._successions: dict[DocumentId, tuple[Succession, ...]] = {}
        self._findings: dict[tuple[SourceName, str], tuple[Finding, ...]] = {}
        self._generation = 0
        self.entries: list[RunEntry] = []

    def files(self, source: SourceName | None = None) -> Sequence[FileRecord]:
        return [r for key, r in sorted(self._files.items()) if source in (None, key[0])]

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
        self.entries += [entry] if entry else []
        self._forget(record.source, record.path)
        self._files[record.source, record.path] = record
        self._findings[record.source, record.path] = tuple(findings)
        if document:
            self._documents[document.id] = document
            self._passages[document.id] = tuple(passages)
            self._decisions[document.id] = tuple(decisions)
            self._successions[document.id] = tuple(successions)
        self._generation += 1

    def remove_files(self, source: SourceName, paths: Sequence[str], entries: Sequence[RunEntry] = ()) -> int:
        self.entries += entries
        self._generation += 1
        return sum(self._forget(source, path) for path in paths)

    def move_files(self, source: SourceName, moves: Sequence[FileMove], entries: Sequence[RunEntry] = ()) -> None:
        self.entries += entries
        self._generation += 1
        for move in moves:
            record, findings = (
                self._files.pop((source, move.former_path)),
                self._findings.pop((source, move.former_path)),
            )
            self._forget(source, move.path)
            moved = replace(record, path=move.path, first_path=move.first_path, duplicate_of=None)
            self._files[source, move.path] = moved
            self._findings[source, move.path] = tuple(replace(f, path=move.path) for f in findings)
            if record.document_id:
                self._documents[record.document_id] = replace(self._documents[record.document_id], path=move.path)

    def stamp_files(self, source: SourceName, stamps: Mapping[str, tuple[str, datetime | None]]) -> None:
        for path, (stamp, at) in stamps.items():
            self._files[source, path] = replace(self._files[source, path], stamp=stamp, digested_at=at)

    def _forget(self, source: SourceName, path: str) -> int:
        record = self._files.pop((source, path), None)
        self._findings.pop((source, path), None)
        if record is None or record.document_id is None:
            return 0
        self._passages.pop(record.document_id, None)
        self._decisions.pop(record.document_id, None)
        self._successions.pop(record.document_id, None)
        return int(self._documents.pop(record.document_id, None) is not None)

    def document(self, document_id: DocumentId) -> Document | None:
        return self._documents.get(document_id)

    def documents(self, source: SourceName | None = None) -> Sequence[Document]:
        found = [d for d in self._documents.values() if source in (None, d.source)]
        return sorted(found, key=lambda d: (d.source, d.path))

    def documents_by_id(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Document]:
        return {i: self._documents[i] for i in ids if i in self._documents}

    def passages_by_id(self, ids: Sequence[PassageId]) -> Mapping[PassageId, Passage]:
        return {p.id: p for passages in self._passages.values() for p in passages if p.id in ids}

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        return self._passages.get(document_id, ())

    def indexable_passages(self, visibility: Visibility) -> Iterator[tuple[Passage, str]]:
        for document in self.documents():
            if document.visibility is visibility:
                yield from ((p, document.title) for p in self._passages[document.id])

    def decisions(self, document_id: DocumentId | None = None) -> Sequence[Decision]:
        shown = [d.id for d in self.documents() if document_id in (None, d.id)]
        return [decision for one in shown for decision in self._decisions[one]]

    def successions(self) -> Sequence[Succession]:
        return [succession for one in self.documents() for succession in self._successions.get(one.id, ())]

    def settle_successions(self, successions: Sequence[Succession]) -> None:
        self._successions = {
            document_id: tuple(s for s in successions if s.by.document_id == document_id)
            for document_id in self._documents
        }
        self._generation += 1

    def acts_generation(self) -> int:
        return self._generation

    def findings(self) -> Sequence[Finding]:
        return [f for _, found in sorted(self._findings.items()) for f in found]

    def set_visibility(self, document_id: DocumentId, visibility: Visibility) -> bool:
        document = self._documents.get(document_id)
        if document is None:
            return False
        self._documents[document_id] = replace(document, visibility=visibility)
        self._generation += 1
        return True

    def last_read_at(self) -> datetime | None:
        return max((d.read_at for d in self._documents.values()), default=None)

    def generation(self) -> int:
        return self._generation


class FolderOriginalStore:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, digest: str, path: Path) -> None:
        if not (self._folder / digest).exists():
            shutil.copyfile(path, self._folder / digest)

    def path(self, digest: str) -> Path | None:
        kept = self._folder / digest
        return kept if kept.exists() else None

    def sweep(self, kept: Iterable[str]) -> int:
        wanted = set(kept)
        gone = [p for p in self._folder.iterdir() if p.name not in wanted]
        for path in gone:
            path.unlink()
        return len(gone)


class FixedClock:
    def __init__(self, at: datetime | None = None) -> None:
        self._at = at or datetime(2026, 6, 18, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._at
