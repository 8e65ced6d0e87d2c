"""One Qdrant Edge shard: created and filled by a build, then opened for reading. No Qdrant object leaves this file.

``optimize`` holds the interpreter lock for as long as it runs (a query waited 21 s at 20,000 passages): it is called by
``finish`` only, in the child process that builds. Shards are written without a write-ahead log: a build is never
resumed, and the log's two files pre-allocate 67 MB.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import qdrant_edge as edge

from domain.errors import DiskFull, IndexUnavailable, ParvisError
from domain.ids import DocumentId, PassageId
from retriever.passage_point import PassagePoint
from retriever.searching import DENSE_ARM, QueryVector

SPARSE_ARMS = ("words", "chars")
_PASSAGE_ID, _DOCUMENT_ID = "passage_id", "document_id"
_SCROLLED = 1_000


class EdgeShardWriter:
    """A new shard in a folder that does not exist yet; ``dimensions`` is 0 without a dense arm.

    Raises DiskFull, IndexUnavailable.
    """

    def __init__(self, folder: Path, dimensions: int = 0) -> None:
        folder.mkdir()
        config = edge.EdgeConfig(
            vectors={DENSE_ARM: _dense(dimensions)} if dimensions else None,
            sparse_vectors={arm: edge.EdgeSparseVectorParams() for arm in SPARSE_ARMS},
            optimizers=edge.EdgeOptimizersConfig(default_segment_number=1),
            wal_enabled=False,
        )
        self._folder = folder
        with _translating(folder):
            self._shard = edge.EdgeShard.create(str(folder), config)

    def add(self, points: Iterable[PassagePoint]) -> None:
        """Insert points; one whose passage is there already replaces it."""
        with _translating(self._folder):
            self._shard.update(edge.UpdateOperation.upsert_points([_edge_point(point) for point in points]))

    def finish(self) -> None:
        """Optimise, write everything to disk and close."""
        with _translating(self._folder):
            self._shard.optimize()
            self._shard.flush()
            self._shard.close()


class EdgeShardReader:
    """A shard opened for search; several threads may search it at once. Raises IndexUnavailable."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _translating(folder):
            self._shard = edge.EdgeShard.load(str(folder))

    def count(self) -> int:
        """Number of passages."""
        with _translating(self._folder):
            return self._shard.count(edge.CountRequest(exact=True))

    def held(self) -> dict[PassageId, DocumentId]:
        """Every passage, with its document."""
        found: dict[PassageId, DocumentId] = {}
        offset = None
        while True:
            asked = edge.ScrollRequest(offset=offset, limit=_SCROLLED, with_payload=[_PASSAGE_ID, _DOCUMENT_ID])
            with _translating(self._folder):
                records, offset = self._shard.scroll(asked)
            for record in records:
                payload = record.payload or {}
                found[PassageId(payload[_PASSAGE_ID])] = DocumentId(payload[_DOCUMENT_ID])
            if offset is None:
                return found

    def best(self, vectors: Mapping[str, QueryVector], depth: int) -> dict[str, dict[PassageId, float]]:
        """For each arm, the scores of its ``depth`` best passages; passages that hold no term are absent."""
        requests = [_request(arm, vector, depth) for arm, vector in vectors.items()]
        with _translating(self._folder):
            answers = self._shard.query_batch(edge.QueryBatchRequest(requests))
        return {arm: _scores(points) for arm, points in zip(vectors, answers, strict=True)}

    def scores_of(self, arm: str, vector: QueryVector, passages: set[PassageId]) -> dict[PassageId, float]:
        """The scores of these passages in one arm; those that hold no term are absent."""
        named = {_point_id(passage): passage for passage in passages}
        among = edge.Filter(must=[edge.HasIdCondition(set(named))])
        with _translating(self._folder):
            points = self._shard.query(_request(arm, vector, len(passages), among))
        return {named[int(point.id)]: point.score for point in points if point.score > 0}

    def close(self) -> None:
        """Release files and memory; searching afterwards raises IndexUnavailable."""
        self._shard.close()


def _point_id(passage: PassageId) -> int:
    """64 bits of the passage's id: a question names some 150 points, which cost .2 ms more as UUIDs.

    Two of 200,000 passages share one once in a billion indexes; the build would then count one passage too few and
    refuse.
    """
    return int.from_bytes(blake2b(passage.encode(), digest_size=8).digest())


def _edge_point(point: PassagePoint) -> edge.Point:
    vectors: dict[str, list[float] | edge.SparseVector | list[list[float]]] = {
        "words": edge.SparseVector(*point.words),
        "chars": edge.SparseVector(*point.chars),
    }
    if point.meaning is not None:
        vectors[DENSE_ARM] = point.meaning
    return edge.Point(
        _point_id(point.passage_id),
        vectors,
        {_PASSAGE_ID: point.passage_id, _DOCUMENT_ID: point.document_id, "commune": point.commune},
    )


def _request(arm: str, vector: QueryVector, limit: int, among: edge.Filter | None = None) -> edge.QueryRequest:
    """What is asked of one arm. Among given points the payload is not read: who asks knows them."""
    asked = edge.SparseVector(*vector) if isinstance(vector, tuple) else vector
    query = edge.Query.Nearest(asked, using=arm)
    exact = edge.SearchParams(exact=True)
    payload = False if among else [_PASSAGE_ID]
    return edge.QueryRequest(limit=limit, query=query, filter=among, with_payload=payload, params=exact)


def _dense(dimensions: int) -> edge.EdgeVectorParams:
    return edge.EdgeVectorParams(
        size=dimensions, distance=edge.Distance.Dot, datatype=edge.VectorStorageDatatype.Float16
    )


def _scores(points: Sequence[edge.ScoredPoint]) -> dict[PassageId, float]:
    return {PassageId((point.payload or {})[_PASSAGE_ID]): point.score for point in points if point.score > 0}


@contextmanager
def _translating(folder: Path) -> Iterator[None]:
    """Edge raises bare ``Exception`` and, on a bug of its own, a ``PanicException`` that is only a BaseException."""
    try:
        yield
    except (ParvisError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        if "No space left" in str(error) or "os error 28" in str(error):
            message = f"no room to write the search index in {folder}; free some space and build it again"
            raise DiskFull(message) from error
        raise IndexUnavailable(f"the search index in {folder} cannot be used ({error}); rebuild it") from error
