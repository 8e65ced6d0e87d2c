"""IndexBuilder over Qdrant Edge: a new generation is written by a child process, then made current."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from domain.ids import CommuneSlug
from domain.model_ports import Embedding
from domain.passage import Passage
from domain.search import CommuneScope
from retriever.build_process import built_in_child
from retriever.generation import (
    SHARD,
    SPOOL,
    Vocabulary,
    building,
    disk_errors,
    make_current,
    new_generation,
    scope_folder,
    seal,
    sweep,
)
from retriever.index_build import spool_line
from retriever.passage_point import PassagePoint
from retriever.qdrant_edge_shard import EdgeShardReader, EdgeShardWriter


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
                count = built_in_child(generation, self._embedding, partial(EdgeWriter, generation), progress)
                make_current(folder, generation.name)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
        return count


class EdgeWriter:
    """A generation's shard, sealed once it is whole."""

    def __init__(self, generation: Path, dimensions: int) -> None:
        self._generation = generation
        self._shard = EdgeShardWriter(generation / SHARD, dimensions)

    def add(self, points: Iterable[PassagePoint]) -> None:
        """Insert points. Raises DiskFull, IndexUnavailable."""
        self._shard.add(points)

    def finish(self, vocabulary: Vocabulary, words: Sequence[str]) -> None:
        """Optimise, check that what was written opens and holds what it was given, seal."""
        self._shard.finish()
        reader = EdgeShardReader(self._generation / SHARD)
        found = reader.count()
        reader.close()
        if found != vocabulary.passages:
            raise ValueError(f"the new index holds {found} passages instead of {vocabulary.passages}")
        seal(self._generation, vocabulary, words)

    def give_up(self) -> None:
        """Delete the shard."""
        shutil.rmtree(self._generation / SHARD)
