"""IndexBuilder over a Qdrant server: a new generation is written beside the one that serves, then pointed at.

The child process writes points that no search reads, since every search filters on the generation that its commune's
pointer names. One write of the pointer makes them serve, in every process at once. A model or form of index of its own
collection: changing it fills another one, commune after commune, each being served from the former until its own
passages are all there; the collection that nothing is served from any more is then deleted.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

from domain.clock import SystemClock
from domain.errors import IndexUnavailable, ParvisError
from domain.ids import CommuneSlug
from domain.model_ports import Embedding
from domain.passage import Passage
from domain.ports import Clock
from domain.search import CommuneScope
from retriever.build_process import Build, built_in_child
from retriever.generation import SPOOL, Vocabulary, building, disk_errors, new_generation, scope_folder, sweep
from retriever.index_build import spool_line
from retriever.meaning import usable
from retriever.passage_point import PassagePoint
from retriever.patience import Patience
from retriever.qdrant_server_client import BUILDING, ServerLink, ServerOptions, building_link
from retriever.qdrant_server_layout import ServerLayout, making_passages, served_name
from retriever.qdrant_server_passages import ServerPassages, Tenant
from retriever.qdrant_server_state import Former, Pointer, ServerState, make_state

GRACE_S = 300.0
"""How long a replaced generation stays: more than the longest search, whose every request is given up after ten
seconds, and than what the clocks of two machines differ by."""

_LOG = logging.getLogger(__name__)


class QdrantServerIndexBuilder:
    """Builds on the server; ``root(commune)``, the folder of a commune, holds what is spooled and a build's lock."""

    def __init__(
        self,
        root: Callable[[CommuneSlug], Path],
        options: ServerOptions,
        embedding: Embedding | None = None,
        *,
        patience: Patience = BUILDING,
        clock: Clock | None = None,
        grace_s: float = GRACE_S,
        build: Build = built_in_child,
    ) -> None:
        self._root = root
        self._options = options
        self._embedding = embedding
        self._patience = patience
        self._clock = clock or SystemClock()
        self._grace_s = grace_s
        self._build = build

    def rebuild(
        self,
        scope: CommuneScope,
        passages: Iterable[tuple[Passage, str]],
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Index every (passage, document title) and make that index current; returns how many there are.

        ``progress`` is told the passages indexed so far, by hundreds. On any failure the former index serves, and the
        leftovers go now or at the next build. Raises AlreadyRunning when this data folder builds that scope already,
        DiskFull, and IndexUnavailable when the server or the child fails.
        """
        folder = scope_folder(self._root(scope.commune), scope.visibility)
        with building(folder), disk_errors(folder):
            sweep(folder)
            spooled = new_generation(folder)
            link = building_link(self._options, self._patience)
            try:
                with (spooled / SPOOL).open("w", encoding="utf-8") as spool:
                    spool.writelines(spool_line(passage, title) for passage, title in passages)
                return self._replaced(link, scope, spooled, progress)
            finally:
                link.close()
                shutil.rmtree(spooled, ignore_errors=True)

    def _replaced(
        self, link: ServerLink, scope: CommuneScope, spooled: Path, progress: Callable[[int], None] | None
    ) -> int:
        layout, held, state = ServerLayout(link), ServerPassages(link), ServerState(link, scope.visibility)
        embedding = usable(self._embedding)
        tenant = Tenant(
            collection=served_name(scope.visibility, embedding),
            commune=scope.commune,
            # Never given twice, and readable by whoever looks at the server.
            generation=f"{self._clock.now():%Y%m%dT%H%M%S}-{uuid4().hex[:8]}",
        )
        layout.make(tenant.collection, making_passages(embedding.dimensions if embedding else 0))
        layout.make(state.collection, make_state)
        self._sweep(layout, held, state, scope, tenant.collection)
        try:
            opening = partial(ServerWriter, self._options, self._patience, scope, tenant)
            count = self._build(spooled, embedding, opening, progress)
            self._point_to(state, tenant)
        except BaseException:
            _thrown_away(held, tenant)
            raise
        self._sweep(layout, held, state, scope, tenant.collection)
        return count

    def _point_to(self, state: ServerState, tenant: Tenant) -> None:
        served = state.pointer(tenant.commune)
        formers = served.formers if served else ()
        if served:
            now = self._clock.now().timestamp()
            formers += (Former(collection=served.collection, generation=served.generation, replaced_at=now),)
        state.point_to(
            Pointer(
                commune=tenant.commune, collection=tenant.collection, generation=tenant.generation, formers=formers
            ),
            due_at=due_at(formers, self._grace_s),
        )

    def _sweep(
        self, layout: ServerLayout, held: ServerPassages, state: ServerState, scope: CommuneScope, own: str
    ) -> None:
        """Delete what killed builds of this scope left, what was replaced long ago, and collections left empty.

        ``own`` is the collection that is being filled.
        """
        pointer = state.pointer(scope.commune)
        kept = [pointer.generation, *(former.generation for former in pointer.formers)] if pointer else []
        served = layout.of_passages(scope.visibility)
        for name in served:
            held.forget_others(name, scope.commune, kept)
        state.forget_vocabularies(scope.commune, kept)
        forget_formers(held, state, now=self._clock.now().timestamp(), grace_s=self._grace_s)
        for name in served:
            # Never while it holds anything: another process may be filling it.
            if name != own and not state.is_pointed_at(name) and not layout.points(name):
                layout.drop(name)


class ServerWriter:
    """One generation being written on the server, from the child process of a build."""

    def __init__(
        self, options: ServerOptions, patience: Patience, scope: CommuneScope, tenant: Tenant, dimensions: int
    ) -> None:
        self._link = building_link(options, patience)
        self._passages, self._tenant = ServerPassages(self._link), tenant
        self._state = ServerState(self._link, scope.visibility)

    def add(self, points: Iterable[PassagePoint]) -> None:
        """Insert points. Raises DiskFull, IndexUnavailable."""
        self._passages.add(self._tenant, points)

    def finish(self, vocabulary: Vocabulary, words: Sequence[str]) -> None:
        """Check that the server holds what it was given, and keep the vocabulary there."""
        found = self._passages.count(self._tenant)
        if found != vocabulary.passages:
            raise IndexUnavailable(f"the server holds {found} passages instead of {vocabulary.passages}")
        self._state.save_vocabulary(self._tenant.commune, self._tenant.generation, vocabulary, words)
        self._link.close()

    def give_up(self) -> None:
        """Delete what was added, and close."""
        self._passages.forget(self._tenant)
        self._link.close()


def forget_formers(held: ServerPassages, state: ServerState, *, now: float, grace_s: float) -> None:
    """Delete the generations, of any commune, that were replaced ``grace_s`` before ``now`` (seconds since 1970)."""
    for pointer in state.due(now):
        kept = [former for former in pointer.formers if former.replaced_at + grace_s > now]
        for former in pointer.formers:
            if former not in kept:
                held.forget(Tenant(collection=former.collection, commune=pointer.commune, generation=former.generation))
                state.forget_vocabulary(pointer.commune, former.generation)
        state.forget_formers(pointer, kept, due_at=due_at(kept, grace_s))


def due_at(formers: Sequence[Former], grace_s: float) -> float | None:
    """When the first of them may be deleted; None when there is none."""
    return min((former.replaced_at + grace_s for former in formers), default=None)


def _thrown_away(held: ServerPassages, tenant: Tenant) -> None:
    try:
        held.forget(tenant)
    except ParvisError as error:
        _LOG.warning("what an unfinished build wrote goes at the next build of %s: %s", tenant.commune, error)
