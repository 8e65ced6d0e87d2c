"""IndexBuilder over Qdrant Edge: a new generation is written by a child process, then made current."""

import multiprocessing
import shutil
import signal
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from domain.errors import DiskFull, IndexUnavailable
from domain.ids import CommuneSlug
from domain.passage import Passage
from domain.ports import Embedding
from domain.search import CommuneScope
from retriever.generation import SPOOL, building, disk_errors, make_current, new_generation, scope_folder, sweep
from retriever.index_build import build_in_child, spool_line


class EdgeIndexBuilder:
    """Builds indexes under ``root(commune)``, the folder of a commune. Who serves them calls ``reload`` afterwards."""

    def __init__(self, root: Callable[[CommuneSlug], Path], embedding: Embedding | None = None) -> None:
        self._root = root
        self._embedding = embedding

    def rebuild(
        self,
        scope: CommuneScope,
        passages: Iterable[tuple[Passage, str]],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Index every (passage, document title) and make that index current; returns how many there are.

        ``progress`` is told the passages indexed so far, by hundreds. On any failure, a kill of either process
        included, the former index is intact and the leftovers go now or at the next build.
        Raises AlreadyRunning when another build of this scope runs, DiskFull, and IndexUnavailable when the child dies.
        """
        folder = scope_folder(self._root(scope.commune), scope.visibility)
        with building(folder), disk_errors(folder):
            sweep(folder)
            generation = new_generation(folder)
            try:
                with (generation / SPOOL).open("w", encoding="utf-8") as spool:
                    spool.writelines(spool_line(passage, title) for passage, title in passages)
                count = _built(generation, self._embedding, progress)
                make_current(folder, generation.name)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
        return count


def _built(generation: Path, embedding: Embedding | None, progress: Callable[[int], None] | None) -> int:
    # Spawned, not forked: the server has threads, and a forked child would carry their locks.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=build_in_child, args=(generation, sender, embedding), daemon=True)
    child.start()
    sender.close()
    try:
        return _followed(child, receiver, progress)
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
        receiver.close()


def _followed(child: BaseProcess, receiver: Connection, progress: Callable[[int], None] | None) -> int:
    while True:
        try:
            kind, value = receiver.recv()
        except EOFError:
            child.join()
            raise _death(child.exitcode) from None
        if kind == "built":
            child.join()
            return int(value)
        if kind == "full":
            raise DiskFull(f"no room to write the search index ({value}); free some space and build it again")
        if kind == "failed":
            raise IndexUnavailable(f"the search index was not built ({value}); the former one still serves")
        if progress is not None:
            progress(int(value))


def _death(exit_code: int | None) -> DiskFull | IndexUnavailable:
    # Edge writes through memory maps of sparse files: on a full disk the kernel sends SIGBUS, no error is raised.
    if exit_code == -signal.SIGBUS:
        return DiskFull("no room to write the search index; free some space and build it again")
    return IndexUnavailable(
        f"the process that builds the search index ended with {exit_code}; the former index still serves, build again"
    )
