"""PassageIndex over Qdrant Edge: one shard a scope, opened on demand, swapped without a pause.

Words and characters are searched in the shard of the scope and in no other: the scope names a folder, so a query for
residents cannot reach an internal passage. Passages are not filtered by commune inside a shard, because a commune's
index also holds those of its agglomeration.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from threading import Condition

from domain.errors import IndexUnavailable
from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.model_ports import Embedding
from domain.search import CommuneScope, SearchResult
from retriever.fusion_weights import FusionWeights
from retriever.generation import (
    SHARD,
    Vocabulary,
    candidates,
    current_name,
    current_vocabulary,
    hold,
    remove_older,
    scope_folder,
    vocabulary_of,
)
from retriever.qdrant_edge_shard import EdgeShardReader
from retriever.searching import search_arms

_NOTHING = Vocabulary(passages=0, holding={})


@dataclass(slots=True, kw_only=True)
class _Open:
    """A generation being served. ``users`` counts the queries under way: it is closed only at zero."""

    name: str
    shard: EdgeShardReader
    vocabulary: Vocabulary
    lock: TextIOWrapper
    users: int = 0

    def close(self) -> None:
        self.shard.close()
        self.lock.close()


class EdgePassageIndex:
    """Searches the indexes under ``root(commune)``; keeps ``max_open`` of them open, the last used ones.

    Thread-safe. More than ``max_open`` are open only while more than that many are being searched at once.
    """

    def __init__(
        self,
        root: Callable[[CommuneSlug], Path],
        *,
        embedding: Embedding | None = None,
        weights: FusionWeights | None = None,
        max_open: int = 8,
    ) -> None:
        self._root = root
        self._embedding = embedding
        self._weights = weights or FusionWeights()
        self._max_open = max_open
        self._open: OrderedDict[CommuneScope, _Open] = OrderedDict()
        self._opening: set[CommuneScope] = set()
        self._changed = Condition()

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        """The ``limit`` best passages; no hit when nothing was ever built. Raises IndexUnavailable, AlreadyRunning."""
        with self._lease(scope) as served:
            vocabulary = served.vocabulary if served else _NOTHING
            return search_arms(
                text,
                served.shard if served else None,
                vocabulary,
                embedding=self._embedding,
                limit=limit,
                weights=self._weights.of(scope.commune, vocabulary.embedding),
            )

    def count(self, scope: CommuneScope) -> int:
        """Number of passages; 0 when nothing was ever built. Raises IndexUnavailable, AlreadyRunning."""
        with self._lease(scope) as served:
            return served.vocabulary.passages if served else 0

    def held(self, scope: CommuneScope) -> dict[PassageId, DocumentId]:
        """Every passage that the scope holds, with its document. Raises IndexUnavailable, AlreadyRunning."""
        with self._lease(scope) as served:
            return served.shard.held() if served else {}

    def is_built(self, scope: CommuneScope) -> bool:
        """Whether an index of that scope was ever made current."""
        return current_name(self._folder(scope)) is not None

    def built_with(self, scope: CommuneScope) -> str:
        """The model that made what is current, empty without one; nothing is opened. Raises IndexUnavailable."""
        vocabulary = current_vocabulary(self._root(scope.commune), scope.visibility)
        return (vocabulary.embedding if vocabulary else None) or ""

    def version(self) -> str:
        """Of Qdrant Edge."""
        return version("qdrant-edge-py")

    def reload(self, scope: CommuneScope) -> None:
        """Serve what ``current`` names, let the queries under way end, close the former one and delete it.

        Raises IndexUnavailable when the new one is damaged: the former one goes on serving.
        """
        folder = self._folder(scope)
        with self._claimed(scope):
            name = current_name(folder)
            with self._changed:
                served = self._open.get(scope)
            if name is None or (served and served.name == name):
                return
            new = _opened(folder, name)
            with self._changed:
                former = self._open.pop(scope, None)
                self._open[scope] = new
                if former:
                    self._changed.wait_for(lambda: not former.users)
                    former.close()
                self._evict()
            remove_older(folder, name)

    def close(self) -> None:
        """Wait for the queries under way and close everything."""
        with self._changed:
            self._changed.wait_for(lambda: not self._opening and all(not one.users for one in self._open.values()))
            while self._open:
                self._open.popitem()[1].close()

    def _folder(self, scope: CommuneScope) -> Path:
        return scope_folder(self._root(scope.commune), scope.visibility)

    @contextmanager
    def _lease(self, scope: CommuneScope) -> Iterator[_Open | None]:
        """The open index of a scope, which nobody closes meanwhile; None when nothing was ever built."""
        served = self._acquired(scope)
        try:
            yield served
        finally:
            if served:
                with self._changed:
                    served.users -= 1
                    self._evict()
                    self._changed.notify_all()

    def _acquired(self, scope: CommuneScope) -> _Open | None:
        with self._changed:
            if served := self._used(scope):
                return served
        with self._claimed(scope):
            with self._changed:
                if served := self._used(scope):
                    return served
            served = _first_usable(self._folder(scope))
            with self._changed:
                if served:
                    served.users += 1
                    self._open[scope] = served
                    self._evict()
        return served

    def _used(self, scope: CommuneScope) -> _Open | None:
        served = self._open.get(scope)
        if served:
            served.users += 1
            self._open.move_to_end(scope)
        return served

    @contextmanager
    def _claimed(self, scope: CommuneScope) -> Iterator[None]:
        """Be the only thread that opens or swaps this scope; the others go on searching what is open."""
        with self._changed:
            self._changed.wait_for(lambda: scope not in self._opening)
            self._opening.add(scope)
        try:
            yield
        finally:
            with self._changed:
                self._opening.discard(scope)
                self._changed.notify_all()

    def _evict(self) -> None:
        """Close the least recently used beyond ``max_open``, among those that no query uses. The lock is held."""
        idle = [scope for scope, served in self._open.items() if not served.users]
        for scope in idle[: max(len(self._open) - self._max_open, 0)]:
            self._open.pop(scope).close()


def _first_usable(folder: Path) -> _Open | None:
    """The current generation, or the newest former one when it is damaged. Raises IndexUnavailable."""
    first_error: IndexUnavailable | None = None
    for name in candidates(folder):
        try:
            return _opened(folder, name)
        except IndexUnavailable as error:
            first_error = first_error or error
    if first_error:
        raise first_error
    return None


def _opened(folder: Path, name: str) -> _Open:
    generation = folder / name
    vocabulary = vocabulary_of(generation)
    lock = hold(generation)
    try:
        shard = EdgeShardReader(generation / SHARD)
        if shard.count() != vocabulary.passages:
            shard.close()
            raise IndexUnavailable(f"the search index in {generation} has lost passages; rebuild it")
    except BaseException:
        lock.close()
        raise
    return _Open(name=name, shard=shard, vocabulary=vocabulary, lock=lock)
