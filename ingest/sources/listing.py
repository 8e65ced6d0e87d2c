"""All files of a source: those of its folder, then the members of its archives and mails."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.document import FileRecord
from domain.ports import OriginalStore
from ingest.archives.expansion import with_members
from ingest.archives.names import path_and_containers
from ingest.cage.pool import Cage
from ingest.folder import SeenFile, list_files, look_at
from ingest.sources.looking import first_paths, trusted_bytes
from ingest.sources.moves import find_moves


def all_files(
    folder: Path,
    known: Mapping[str, FileRecord],
    now: datetime,
    cage: Cage,
    originals: OriginalStore,
    *,
    reread: bool = False,
) -> list[SeenFile]:
    """Every file with its digest; those whose stamp still stands are not opened. ``folder`` may be a single file.

    ``known`` are the records of the source, by path; ``reread`` opens every archive again. Raises UnreadableSource.
    """
    is_complete = folder.is_dir()
    root, largest = folder if is_complete else folder.parent, cage.limits.file_bytes
    listed = list_files(folder)
    seen = [look_at(path, at, root, largest, trusted_bytes(known.get(path), now)) for path, at in listed]
    first = first_paths(seen, _still_there(seen, known) if is_complete else known)
    return with_members(seen, first, known, cage, originals, now, reread=reread)


def _still_there(seen: list[SeenFile], known: Mapping[str, FileRecord]) -> dict[str, FileRecord]:
    """What is known of the folder's own files, moves done: an archive that moved goes on standing for its copies."""
    own = {path: record for path, record in known.items() if len(path_and_containers(path, known)) == 1}
    moves = {move.path: own[move.former_path] for move in find_moves(seen, own)}
    paths = {file.path for file in seen}
    present = {path: record for path, record in own.items() if path in paths and path not in moves}
    return present | {path: replace(record, path=path, duplicate_of=None) for path, record in moves.items()}
