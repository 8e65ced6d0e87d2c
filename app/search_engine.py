"""Which engine holds the passages of an installation: Qdrant Edge in this process, or the settings' Qdrant server.

The server's client is imported only where ``PARVIS_QDRANT_URL`` is set: it takes 0.7 s and 90 MB.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from answering.answer_json import JsonValue
from app.settings import Settings
from domain.errors import BadInput, IndexUnavailable
from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.model_ports import Embedding
from domain.ports import Clock, IndexBuilder, PassageIndex
from domain.search import CommuneScope
from retriever.fusion_weights import FusionWeights
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex

if TYPE_CHECKING:
    from retriever.qdrant_server_client import ServerOptions

EDGE, SERVER = "qdrant-edge", "qdrant-server"


class ServedIndex(PassageIndex, Protocol):
    """What commands and the server need of an index beyond the port."""

    def held(self, scope: CommuneScope) -> dict[PassageId, DocumentId]:
        """Every passage, with its document. Raises IndexUnavailable."""
        ...

    def is_built(self, scope: CommuneScope) -> bool:
        """Whether the engine was ever given this scope. Raises IndexUnavailable."""
        ...

    def built_with(self, scope: CommuneScope) -> str:
        """The model that made what was built last, empty without one. Raises IndexUnavailable."""
        ...

    def reload(self, scope: CommuneScope) -> None:
        """Serve what was built last. Raises IndexUnavailable."""
        ...

    def version(self) -> str:
        """Of the engine. Raises IndexUnavailable when it does not answer."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEngine:
    """An engine: its name, where it is (empty: here), and the two ports over it."""

    name: str
    place: str
    index: ServedIndex
    builder: IndexBuilder

    def state(self) -> dict[str, JsonValue]:
        """What ``parvis status`` and ``doctor`` tell; ``problem`` is empty when the engine answers."""
        told: dict[str, JsonValue] = {"engine": self.name, "place": self.place, "version": "", "problem": ""}
        try:
            return told | {"version": self.index.version()}
        except IndexUnavailable as error:
            return told | {"problem": str(error)}


def key_in_clear(settings: Settings) -> str:
    """What to say of a key that crosses a network unencrypted; empty when there is none, or it does not."""
    parts = urlsplit(settings.qdrant_url)
    if not settings.qdrant_api_key or parts.scheme != "http" or parts.hostname in ("localhost", "127.0.0.1", "::1"):
        return ""
    return "; its key travels in clear: use https outside a private network"


def told_engine(state: Mapping[str, JsonValue]) -> str:
    """An engine's state on one line, without its problem."""
    where = f" at {state['place']}" if state["place"] else ", in this installation"
    return f"{state['engine']} {state['version'] or '(no answer)'}{where}"


def open_engine(
    settings: Settings,
    root: Callable[[CommuneSlug], Path],
    *,
    embedding: Embedding | None,
    clock: Clock,
    weights: FusionWeights | None = None,
) -> SearchEngine:
    """The engine of the settings; nothing is asked of a server yet. ``root`` is a commune's folder. Raises BadInput."""
    if not settings.qdrant_url:
        index = EdgePassageIndex(root, embedding=embedding, weights=weights, max_open=settings.max_open_indexes)
        return SearchEngine(name=EDGE, place="", index=index, builder=EdgeIndexBuilder(root, embedding))
    from retriever.qdrant_server_builder import QdrantServerIndexBuilder
    from retriever.qdrant_server_index import QdrantServerIndex

    options = server_options(settings)
    return SearchEngine(
        name=SERVER,
        place=options.shown_url,
        index=QdrantServerIndex(
            options, embedding=embedding, weights=weights, max_open=settings.max_open_indexes, clock=clock
        ),
        builder=QdrantServerIndexBuilder(root, options, embedding, clock=clock),
    )


def server_options(settings: Settings) -> "ServerOptions":
    """The server that the settings name. Raises BadInput when they name none, or one that cannot be."""
    if not settings.qdrant_url:
        raise BadInput("no Qdrant server is used here; set PARVIS_QDRANT_URL first")
    from retriever.qdrant_server_client import ServerOptions

    return ServerOptions(
        url=settings.qdrant_url,
        api_key=settings.qdrant_api_key,
        ca_file=Path(settings.qdrant_ca_file).expanduser() if settings.qdrant_ca_file else None,
        timeout_s=settings.qdrant_timeout_s,
        tries=settings.qdrant_tries,
        shards=settings.qdrant_shard_number,
        replicas=settings.qdrant_replication_factor,
        write_consistency=settings.qdrant_write_consistency,
        is_on_disk=bool(settings.qdrant_on_disk),
    )
