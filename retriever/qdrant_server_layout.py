"""Collections on a Qdrant server: one for each embedding and visibility, made, named, copied and dropped here.

A collection is served under an alias, ``parvis_public_0123456789ab`` for ``parvis_public_0123456789ab_1``, so that
another one may be filled beside it and take its place. The digest is that of what is indexed and how, and of the
embedding: passages of two models are never in one collection.

No graph is built over vectors, since every search is exact within its tenant; ``Modifier.IDF`` is not used (ADR 15).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import cast

from qdrant_client import QdrantClient, models

from domain.document import Visibility
from domain.errors import IndexUnavailable
from domain.model_ports import Embedding
from retriever.generation import FORMAT, indexed_name
from retriever.qdrant_server_client import ServerLink
from retriever.searching import DENSE_ARM

Making = Callable[[ServerLink, str], None]
"""Makes a collection of that name with its payload indexes; completes one that a killed attempt began."""

SPARSE_ARMS = ("words", "chars")
COMMUNE, GENERATION = "commune", "generation"
_COPIED = 256
"""Points copied at once, with their vectors: about 2 MB of JSON."""


def served_name(visibility: Visibility, embedding: Embedding | None) -> str:
    """Alias of the collection where passages of that visibility, so embedded, are searched. Raises IndexUnavailable."""
    made = f"{FORMAT} {embedding.name} {embedding.dimensions}" if embedding else f"{FORMAT}"
    return f"parvis_{indexed_name(visibility)}_{sha256(made.encode()).hexdigest()[:12]}"


class ServerLayout:
    """The collections of an installation. Every method raises IndexUnavailable and DiskFull."""

    def __init__(self, link: ServerLink) -> None:
        self._link = link

    def served(self) -> dict[str, str]:
        """Collection behind each alias on the server."""
        found = self._link.ask(lambda client: client.get_aliases()).aliases
        return {alias.alias_name: alias.collection_name for alias in found}

    def of_passages(self, visibility: Visibility) -> list[str]:
        """Aliases of the collections that hold passages of that visibility, whatever the model."""
        form = re.compile(rf"parvis_{indexed_name(visibility)}_[0-9a-f]{{12}}")
        return [name for name in self.served() if form.fullmatch(name)]

    def make(self, name: str, make: Making) -> None:
        """Have ``make`` make the collection served as ``name``, unless there is one; a killed attempt is completed."""
        if name not in self.served():
            make(self._link, f"{name}_1")
            self._serve([_alias(name, f"{name}_1")])

    def refill(self, name: str, make: Making) -> int:
        """Copy what is served as ``name`` into a new collection, laid out as the settings say now, and serve that one.

        Returns the number of points. Nothing is embedded again. The former serves until the copy is whole, then is
        deleted. The caller sees to it that nothing is built meanwhile.
        """
        former = self.served()[name]
        new = f"{name}_{int(former.rpartition('_')[2]) + 1}"
        # What a killed copy has left may lack points that were written since.
        self._link.ask(lambda client: client.delete_collection(new), absent=True)
        make(self._link, new)
        after: models.ExtendedPointId | None = None
        while True:
            records, after = self._link.ask(partial(_page_of_all, former, after))
            points = [
                models.PointStruct(id=one.id, vector=cast(models.VectorStruct, one.vector or {}), payload=one.payload)
                for one in records
            ]
            if points:
                self._link.ask(partial(_upsert, new, points))
            if after is None:
                break
        if (copied := self.points(new)) != (held := self.points(former)):
            raise IndexUnavailable(f"{new} holds {copied} points, {former} {held}; was something built meanwhile?")
        self._serve([models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=name)), _alias(name, new)])
        self._link.ask(lambda client: client.delete_collection(former))
        return copied

    def drop(self, name: str) -> None:
        """Delete the collection served as ``name``, its alias with it."""
        collection = self.served().get(name)
        if collection is not None:
            self._link.ask(lambda client: client.delete_collection(collection))

    def points(self, name: str) -> int:
        """How many a collection holds."""
        return self._link.ask(lambda client: client.count(name, exact=True), absent=_NONE).count

    def dimensions(self, name: str) -> int:
        """Of the dense vectors of a collection; 0 when it has none."""
        vectors = self._link.ask(lambda client: client.get_collection(name)).config.params.vectors
        return vectors[DENSE_ARM].size if isinstance(vectors, dict) and DENSE_ARM in vectors else 0

    def _serve(self, steps: Sequence[models.CreateAliasOperation | models.DeleteAliasOperation]) -> None:
        """One request: nobody sees a name without a collection."""
        self._link.ask(lambda client: client.update_collection_aliases(list(steps)))


def making_passages(dimensions: int) -> Making:
    """How a collection of passages is made; ``dimensions`` is 0 without a dense arm."""

    def make(link: ServerLink, collection: str) -> None:
        on_disk = link.options.is_on_disk
        dense = {DENSE_ARM: _dense(dimensions, on_disk)} if dimensions else {}
        sparse = models.SparseVectorParams(index=models.SparseIndexParams(on_disk=on_disk))
        make_collection(link, collection, dense, dict.fromkeys(SPARSE_ARMS, sparse))
        tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
        make_payload_index(link, collection, COMMUNE, tenant)
        make_payload_index(link, collection, GENERATION, models.PayloadSchemaType.KEYWORD)

    return make


def make_collection(
    link: ServerLink,
    collection: str,
    dense: Mapping[str, models.VectorParams],
    sparse: Mapping[str, models.SparseVectorParams] | None = None,
) -> None:
    """Make a collection as the settings lay it out, unless it is there. Raises IndexUnavailable, DiskFull."""
    options = link.options

    def make(client: QdrantClient) -> None:
        # Looked for at each try: one that timed out may have made it.
        if collection in {known.name for known in client.get_collections().collections}:
            return
        client.create_collection(
            collection,
            vectors_config=dense,
            sparse_vectors_config=sparse,
            shard_number=options.shards,
            replication_factor=options.replicas,
            write_consistency_factor=options.write_consistency,
            hnsw_config=models.HnswConfigDiff(m=0),
            on_disk_payload=True,
        )

    link.ask(make)


def make_payload_index(
    link: ServerLink, collection: str, field: str, kind: models.KeywordIndexParams | models.PayloadSchemaType
) -> None:
    """Without it a filter reads every payload: 77 ms instead of 0.4 at 20,000 passages (ADR 2)."""
    link.ask(lambda client: client.create_payload_index(collection, field, kind, wait=True))


def _alias(name: str, collection: str) -> models.CreateAliasOperation:
    return models.CreateAliasOperation(create_alias=models.CreateAlias(collection_name=collection, alias_name=name))


def _page_of_all(
    collection: str, after: models.ExtendedPointId | None, client: QdrantClient
) -> tuple[list[models.Record], models.ExtendedPointId | None]:
    records, following = client.scroll(collection, limit=_COPIED, offset=after, with_payload=True, with_vectors=True)
    return records, cast(models.ExtendedPointId | None, following)


def _upsert(collection: str, points: list[models.PointStruct], client: QdrantClient) -> models.UpdateResult:
    return client.upsert(collection, points, wait=True)


def _dense(dimensions: int, on_disk: bool) -> models.VectorParams:
    """Half precision holds our whole numbers exactly, in half the memory."""
    return models.VectorParams(
        size=dimensions, distance=models.Distance.DOT, datatype=models.Datatype.FLOAT16, on_disk=on_disk
    )


_NONE = models.CountResult(count=0)
