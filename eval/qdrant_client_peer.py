"""qdrant-client's local mode as a peer: dense and sparse vectors in memory, fused by reciprocal rank.

Its own ``Qdrant/bm25`` comes with fastembed, which fetches stop-words from the network: the sparse vectors are our
stems with BM25's saturation, and the inverse document frequency is Qdrant's (``Modifier.IDF``), as fastembed does it.
"""

from collections import Counter
from collections.abc import Sequence

from qdrant_client import QdrantClient, models

from domain.passage import Passage
from eval.search_peers import searched_text
from french.analyser import stems
from models.static_embedding import StaticEmbedding
from retriever.bm25 import stem_counts, weighed

_COLLECTION = "passages"
_DEPTH = 100
_BATCH = 256


class QdrantLocalPeer:
    """``QdrantClient(":memory:")`` with a dense and a sparse vector a passage, prefetched and fused."""

    given = "our embedding and our stems (BM25 saturation k1 1.2, b .5, Qdrant's IDF), its RRF of 100 + 100"
    libraries: Sequence[str] = ("qdrant-client",)

    def __init__(self) -> None:
        self._embedding = StaticEmbedding()
        self._client = QdrantClient(":memory:")
        self._ids: list[str] = []

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        """Create the collection and insert everything."""
        self._client.create_collection(
            _COLLECTION,
            vectors_config={
                "meaning": models.VectorParams(size=self._embedding.dimensions, distance=models.Distance.COSINE)
            },
            sparse_vectors_config={"words": models.SparseVectorParams(modifier=models.Modifier.IDF)},
        )
        self._ids = [str(passage.id) for passage, _ in passages]
        counts = [stem_counts(stems(searched_text(*pair))) for pair in passages]
        mean = sum(count.total() for count in counts) / max(len(counts), 1)
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            vectors = self._embedding.embed_passages([(title, passage.text) for passage, title in batch])
            points = [
                models.PointStruct(id=number, vector={"meaning": vector, "words": _sparse(counts[number], mean)})
                for number, vector in enumerate(vectors, start)
            ]
            self._client.upsert(_COLLECTION, points)

    def search(self, text: str, limit: int) -> list[str]:
        """Passages by reciprocal rank; by meaning alone when no stem is left of the question."""
        counts = stem_counts(stems(text))
        asked = models.SparseVector(indices=list(counts), values=[float(count) for count in counts.values()])
        arms = [models.Prefetch(query=self._embedding.embed_question(text), using="meaning", limit=_DEPTH)]
        if counts:
            arms.append(models.Prefetch(query=asked, using="words", limit=_DEPTH))
        found = self._client.query_points(
            _COLLECTION, prefetch=arms, query=models.FusionQuery(fusion=models.Fusion.RRF), limit=limit
        )
        return [self._ids[int(point.id)] for point in found.points]

    def close(self) -> None:
        """Close the client."""
        self._client.close()


def _sparse(counts: Counter[int], mean: float) -> models.SparseVector:
    indices, values = weighed(counts, mean_length=mean, idf_of=dict.fromkeys(counts, 1.0))
    return models.SparseVector(indices=indices, values=values)
