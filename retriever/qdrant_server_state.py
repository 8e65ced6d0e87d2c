"""Which generation of each commune serves, and its vocabulary: points without vectors, on the server itself.

Every process of an installation reads the pointer of its commune there, so that one write makes a new generation
serve everywhere, and no process ever sees half of it. One collection a visibility: a key that may read public
collections only tells nothing of internal ones.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from qdrant_client import models

from domain.document import Visibility
from domain.errors import IndexUnavailable
from domain.ids import CommuneSlug
from retriever.generation import FORMAT, Vocabulary, indexed_name, packed, unpacked
from retriever.qdrant_server_client import ServerLink
from retriever.qdrant_server_layout import make_collection, make_payload_index

_PART_CHARACTERS = 1_000_000
"""Of a vocabulary in one point, well under the 32 MB that a server takes in one request."""

_COLLECTIONS, _DUE_AT, _VOCABULARY_OF = "collections", "due_at", "vocabulary_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A generation that was replaced, and when (seconds since 1970): questions under way may still read it."""

    collection: str
    generation: str
    replaced_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What serves for a commune: a generation of its passages in a collection, and those it has replaced of late.

    ``made_as`` is the format in which it was made: what is of another one is not searched, as on a disk.
    """

    commune: CommuneSlug
    collection: str
    generation: str
    formers: tuple[Former, ...] = ()
    made_as: int = FORMAT


def state_name(visibility: Visibility) -> str:
    """Alias of the collection of pointers and vocabularies. Raises IndexUnavailable for a visibility without index."""
    return f"parvis_{indexed_name(visibility)}_communes"


def make_state(link: ServerLink, collection: str) -> None:
    """How that collection is made: no vector, three payload indexes."""
    make_collection(link, collection, {})
    for field in (_COLLECTIONS, _VOCABULARY_OF):
        make_payload_index(link, collection, field, models.PayloadSchemaType.KEYWORD)
    make_payload_index(link, collection, _DUE_AT, models.PayloadSchemaType.FLOAT)


class ServerState:
    """The pointers and vocabularies of one visibility. Every method raises IndexUnavailable and DiskFull."""

    def __init__(self, link: ServerLink, visibility: Visibility) -> None:
        self._link = link
        self.collection = state_name(visibility)

    def pointer(self, commune: CommuneSlug) -> Pointer | None:
        """What serves for a commune; None when nothing was ever built."""
        found = self._payloads([_pointer_id(commune)])
        return _pointer(found[0]) if found else None

    def point_to(self, pointer: Pointer, *, due_at: float | None) -> None:
        """Make a generation serve, in one write. Its formers may be deleted from ``due_at`` on."""
        self._put(_pointer_id(pointer.commune), {**_pointer_payload(pointer), _DUE_AT: due_at})

    def due(self, now: float) -> list[Pointer]:
        """The pointers of which some former may be deleted now; a hundred at most, the others next time."""
        late = models.Filter(must=[models.FieldCondition(key=_DUE_AT, range=models.Range(lte=now))])
        nothing: list[models.Record] = []
        records = self._link.ask(
            lambda client: client.scroll(self.collection, scroll_filter=late, limit=100)[0], absent=nothing
        )
        return [_pointer(record.payload or {}) for record in records]

    def forget_formers(self, pointer: Pointer, kept: Sequence[Former], *, due_at: float | None) -> None:
        """Note that ``pointer`` has no other formers than ``kept`` any more, unless it points elsewhere by now."""
        noted = {
            "formers": [_former_payload(former) for former in kept],
            _COLLECTIONS: sorted({pointer.collection, *(former.collection for former in kept)}),
            _DUE_AT: due_at,
        }
        unmoved = models.Filter(
            must=[
                models.HasIdCondition(has_id=[_pointer_id(pointer.commune)]),
                _is("generation", pointer.generation),
            ]
        )
        self._link.ask(lambda client: client.set_payload(self.collection, noted, points=unmoved))

    def is_pointed_at(self, collection: str) -> bool:
        """Whether any commune is served from there, or was a moment ago."""
        naming = models.Filter(must=[_is(_COLLECTIONS, collection)])
        return bool(self._link.ask(lambda client: client.count(self.collection, count_filter=naming)).count)

    def save_vocabulary(
        self, commune: CommuneSlug, generation: str, vocabulary: Vocabulary, words: Sequence[str] = ()
    ) -> None:
        """Keep it with its generation; each part tells how many there are, and the digest of the whole."""
        text = packed(vocabulary, words)
        parts = [text[at : at + _PART_CHARACTERS] for at in range(0, len(text), _PART_CHARACTERS)]
        about = {_VOCABULARY_OF: commune, "generation": generation, "parts": len(parts), "digest": _digest(text)}
        for number, part in enumerate(parts):
            self._put(_part_id(commune, generation, number), {**about, "part": number, "data": part})

    def vocabulary(self, pointer: Pointer) -> Vocabulary:
        """That of what serves, whole or not at all."""
        about = (pointer.commune, pointer.generation)
        try:
            parts = self._payloads([_part_id(*about, 0)])
            if (count := int(parts[0]["parts"])) > 1:
                parts += self._payloads([_part_id(*about, number) for number in range(1, count)])
            text = "".join(str(part["data"]) for part in sorted(parts, key=lambda part: int(part["part"])))
            if _digest(text) != parts[0]["digest"]:
                raise ValueError("not what was written")
            return unpacked(text)
        except (ValueError, LookupError, TypeError, AttributeError, zlib.error) as error:
            raise IndexUnavailable(
                f"the vocabulary of {pointer.commune} on {self._link.options.shown_url} is damaged ({error!r});"
                " run parvis reconcile --repair"
            ) from error

    def forget_vocabulary(self, commune: CommuneSlug, generation: str) -> None:
        """Delete that of one generation."""
        of_both = models.Filter(must=[_is(_VOCABULARY_OF, commune), _is("generation", generation)])
        gone = models.FilterSelector(filter=of_both)
        self._link.ask(lambda client: client.delete(self.collection, gone, wait=True))

    def forget_vocabularies(self, commune: CommuneSlug, kept: Sequence[str]) -> None:
        """Delete a commune's vocabularies of other generations than ``kept``."""
        among = models.FieldCondition(key="generation", match=models.MatchAny(any=list(kept)))
        others = models.Filter(must=[_is(_VOCABULARY_OF, commune)], must_not=[among] if kept else None)
        gone = models.FilterSelector(filter=others)
        self._link.ask(lambda client: client.delete(self.collection, gone, wait=True))

    def _payloads(self, ids: Sequence[str]) -> list[Mapping[str, Any]]:
        wanted, nothing = list(ids), list[models.Record]()
        found = self._link.ask(
            lambda client: client.retrieve(self.collection, wanted, with_payload=True), absent=nothing
        )
        return [record.payload or {} for record in found]

    def _put(self, name: str, payload: dict[str, object]) -> None:
        point = models.PointStruct(id=name, vector={}, payload=payload)
        self._link.ask(lambda client: client.upsert(self.collection, [point], wait=True))


