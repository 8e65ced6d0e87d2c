"""The engines that hold passages, as one contract sees them: Qdrant Edge in a folder, Qdrant behind HTTP.

    PARVIS_TEST_QDRANT_URL=http://HOST:6333 [PARVIS_TEST_QDRANT_API_KEY=…] python -m pytest tests/retriever

runs the contract on a real server instead of the stand-in. It must be an empty one, given up to the tests: one that
holds collections of Parvis is refused, and what the tests make there is deleted.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from qdrant_client import QdrantClient

from domain.ids import DocumentId, PassageId
from domain.model_ports import Embedding
from domain.ports import IndexBuilder, PassageIndex
from domain.search import CommuneScope
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from retriever.qdrant_server_builder import QdrantServerIndexBuilder
from retriever.qdrant_server_client import ServerOptions
from retriever.qdrant_server_index import QdrantServerIndex
from tests.retriever.qdrant_http import qdrant_http
from tests.retriever.samples import rooted


class ServedIndex(PassageIndex, Protocol):
    """What every index offers beyond the port, to the server and to those who compare."""

    def held(self, scope: CommuneScope) -> dict[PassageId, DocumentId]: ...

    def built_with(self, scope: CommuneScope) -> str: ...

    def reload(self, scope: CommuneScope) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine and where it keeps things; ``url`` is empty for Qdrant Edge."""

    folder: Path
    url: str = ""
    api_key: str = ""

    @property
    def options(self) -> ServerOptions:
        return ServerOptions(url=self.url, api_key=self.api_key)

    def builder(self, embedding: Embedding | None = None) -> IndexBuilder:
        root = rooted(self.folder)
        return (
            QdrantServerIndexBuilder(root, self.options, embedding) if self.url else EdgeIndexBuilder(root, embedding)
        )

    @contextmanager
    def opened(self, embedding: Embedding | None = None) -> Iterator[ServedIndex]:
        """An index, closed at the end of the block."""
        index: ServedIndex
        if self.url:
            index = QdrantServerIndex(self.options, embedding=embedding)
        else:
            index = EdgePassageIndex(rooted(self.folder), embedding=embedding)
        try:
            yield index
        finally:
            index.close()


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Engine]:
    """An engine that holds nothing yet."""
    real, key = os.environ.get("PARVIS_TEST_QDRANT_URL", ""), os.environ.get("PARVIS_TEST_QDRANT_API_KEY", "")
    if kind == "edge":
        yield Engine(folder=folder)
    elif real:
        with _given_up(real, key):
            yield Engine(folder=folder, url=real, api_key=key)
    else:
        with qdrant_http(api_key="secret") as shell:
            yield Engine(folder=folder, url=shell.url, api_key="secret")


@contextmanager
def _given_up(url: str, key: str) -> Iterator[None]:
    headers = {"api-key": key} if key else None
    client = QdrantClient(url=url, headers=headers, check_compatibility=False, trust_env=False)
    ours: Callable[[], list[str]] = lambda: [  # noqa: E731  # asked before and after
        known.name for known in client.get_collections().collections if known.name.startswith("parvis_")
    ]
    if ours():
        pytest.fail(f"{url} holds collections of Parvis; give the tests a server of their own")
    try:
        yield
    finally:
        for name in ours():
            client.delete_collection(name)
        client.close()
