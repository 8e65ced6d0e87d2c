"""PassageIndex over a Qdrant server: every process of an installation searches the same passages.

A scope names a collection by its visibility and a tenant by its commune; the tenant's filter is added below this file,
to everything that is asked. Each search reads the commune's pointer first, so that a generation made current serves at
once in every process; the vocabulary that goes with it is kept, by generation.
"""

import logging
from collections import OrderedDict
from threading import Lock, Timer

from domain.clock import SystemClock
from domain.document import Visibility
from domain.errors import IndexUnavailable, ParvisError
from domain.ids import DocumentId, PassageId
from domain.model_ports import Embedding
from domain.ports import Clock
from domain.search import CommuneScope, SearchResult
from retriever.fusion_weights import FusionWeights
from retriever.generation import FORMAT, Vocabulary
from retriever.patience import Patience
from retriever.qdrant_server_builder import GRACE_S, forget_formers
from retriever.qdrant_server_client import ServerLink, ServerOptions
from retriever.qdrant_server_passages import ServerPassages, Tenant, TenantArms
from retriever.qdrant_server_state import Pointer, ServerState
from retriever.searching import search_arms

_NOTHING = Vocabulary(passages=0, holding={})

_LOG = logging.getLogger(__name__)


class QdrantServerIndex:
    """Searches what the server holds; keeps ``max_open`` vocabularies, the last used ones. Thread-safe."""

    def __init__(
        self,
        options: ServerOptions,
        *,
        embedding: Embedding | None = None,
        weights: FusionWeights | None = None,
        max_open: int = 8,
        patience: Patience | None = None,
        clock: Clock | None = None,
        grace_s: float = GRACE_S,
    ) -> None:
        self._link = ServerLink(options, patience)
        self._passages = ServerPassages(self._link)
        self._embedding = embedding
        self._weights = weights or FusionWeights()
        self._max_open = max_open
        self._clock = clock or SystemClock()
        self._grace_s = grace_s
        self._kept: OrderedDict[CommuneScope, tuple[str, Vocabulary]] = OrderedDict()
        self._lock = Lock()
        self._later: dict[Visibility, Timer] = {}

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        """The ``limit`` best passages; no hit when nothing was ever built. Raises IndexUnavailable."""
        with self._link.at_once():
            pointer, state = self._pointer(scope)
            vocabulary = self._vocabulary(scope, pointer, state) if pointer else _NOTHING
            return search_arms(
                text,
                TenantArms(passages=self._passages, tenant=_tenant(pointer)) if pointer else None,
                vocabulary,
                embedding=self._embedding,
                limit=limit,
                weights=self._weights.of(scope.commune, vocabulary.embedding),
            )

    def count(self, scope: CommuneScope) -> int:
        """Number of passages; 0 when nothing was ever built. Raises IndexUnavailable."""
        pointer, state = self._pointer(scope)
        return self._vocabulary(scope, pointer, state).passages if pointer else 0

    def held(self, scope: CommuneScope) -> dict[PassageId, DocumentId]:
        """Every passage that the scope holds, with its document. Raises IndexUnavailable."""
        pointer, _ = self._pointer(scope)
        return self._passages.held(_tenant(pointer)) if pointer else {}

    def is_built(self, scope: CommuneScope) -> bool:
        """Whether the server was given this scope, by this version: it may be another one, or have lost its disks."""
        pointer, _ = self._pointer(scope)
        return pointer is not None and pointer.made_as == FORMAT

    def built_with(self, scope: CommuneScope) -> str:
        """The model that made what is current, empty without one. Raises IndexUnavailable."""
        pointer, state = self._pointer(scope)
        return (self._vocabulary(scope, pointer, state).embedding if pointer else None) or ""

    def version(self) -> str:
        """Of the server. Raises IndexUnavailable."""
        return self._link.version()

    def reload(self, scope: CommuneScope) -> None:
        """What is current serves already; delete what has been replaced for long enough, now and after the grace."""
        self._forget_formers(scope.visibility)
        self._forget_formers_later(scope.visibility)

    def close(self) -> None:
        """Close the connections; what is not deleted yet is deleted by the next build or reload."""
        with self._lock:
            for later in self._later.values():
                later.cancel()
        self._link.close()

    def _pointer(self, scope: CommuneScope) -> tuple[Pointer | None, ServerState]:
        state = ServerState(self._link, scope.visibility)
        return state.pointer(scope.commune), state

    def _vocabulary(self, scope: CommuneScope, pointer: Pointer, state: ServerState) -> Vocabulary:
        with self._lock:
            kept = self._kept.get(scope)
            if kept and kept[0] == pointer.generation:
                self._kept.move_to_end(scope)
                return kept[1]
        if pointer.made_as != FORMAT:
            raise IndexUnavailable(
                f"the passages of {scope.commune} ({scope.visibility.value}) on the Qdrant server are of another"
                f" version; rebuild them: parvis model reindex --commune {scope.commune}"
            )
        vocabulary = state.vocabulary(pointer)
        if (found := self._passages.count(_tenant(pointer))) != vocabulary.passages:
            raise IndexUnavailable(
                f"the Qdrant server holds {found} of the {vocabulary.passages} passages of {scope.commune}"
                f" ({scope.visibility.value}); run parvis reconcile --repair"
            )
        if kept is not None:
            # This process has seen a generation replaced, whoever built the new one: it sees to the former's end.
            self._forget_formers_later(scope.visibility)
        with self._lock:
            self._kept[scope] = (pointer.generation, vocabulary)
            self._kept.move_to_end(scope)
            while len(self._kept) > self._max_open:
                self._kept.popitem(last=False)
        return vocabulary

    def _forget_formers(self, visibility: Visibility) -> None:
        state, now = ServerState(self._link, visibility), self._clock.now().timestamp()
        try:
            forget_formers(self._passages, state, now=now, grace_s=self._grace_s)
        except ParvisError as error:
            _LOG.warning("former passages stay on the server until the next build: %s", error)

    def _forget_formers_later(self, visibility: Visibility) -> None:
        with self._lock:
            if visibility not in self._later:
                later = Timer(self._grace_s + 1, self._forget_now, args=(visibility,))
                later.daemon = True
                later.start()
                self._later[visibility] = later

    def _forget_now(self, visibility: Visibility) -> None:
        with self._lock:
            self._later.pop(visibility, None)
        self._forget_formers(visibility)


def _tenant(pointer: Pointer) -> Tenant:
    return Tenant(collection=pointer.collection, commune=pointer.commune, generation=pointer.generation)
