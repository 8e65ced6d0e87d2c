"""Puts right what a reconciliation has found: files taken in again, indexes rebuilt, what nothing needs deleted."""

from collections.abc import Sequence
from dataclasses import replace

from api.back_door import Work
from app.house import House
from app.index_upkeep import rebuild_if_behind
from app.ingesting import Taking, publish, take_in
from app.journalled import started_here
from app.reconciliation import OCR_FOLDER, Mismatch, MismatchKind
from app.syncing import known_sources
from domain.errors import UnreadableSource
from domain.ids import CommuneSlug, SourceName
from domain.source_run import RunTrigger
from storage.opening import CommuneStores

_INDEX = {
    MismatchKind.INDEX_UNUSABLE,
    MismatchKind.INDEX_BEHIND,
    MismatchKind.PASSAGES_NOT_INDEXED,
    MismatchKind.PASSAGES_WITHOUT_DOCUMENT,
    MismatchKind.WRONG_INDEX,
}
_READ_AGAIN = {
    MismatchKind.CHANGED_IN_FOLDER,
    MismatchKind.RECORD_WITHOUT_DOCUMENT,
    MismatchKind.DOCUMENT_WITHOUT_PASSAGES,
    MismatchKind.ORIGINAL_MISSING,
    MismatchKind.ORIGINAL_DAMAGED,
}


def repair(house: House, slug: CommuneSlug, work: Work, mismatches: Sequence[Mismatch]) -> None:
    """Put right what can be. A folder that is not there, or of which over a fifth is gone, is left as it is.

    Raises AlreadyRunning when a run goes on, DiskFull, StorageUnavailable.
    """
    stores = house.stores(slug)
    _put_back(house, slug, mismatches)
    _forget_readings(stores, mismatches)
    in_sources = {SourceName(mismatch.source) for mismatch in mismatches if mismatch.source}
    sources = known_sources(house, slug, house.profile(slug))
    places = [(one.place, one.name) for one in sources if one.name in in_sources and one.place is not None]
    taking = Taking(started=started_here(RunTrigger.COMMAND), quiet=True)
    # Without a place too: originals that nothing needs are swept at the end of any run.
    take_in(house, house.profile(slug), places, taking)
    for mismatch in mismatches:
        if mismatch.kind is MismatchKind.OCR_UNNEEDED:
            (house.commune_dir(slug) / OCR_FOLDER / mismatch.detail[:2] / mismatch.detail).unlink(missing_ok=True)
    if any(mismatch.kind in _INDEX for mismatch in mismatches):
        rebuild_if_behind(house, slug, force=True)
        publish(house, slug, quiet=True)
    work.reload(slug)


def _put_back(house: House, slug: CommuneSlug, mismatches: Sequence[Mismatch]) -> None:
    """Copy missing and damaged originals again from the folder, where the file still has those bytes."""
    originals = house.stores(slug).originals
    places = {one.name: one.place for one in known_sources(house, slug, house.profile(slug))}
    for mismatch in mismatches:
        if mismatch.kind not in (MismatchKind.ORIGINAL_MISSING, MismatchKind.ORIGINAL_DAMAGED):
            continue
        place = places.get(SourceName(mismatch.source))
        if mismatch.kind is MismatchKind.ORIGINAL_DAMAGED:
            originals.discard(mismatch.detail)
        if place is None or not (place / mismatch.path).is_file():
            continue
        try:
            originals.put(mismatch.detail, place / mismatch.path)
        except UnreadableSource:
            continue  # other bytes by now: the run that follows takes them in


def _forget_readings(stores: CommuneStores, mismatches: Sequence[Mismatch]) -> None:
    """Make the next run digest these files, and read them again although their bytes are those known."""
    again = {(SourceName(m.source), m.path) for m in mismatches if m.kind in _READ_AGAIN}
    for record in stores.documents.files():
        if (record.source, record.path) not in again:
            continue
        stores.documents.stamp_files(record.source, {record.path: ("", None)})
        document = stores.documents.document(record.document_id) if record.document_id else None
        if document is None or not stores.documents.passages_of(document.id):
            # As if an older version had read it: what a person has decided of the document is kept.
            stores.documents.save_file(replace(record, reader_version=0), document, [], [])
