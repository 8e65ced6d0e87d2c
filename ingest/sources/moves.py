"""Files that moved in their source: the same bytes at another path while the former path is gone. Pure.

The document keeps its id, what a person has decided of it, its findings and its passages; nothing is read.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.document import FileRecord, FileState
from domain.source_run import FileMove
from ingest.folder import SeenFile


def find_moves(seen: Sequence[SeenFile], known: Mapping[str, FileRecord]) -> list[FileMove]:
    """Moves of a complete run, in an order in which they can be done: a path is left before another comes to it.

    A file may come to a path where another one was, which was then left: names are handed on (« pv.pdf » becomes
    « pv-2030.pdf », « projet.pdf » becomes « pv.pdf »). When the file that stood for several copies is gone and none
    of them came to another path, a copy that stayed takes its document over. Empty files do not move: all are alike.
    """
    at: dict[str, list[str]] = defaultdict(list)
    for file in seen:
        if file.digest and file.size_bytes:
            at[file.digest].append(file.path)
    rounds: list[list[FileMove]] = []
    left = known.keys() - {file.path for file in seen}
    while left:
        leaving: dict[str, list[FileRecord]] = defaultdict(list)
        for path in sorted(left):
            if known[path].size_bytes:
                leaving[known[path].digest].append(known[path])
        taken = {move.path for done in rounds for move in done}
        found: list[FileMove] = []
        for digest, records in leaving.items():
            free = [path for path in at.get(digest, ()) if path not in taken]
            found += _paired(records, *_arriving_and_staying(free, digest, known))
        rounds.append(sorted(found, key=lambda move: move.former_path))
        left = {move.path for move in found if move.path in known and known[move.path].digest != _digest(move, known)}
    return [move for done in reversed(rounds) for move in done]


def _digest(move: FileMove, known: Mapping[str, FileRecord]) -> str:
    return known[move.former_path].digest


def _arriving_and_staying(
    paths: Sequence[str], digest: str, known: Mapping[str, FileRecord]
) -> tuple[list[str], list[str]]:
    """Of the paths that hold these bytes now: those that did not before, and the copies that were there."""
    arriving = [path for path in paths if path not in known or known[path].digest != digest]
    staying = [
        p for p in paths if p in known and known[p].digest == digest and known[p].state is FileState.DUPLICATE_OF
    ]
    return sorted(arriving), staying


def _paired(records: Sequence[FileRecord], arriving: list[str], staying: Sequence[str]) -> list[FileMove]:
    """The one that stands for the others first; a file goes to the arrival that has its name, if there is one."""
    moves = []
    for record in sorted(records, key=lambda r: (r.state is FileState.DUPLICATE_OF, r.path)):
        is_holder = record.state is not FileState.DUPLICATE_OF
        if arriving:
            to = min(arriving, key=lambda path: (_name(path) != _name(record.path), path))
            arriving.remove(to)
        elif is_holder and staying:
            to = min(staying)
        else:
            continue
        first = "" if record.named == to else record.named
        moves.append(FileMove(former_path=record.path, path=to, first_path=first))
    return moves


def _name(path: str) -> str:
    return path.rpartition("/")[2]