def _is(key: str, value: str) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchValue(value=value))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _pointer_id(commune: CommuneSlug) -> str:
    return str(uuid5(NAMESPACE_URL, f"pointer/{commune}"))


def _part_id(commune: CommuneSlug, generation: str, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"vocabulary/{commune}/{generation}/{number}"))


def _pointer_payload(pointer: Pointer) -> dict[str, object]:
    return {
        "commune": pointer.commune,
        "collection": pointer.collection,
        "generation": pointer.generation,
        "made_as": pointer.made_as,
        "formers": [_former_payload(former) for former in pointer.formers],
        _COLLECTIONS: sorted({pointer.collection, *(former.collection for former in pointer.formers)}),
    }


def _former_payload(former: Former) -> dict[str, object]:
    return {
        "collection": former.collection,
        "generation": former.generation,
        "replaced_at": former.replaced_at,
    }


def _pointer(payload: Mapping[str, Any]) -> Pointer:
    try:
        return Pointer(
            commune=CommuneSlug(payload["commune"]),
            collection=payload["collection"],
            generation=payload["generation"],
            formers=tuple(Former(**former) for former in payload["formers"]),
            made_as=payload["made_as"],
        )
    except (KeyError, TypeError) as error:
        raise IndexUnavailable(
            f"the Qdrant server holds a pointer of another version of Parvis ({error}); run parvis reconcile --repair"
        ) from error
