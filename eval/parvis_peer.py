"""Our own search as one of those compared: the index that the server opens, built the way the server builds it."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.ids import CommuneSlug
from domain.passage import Passage
from domain.search import CommuneScope
from eval.retrieval import COMMUNE
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex


class ParvisPeer:
    """What ``EdgePassageIndex.search`` gives, whole."""

    given = "French words, character n-grams and our embedding, convex sum"
    libraries: Sequence[str] = ("qdrant-edge-py",)

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._embedding = StaticEmbedding()
        self._scope = CommuneScope(commune=COMMUNE)
        self._index = EdgePassageIndex(self._root, embedding=self._embedding, max_open=1)

    def _root(self, _: CommuneSlug) -> Path:
        return Path(self._folder.name)

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Build in a child process, as the server has it done, then open."""
        EdgeIndexBuilder(self._root, self._embedding).rebuild(self._scope, passages)
        self._index.count(self._scope)

    def search(self, text: str, limit: int) -> list[str]:
        """Passages by fused score."""
        return [str(hit.passage_id) for hit in self._index.search(text, scope=self._scope, limit=limit).hits]

    def close(self) -> None:
        """Close the index and delete it."""
        self._index.close()
        self._folder.cleanup()
