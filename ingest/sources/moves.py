"""Files that moved in their source: the same bytes at a new path while the former path is gone. Pure.

The document keeps its id, what a person has decided of it, its findings and its passages; nothing is read.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.document import FileRecord, FileState
from domain.source_run import FileMove
from ingest.folder import SeenFile


def find_moves(seen: Sequence[SeenFile], known: Mapping[str, FileRecord]) -> list[FileMove]:
    """Moves of a complete run, in the order of the former paths. Empty files do not move: they are all alike.

    When the file that stood for several copies is gone and none of them came under a new path, a copy that stayed
    takes its document over.
    """
    present = {file.path for file in seen}
    leaving: dict[str, list[FileRecord]] = defaultdict(list)
    for path in sorted(known.keys() - present):
        if known[path].digest and known[path].size_bytes:
            leaving[known[path].digest].append(known[path])
    arriving: dict[str, list[str]] = defaultdict(list)
    staying: dict[str, list[str]] = defaultdict(list)
    for file in seen:
        former = known.get(file.path)
        if file.digest in leaving and former is None:
            arriving[file.digest].append(file.path)
        elif file.digest in leaving and former is not None and former.state is FileState.DUPLICATE_OF:
            staying[file.digest].append(file.path)
    moves = []
    for digest, records in leaving.items():
        moves += _paired(records, arriving[digest], staying[digest])
    return sorted(moves, key=lambda move: move.former_path)


def _paired(records: Sequence[FileRecord], arriving: Sequence[str], staying: Sequence[str]) -> list[FileMove]:
    """The one that stands for the others first; a file goes to the arrival that has its name, if there is one."""
    left = sorted(arriving)
    moves = []
    for record in sorted(records, key=lambda r: (r.state is FileState.DUPLICATE_OF, r.path)):
        is_holder = record.state is not FileState.DUPLICATE_OF
        if left:
            to = min(left, key=lambda path: (_name(path) != _name(record.path), path))
            left.remove(to)
        elif is_holder and staying:
            to = min(staying)
        else:
            continue
        first = "" if record.named == to else record.named
        moves.append(FileMove(former_path=record.path, path=to, first_path=first))
    return moves


def _name(path: str) -> str:
    return path.rpartition("/")[2]
