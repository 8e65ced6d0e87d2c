"""A source brought up to date: digests first, then only what changed is read; each file is one transaction.

Killed at any moment, it leaves whole files; the next run completes it. Identical bytes are read once in a source; a
file that moved is not read. Only documents of this source, in a complete run, may disappear. Leaves to the caller:
the journal's opening and closing, rebuilding the index when the store's generation moved, and sweeping originals that
no source needs any more.

Pages of a site are judged together (``ingest/sites/own_lines.py``): when one comes, changes or goes, the others are
read again, and saved where their own lines are not what they were.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from domain.clock import local_date
from domain.document import FileRecord
from domain.errors import TooManyRemovals
from domain.ids import RunId, SourceName
from domain.ports import Clock, DocumentStore, OriginalStore, RulingStore
from domain.profile import CommuneProfile
from domain.source_run import Change, FileMove, RunEntry
from ingest.acts.keeping import settle_successions
from ingest.archives.names import path_and_containers
from ingest.cage.pool import Cage
from ingest.ocr.scan_reader import ScanReader
from ingest.run_report import Progress, RunReport, Tally
from ingest.sites.mirrored_page import MirroredPage
from ingest.sites.served_days import served_days
from ingest.sources.listing import all_files
from ingest.sources.looking import look
from ingest.sources.moves import find_moves
from ingest.sources.reading import read_and_save, reread_and_save
from ingest.sources.run import Run

# Of a source's files that may vanish without a question: a fifth (DESIGN §3).
REMOVABLE_SHARE = 0.2
# Moved or removed in one transaction: a folder of thousands of files renamed keeps the writer for a moment at a time.
FILES_AT_ONCE = 500


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
    *,
    number: RunId | None = None,
    reread: bool = False,
    before_rereading: Callable[[], None] | None = None,
    mirrored: Mapping[str, MirroredPage] | None = None,
    rulings: RulingStore | None = None,
    scans: ScanReader | None = None,
) -> RunReport:
    """Bring ``source`` in step with ``folder``; a path to a single file adds or replaces that file and nothing else.

    What an older version of the readers has read is read again, after the rest; ``reread`` does so with every file.
    ``before_rereading`` is called between the two, when there is something to read again. ``number`` is the run's in
    the journal. ``mirrored`` says, by path, whence the files of a site's copy come; ``rulings`` holds what persons have
    decided about files.
    With ``scans``, pages without text or with a bad one are read by OCR, those of files known before too; ``reread`` is
    then for what OCR has read, the rest having been read again by the run without ``scans`` that comes first.

    Raises UnreadableSource (nothing changed), TooManyRemovals (nothing changed) unless ``allow_removals``, DiskFull
    and StorageUnavailable (files done so far stay done).
    """
    is_complete = folder.is_dir()
    known = {record.path: record for record in store.files(source)}
    seen = all_files(folder, known, clock.now(), cage, originals, reread=reread)
    moves = find_moves(seen, known) if is_complete else []
    paths = frozenset(file.path for file in seen)
    absent = sorted(known.keys() - paths - {move.former_path for move in moves})
    # What a changed archive no longer holds is a change of that file, as a page less is of a PDF.
    lost = [path for path in absent if len(path_and_containers(path, paths)) > 1]
    gone = absent if is_complete else lost
    _check_removals(source, len(gone) - len(lost), len(known), allow_removals)
    run = Run(
        source=source,
        profile=profile,
        store=store,
        originals=originals,
        clock=clock,
        cage=cage,
        tally=Tally(len(seen), progress),
        number=number,
        known=known,
        mirrored=mirrored or {},
        served=served_days((mirrored or {}).values(), local_date(clock.now(), profile.timezone)),
        rulings=rulings,
        paths=paths,
        scans=scans,
    )
    _move(run, moves)
    present = _with_present(run, moves, gone)
    looked = look(present, seen, gone if is_complete else None, reread=reread)
    # With pages of a site to judge again, what is gone goes last: a run killed before that is seen to be unfinished.
    if not looked.judged_again:
        _remove(run, gone)
    if looked.to_read or looked.judged_again:
        read_and_save(present, [*looked.judged_again, *looked.to_read], judged_again=looked.judged_again)
    if looked.outdated:
        if before_rereading is not None:
            before_rereading()
        reread_and_save(present, looked.outdated)
    if looked.judged_again:
        _remove(run, gone)
    settle_successions(store)
    return run.tally.report(profile.slug, source)


def _check_removals(source: SourceName, gone: int, known: int, allowed: bool) -> None:
    if gone > REMOVABLE_SHARE * known and not allowed:
        raise TooManyRemovals(
            f"source {source}: {gone} of {known} files are gone, over a fifth; nothing was changed. "
            "Check the folder, or run again with --yes"
        )


def _move(run: Run, moves: Sequence[FileMove]) -> None:
    for first in range(0, len(moves), FILES_AT_ONCE):
        some = moves[first : first + FILES_AT_ONCE]
        entries = [
            entry
            for move in some
            if (entry := run.entry(_moved(run.known, move), Change.MOVED, former_path=move.former_path))
        ]
        run.store.move_files(run.source, some, entries)


def _remove(run: Run, gone: Sequence[str]) -> None:
    for first in range(0, len(gone), FILES_AT_ONCE):
        some = gone[first : first + FILES_AT_ONCE]
        entries: list[RunEntry] = []
        for path in some:
            entry = run.entry(run.known[path], Change.REMOVED)
            if entry is not None:
                entries.append(replace(entry, digest="", state=None, reason=None, detail="", duplicate_of=None))
        run.store.remove_files(run.source, some, entries)


def _moved(known: Mapping[str, FileRecord], move: FileMove) -> FileRecord:
    return replace(known[move.former_path], path=move.path, first_path=move.first_path, duplicate_of=None)


def _with_present(run: Run, moves: Sequence[FileMove], gone: Sequence[str]) -> Run:
    """The run with what is known after moves and removals."""
    known = dict(run.known)
    moved = {move.path: _moved(run.known, move) for move in moves}
    for path in (*gone, *(move.former_path for move in moves)):
        del known[path]
    known |= moved
    return replace(
        run,
        known=known,
        documents={document.id: document for document in run.store.documents(run.source)},
        moved_names=frozenset(record.first_path for record in known.values() if record.first_path),
    )
