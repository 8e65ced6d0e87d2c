"""What should agree and does not: folders, database, indexes, originals, pages read by OCR. Changes nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import cast

from api.back_door import Work
from app.house import House
from app.index_upkeep import INDEXED_VISIBILITIES, index_states
from app.syncing import KnownSource, known_sources
from domain.document import FileReason, FileRecord, FileState
from domain.errors import IndexUnavailable, UnreadableSource
from domain.ids import CommuneSlug, DocumentId
from ingest.archives.names import path_and_containers
from ingest.folder import list_files, look_at
from ingest.text import Limits
from storage.opening import CommuneStores

OCR_FOLDER = "ocr"


class MismatchKind(StrEnum):
    """What does not agree. A closed set; ``--repair`` puts right all but a folder that is not there."""

    FOLDER_UNREADABLE = "folder_unreadable"
    FOLDER_UNKNOWN = "folder_unknown"
    NOT_TAKEN_IN = "not_taken_in"
    GONE_FROM_FOLDER = "gone_from_folder"
    CHANGED_IN_FOLDER = "changed_in_folder"
    RECORD_WITHOUT_DOCUMENT = "record_without_document"
    DOCUMENT_WITHOUT_PASSAGES = "document_without_passages"
    COPY_OF_NOTHING = "copy_of_nothing"
    ORIGINAL_MISSING = "original_missing"
    ORIGINAL_DAMAGED = "original_damaged"
    ORIGINAL_UNNEEDED = "original_unneeded"
    INDEX_UNUSABLE = "index_unusable"
    INDEX_BEHIND = "index_behind"
    PASSAGES_NOT_INDEXED = "passages_not_indexed"
    PASSAGES_WITHOUT_DOCUMENT = "passages_without_document"
    WRONG_INDEX = "wrong_index"
    """Passages in the index of another visibility than their document's: an internal one that residents can find."""
    OCR_UNNEEDED = "ocr_unneeded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing that does not agree. ``index`` is a visibility; ``passages`` counts those concerned."""

    kind: MismatchKind
    source: str = ""
    path: str = ""
    document: str = ""
    index: str = ""
    passages: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Everything that was compared, in figures, and what did not agree."""

    commune: CommuneSlug
    checked: Mapping[str, int]
    mismatches: tuple[Mismatch, ...]


@dataclass(slots=True)
class _Checked:
    """Counts while comparing."""

    figures: Counter[str] = field(default_factory=Counter)


def reconcile(house: House, slug: CommuneSlug, work: Work) -> Reconciliation:
    """Compare. ``work`` reaches the indexes, through the server when one runs. Every file in the folders is digested.

    The caller holds the commune's ingestion lock: what a run is doing would pass for a mismatch.
    """
    stores = house.stores(slug)
    records = list(stores.documents.files())
    checked = _Checked()
    found: list[Mismatch] = []
    for source in known_sources(house, slug, house.profile(slug)):
        found += _in_folder(source, [r for r in records if r.source == source.name], stores, checked)
    found += _in_database(records, stores, checked)
    found += _in_originals(records, stores, checked)
    found += _in_indexes(house, slug, stores, work, checked)
    found += _in_ocr(house.commune_dir(slug) / OCR_FOLDER, {r.digest for r in records}, checked)
    return Reconciliation(commune=slug, checked=dict(checked.figures), mismatches=tuple(found))


def _in_folder(
    source: KnownSource, records: list[FileRecord], stores: CommuneStores, checked: _Checked
) -> Iterator[Mismatch]:
    if source.place is None:
        # A source of single files has no folder; one that no run has told of has one that is not known.
        if not any(run.source == source.name for run in stores.runs.runs(limit=1_000)):
            yield Mismatch(kind=MismatchKind.FOLDER_UNKNOWN, source=source.name)
        return
    try:
        listed = list_files(source.place)
    except UnreadableSource as error:
        yield Mismatch(kind=MismatchKind.FOLDER_UNREADABLE, source=source.name, detail=str(error))
        return
    known = {record.path: record for record in records}
    checked.figures["files"] += len(listed)
    for path, location in listed:
        record = known.pop(path, None)
        seen = look_at(path, location, source.place, Limits().file_bytes)
        if record is None:
            yield Mismatch(kind=MismatchKind.NOT_TAKEN_IN, source=source.name, path=path)
        elif seen.digest != record.digest and not seen.problem:
            yield Mismatch(kind=MismatchKind.CHANGED_IN_FOLDER, source=source.name, path=path)
    paths = {path for path, _ in listed}
    for path in known:
        if len(path_and_containers(path, paths)) > 1:
            continue  # in an archive or a mail that is there, whose bytes were compared
        yield Mismatch(kind=MismatchKind.GONE_FROM_FOLDER, source=source.name, path=path)


def _in_database(records: list[FileRecord], stores: CommuneStores, checked: _Checked) -> Iterator[Mismatch]:
    documents = {document.id for document in stores.documents.documents()}
    paths = {(record.source, record.path): record for record in records}
    checked.figures["documents"] += len(documents)
    for record in records:
        has_document = record.state is FileState.INDEXED and record.reason is not FileReason.UNPACKED
        if has_document and record.document_id not in documents:
            yield _of(record, MismatchKind.RECORD_WITHOUT_DOCUMENT)
        elif record.document_id and not stores.documents.passages_of(record.document_id):
            yield _of(record, MismatchKind.DOCUMENT_WITHOUT_PASSAGES)
        if record.duplicate_of is not None:
            first = paths.get((record.source, record.duplicate_of))
            if first is None or first.digest != record.digest:
                yield _of(record, MismatchKind.COPY_OF_NOTHING, record.duplicate_of)


def _of(record: FileRecord, kind: MismatchKind, detail: str = "") -> Mismatch:
    document = record.document_id or ""
    return Mismatch(kind=kind, source=record.source, path=record.path, document=document, detail=detail)


def _in_originals(records: list[FileRecord], stores: CommuneStores, checked: _Checked) -> Iterator[Mismatch]:
    kept, needed = stores.originals.digests(), {record.digest for record in records}
    checked.figures["originals"] += len(kept)
    for record in records:
        if record.state is not FileState.INDEXED:
            continue
        if record.digest not in kept:
            yield _of(record, MismatchKind.ORIGINAL_MISSING, record.digest)
        elif not stores.originals.is_whole(record.digest):
            yield _of(record, MismatchKind.ORIGINAL_DAMAGED, record.digest)
    for digest in sorted(kept - needed):
        yield Mismatch(kind=MismatchKind.ORIGINAL_UNNEEDED, detail=digest)


def _in_indexes(
    house: House, slug: CommuneSlug, stores: CommuneStores, work: Work, checked: _Checked
) -> Iterator[Mismatch]:
    try:
        held = work.indexed(slug)
    except IndexUnavailable as error:
        yield Mismatch(kind=MismatchKind.INDEX_UNUSABLE, detail=str(error))
        return
    states = index_states(house, slug)
    known = {document.id: document for document in stores.documents.documents()}
    for visibility in INDEXED_VISIBILITIES:
        index = visibility.value
        if not states[visibility].is_up_to_date:
            yield Mismatch(kind=MismatchKind.INDEX_BEHIND, index=index)
        present = cast(Mapping[str, str], held[index])
        expected = {str(p.id): p.document_id for p, _ in stores.documents.indexable_passages(visibility)}
        checked.figures[f"passages_{index}"] += len(present)
        missing = Counter(document for passage, document in expected.items() if passage not in present)
        stray = Counter(DocumentId(document) for passage, document in present.items() if passage not in expected)
        for document, count in sorted(missing.items()):
            kind = MismatchKind.PASSAGES_NOT_INDEXED
            yield Mismatch(kind=kind, document=document, index=index, passages=count, path=known[document].path)
        for document, count in sorted(stray.items()):
            elsewhere = known.get(document)
            is_wrong = elsewhere is not None and elsewhere.visibility is not visibility
            kind = MismatchKind.WRONG_INDEX if is_wrong else MismatchKind.PASSAGES_WITHOUT_DOCUMENT
            path = elsewhere.path if elsewhere else ""
            yield Mismatch(kind=kind, document=document, index=index, passages=count, path=path)


def _in_ocr(folder: Path, needed: set[str], checked: _Checked) -> Iterator[Mismatch]:
    """Pages kept under the digest of their file: ``ocr/ab/abcd….json``; nothing where no OCR was ever done."""
    for file in sorted(folder.glob("??/*")):
        checked.figures["ocr_pages"] += 1
        if file.name.partition(".")[0] not in needed:
            yield Mismatch(kind=MismatchKind.OCR_UNNEEDED, detail=file.name)
