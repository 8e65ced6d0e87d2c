"""Runs a build in a child process and follows it, whatever engine it writes to."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from domain.errors import DiskFull, IndexUnavailable
from domain.model_ports import Embedding
from retriever.index_build import build_in_child
from retriever.passage_point import Opening

Build = Callable[[Path, Embedding | None, Opening, Callable[[int], None] | None], int]
"""Where a build runs: in a child process, so that neither its memory nor its processor time is the server's."""


def built_in_child(
    generation: Path, embedding: Embedding | None, opening: Opening, progress: Callable[[int], None] | None
) -> int:
    """Build what ``generation`` has spooled; returns how many passages. ``progress`` is told them as they go.

    Raises DiskFull, and IndexUnavailable when the build fails or its process dies, which leaves nothing running.
    """
    # Spawned, not forked: the server has threads, and a forked child would carry their locks.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=build_in_child, args=(generation, sender, embedding, opening), daemon=True)
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
