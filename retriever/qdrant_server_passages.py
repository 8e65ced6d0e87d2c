"""Passages of all communes on a Qdrant server, each commune a tenant of one collection (``qdrant_server_layout.py``).

Within a tenant every search is exact: some thousands of products of 128 numbers take less than what a graph saves, and
the order is that of Qdrant Edge. Weights come with their commune's own inverse document frequencies (ADR 15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast
from uuid import NAMESPACE_URL, uuid5

from qdrant_client import QdrantClient, models

from domain.ids import CommuneSlug, DocumentId, PassageId
from retriever.passage_point import PassagePoint
from retriever.qdrant_server_client import ServerLink
from retriever.qdrant_server_layout import COMMUNE, GENERATION
from retriever.searching import DENSE_ARM, QueryVector

_PASSAGE_ID, _DOCUMENT_ID = "passage_id", "document_id"
_SCROLLED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One generation of a commune's passages in a collection: what a search is confined to."""

    collection: str
    commune: CommuneSlug
    generation: str


class ServerPassages:
    """What is asked of a tenant. Every method raises IndexUnavailable and DiskFull."""

    def __init__(self, link: ServerLink) -> None:
        self._link = link

    def add(self, tenant: Tenant, points: Iterable[PassagePoint]) -> None:
        """Insert points; one whose passage is there already replaces it."""
        structs = [_struct(tenant, point) for point in points]
        self._link.ask(lambda client: client.upsert(tenant.collection, structs, wait=True))

    def count(self, tenant: Tenant) -> int:
        """Number of passages."""
        among = _within(tenant)
        return self._link.ask(lambda client: client.count(tenant.collection, count_filter=among, exact=True)).count

    def held(self, tenant: Tenant) -> dict[PassageId, DocumentId]:
        """Every passage, with its document."""
        found: dict[PassageId, DocumentId] = {}
        after: models.ExtendedPointId | None = None
        while True:
            records, after = self._link.ask(partial(_page, tenant, after))
            for record in records:
                payload = record.payload or {}
                found[PassageId(payload[_PASSAGE_ID])] = DocumentId(payload[_DOCUMENT_ID])
            if after is None:
                return found

    def forget(self, tenant: Tenant) -> None:
        """Delete one generation of a commune."""
        gone = models.FilterSelector(filter=_within(tenant))
        self._link.ask(lambda client: client.delete(tenant.collection, gone, wait=True), absent=_DONE)

    def forget_others(self, name: str, commune: CommuneSlug, kept: Sequence[str]) -> None:
        """Delete a commune's generations that are not ``kept`` from a collection: leftovers of killed builds."""
        others = models.Filter(
            must=[_is(COMMUNE, commune)],
            must_not=[models.FieldCondition(key=GENERATION, match=models.MatchAny(any=list(kept)))] if kept else None,
        )
        gone = models.FilterSelector(filter=others)
        self._link.ask(lambda client: client.delete(name, gone, wait=True), absent=_DONE)

    def best(self, tenant: Tenant, vectors: Mapping[str, QueryVector], depth: int) -> dict[str, dict[PassageId, float]]:
        """For each arm, the scores of its ``depth`` best passages; passages that hold no term are absent."""
        requests = [_request(arm, vector, depth, _within(tenant)) for arm, vector in vectors.items()]
        return dict(zip(vectors, self._answers(tenant, requests), strict=True))

    def scores_of(
        self, tenant: Tenant, arm: str, vector: QueryVector, passages: set[PassageId]
    ) -> dict[PassageId, float]:
        """The scores of these passages in one arm; those that hold no term are absent."""
        among = models.HasIdCondition(has_id=[_point_id(tenant, passage) for passage in sorted(passages)])
        (scores,) = self._answers(tenant, [_request(arm, vector, len(passages), _within(tenant, among))])
        return scores

    def _answers(self, tenant: Tenant, requests: list[models.QueryRequest]) -> list[dict[PassageId, float]]:
        within_s = self._link.options.timeout_s
        answers = self._link.ask(
            lambda client: client.query_batch_points(tenant.collection, requests, timeout=within_s)
        )
        return [
            {PassageId((point.payload or {})[_PASSAGE_ID]): point.score for point in answer.points if point.score > 0}
            for answer in answers
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantArms:
    """A tenant as ``retriever.searching`` asks it."""

    passages: ServerPassages
    tenant: Tenant

    def best(self, vectors: Mapping[str, QueryVector], depth: int) -> dict[str, dict[PassageId, float]]:
        """For each arm, the scores of its ``depth`` best passages."""
        return self.passages.best(self.tenant, vectors, depth)

    def scores_of(self, arm: str, vector: QueryVector, passages: set[PassageId]) -> dict[PassageId, float]:
        """The scores of these passages in one arm."""
        return self.passages.scores_of(self.tenant, arm, vector, passages)


def _page(
    tenant: Tenant, after: models.ExtendedPointId | None, client: QdrantClient
) -> tuple[list[models.Record], models.ExtendedPointId | None]:
    shown = [_PASSAGE_ID, _DOCUMENT_ID]
    records, following = client.scroll(
        tenant.collection, scroll_filter=_within(tenant), limit=_SCROLLED, offset=after, with_payload=shown
    )
    return records, cast(models.ExtendedPointId | None, following)


def _within(tenant: Tenant, also: models.HasIdCondition | None = None) -> models.Filter:
    """The filter of every search, count, listing and deletion of a tenant. Nothing here is asked without it."""
    confined: list[models.Condition] = [_is(COMMUNE, tenant.commune), _is(GENERATION, tenant.generation)]
    return models.Filter(must=[*confined, also] if also else confined)


def _is(key: str, value: str) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchValue(value=value))


def _point_id(tenant: Tenant, passage: PassageId) -> str:
    """An agglomeration's passage is in each of its communes, and in two generations during a build."""
    return str(uuid5(NAMESPACE_URL, f"{tenant.commune}/{tenant.generation}/{passage}"))


def _struct(tenant: Tenant, point: PassagePoint) -> models.PointStruct:
    vectors: dict[str, models.Vector] = {"words": _sparse(point.words), "chars": _sparse(point.chars)}
    if point.meaning is not None:
        vectors[DENSE_ARM] = point.meaning
    return models.PointStruct(
        id=_point_id(tenant, point.passage_id),
        vector=vectors,
        payload={
            _PASSAGE_ID: point.passage_id,
            _DOCUMENT_ID: point.document_id,
            COMMUNE: tenant.commune,
            GENERATION: tenant.generation,
        },
    )


def _request(arm: str, vector: QueryVector, limit: int, among: models.Filter) -> models.QueryRequest:
    asked = _sparse(vector) if isinstance(vector, tuple) else vector
    return models.QueryRequest(
        query=models.NearestQuery(nearest=asked),
        using=arm,
        filter=among,
        limit=limit,
        params=models.SearchParams(exact=True),
        with_payload=[_PASSAGE_ID],
    )


def _sparse(vector: tuple[list[int], list[float]]) -> models.SparseVector:
    return models.SparseVector(indices=vector[0], values=vector[1])


_DONE = models.UpdateResult(status=models.UpdateStatus.COMPLETED)
