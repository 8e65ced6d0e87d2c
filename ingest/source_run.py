"""A source brought up to date: digests first, then only what changed is read; each file is one transaction.

Killed at any moment, it leaves whole files; the next run completes it. Identical bytes are read once in a source.
Only documents of this source, in a complete run, may disappear. Leaves to the caller: rebuilding the index when the
store's generation moved, and sweeping originals that no source needs any more.
"""

from pathlib import Path

from domain.errors import TooManyRemovals
from domain.ids import SourceName
from domain.ports import Clock, DocumentStore, OriginalStore
from domain.profile import CommuneProfile
from ingest.cage.pool import Cage
from ingest.folder import list_files, look_at
from ingest.run_report import Progress, RunReport, Tally
from ingest.sources.looking import first_paths, is_done_by_look
from ingest.sources.reading import read_and_save
from ingest.sources.run import Run

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
) -> RunReport:
    """Bring ``source`` in step with ``folder``; a path to a single file adds or replaces that file and nothing else.

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
    run = Run(source=source, profile=profile, store=store, originals=originals, clock=clock, cage=cage, tally=tally)
    first = first_paths(seen, {} if is_complete else known)
    to_read = [file for file in seen if not is_done_by_look(run, file, first.get(file.digest), known.get(file.path))]
    if to_read:
        read_and_save(run, to_read)
    return tally.report(profile.slug, source, removed)


def _check_removals(source: SourceName, gone: int, known: int, allowed: bool) -> None:
    if gone > REMOVABLE_SHARE * known and not allowed:
        raise TooManyRemovals(
            f"source {source}: {gone} of {known} files are gone, over a fifth; nothing was changed. "
            "Check the folder, or run again with --yes"
        )
