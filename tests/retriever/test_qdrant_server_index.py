"""What is a Qdrant server's own: tenants, generations seen by every process, collections of several models, damage."""

import copy
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from qdrant_client import models

from domain.document import Visibility
from domain.errors import IndexUnavailable
from domain.search import CommuneScope
from retriever.fusion_weights import WEIGHTS_FILE, FusionWeights, write_weights
from retriever.generation import FORMAT
from retriever.index_build import built_here
from retriever.patience import Patience
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from retriever.qdrant_server_builder import QdrantServerIndexBuilder
from retriever.qdrant_server_client import ServerLink, ServerOptions
from retriever.qdrant_server_index import QdrantServerIndex
from retriever.qdrant_server_layout import ServerLayout, making_passages, served_name
from tests.retriever.axes import Axes, Near
from tests.retriever.qdrant_http import Fault, QdrantHttp, Seen, qdrant_http
from tests.retriever.samples import MONT, VAL, Titled, many, passage, rooted

PUBLIC = CommuneScope(commune=MONT)
INTERNE = CommuneScope(commune=MONT, visibility=Visibility.INTERNE)
OTHER = CommuneScope(commune=VAL)
QUESTIONS = [
    "tarif de la cantine",
    "piscine horaires",
    "godasse",
    "cimetierre concesion",
    "cimetxzerre concxzion",
    "où se garer ? marché",
]
CLOSE = many(130)
HASTY = Patience(tries=1)
STATE = "parvis_public_communes_1"


class Days:
    """A ``Clock`` that moves when it is told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Installation:
    """A server with what an installation does with it."""

    def __init__(self, shell: QdrantHttp, folder: Path) -> None:
        self.shell, self.folder, self.clock = shell, folder, Days()
        self.options = ServerOptions(url=shell.url)

    def build(self, scope: CommuneScope, passages: list[Titled], embedding: Axes | None = None) -> None:
        # In this process: what a child changes is in test_builder_contract.py.
        root, clock = rooted(self.folder), self.clock
        builder = QdrantServerIndexBuilder(root, self.options, embedding, clock=clock, build=built_here)
        builder.rebuild(scope, passages)

    def index(self, embedding: Axes | None = None) -> QdrantServerIndex:
        return QdrantServerIndex(self.options, embedding=embedding, patience=HASTY, clock=self.clock)

    def held(self, collection: str, commune: str = MONT) -> int:
        asked = models.Filter(must=[models.FieldCondition(key="commune", match=models.MatchValue(value=commune))])
        with self.shell.lock:
            return self.shell.client.count(collection, count_filter=asked).count


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Installation]:
    with qdrant_http() as shell:
        yield Installation(shell, tmp_path)


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EdgePassageIndex, QdrantServerIndex, QdrantHttp]]:
    """The same passages in both engines; on the server a second commune holds others beside them."""
    folder = tmp_path_factory.mktemp("both")
    with qdrant_http() as shell:
        options = ServerOptions(url=shell.url)
        builder = QdrantServerIndexBuilder(rooted(folder), options, Axes(), build=built_here)
        builder.rebuild(OTHER, many(40, seed=5))
        builder.rebuild(PUBLIC, CLOSE)
        EdgeIndexBuilder(rooted(folder), Axes()).rebuild(PUBLIC, CLOSE)
        edge = EdgePassageIndex(rooted(folder), embedding=Axes())
        server = QdrantServerIndex(options, embedding=Axes())
        yield edge, server, shell
        edge.close()
        server.close()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("limit", [5, 130])
def test_both_engines_give_the_same_hits_in_the_same_order_with_the_same_scores(
    same: tuple[EdgePassageIndex, QdrantServerIndex, QdrantHttp], question: str, limit: int
) -> None:
    edge, server, _ = same
    result = server.search(question, scope=PUBLIC, limit=limit)

    assert result == edge.search(question, scope=PUBLIC, limit=limit)
    assert result.hits


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_spread_the_scores_of_a_model_that_crowds_texts_and_weigh_arms_as_the_commune_measured(
    both: tuple[EdgePassageIndex, QdrantServerIndex], question: str
) -> None:
    edge, server = both
    result = server.search(question, scope=PUBLIC, limit=60)

    assert result == edge.search(question, scope=PUBLIC, limit=60)
    assert result.hits
    assert result.arm_shares["meaning"] > 0.6
    # The direction that all texts share says nothing: without spreading no cosine is under 0.8.
    assert min(hit.arms["meaning"] for hit in result.hits) < 0.3


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EdgePassageIndex, QdrantServerIndex]]:
    """Both engines with a model that crowds texts, and weights of the commune's own."""
    folder, near = tmp_path_factory.mktemp("near"), Near("near:1")
    write_weights(folder / WEIGHTS_FILE, near.name, {"words": 0.1, "chars": 0.1, "meaning": 0.8}, {})
    weights = FusionWeights(lambda _: [folder / WEIGHTS_FILE])
    with qdrant_http() as shell:
        options = ServerOptions(url=shell.url)
        QdrantServerIndexBuilder(rooted(folder), options, near, build=built_here).rebuild(PUBLIC, CLOSE)
        EdgeIndexBuilder(rooted(folder), near).rebuild(PUBLIC, CLOSE)
        edge = EdgePassageIndex(rooted(folder), embedding=near, weights=weights)
        server = QdrantServerIndex(options, embedding=near, weights=weights)
        yield edge, server
        edge.close()
        server.close()


def test_nothing_is_asked_of_passages_without_the_commune_and_its_generation(
    same: tuple[EdgePassageIndex, QdrantServerIndex, QdrantHttp],
) -> None:
    shell = same[2]
    shell.seen.clear()
    fresh = QdrantServerIndex(ServerOptions(url=shell.url), embedding=Axes())
    for question in QUESTIONS:
        fresh.search(question, scope=PUBLIC, limit=100)
    fresh.count(PUBLIC)
    fresh.held(PUBLIC)
    fresh.close()

    asked = [filter_ for seen in shell.seen if "_communes/" not in seen.path for filter_ in _filters(seen)]
    assert len(asked) > 15
    for filter_ in asked:
        confined = {one["key"]: one["match"]["value"] for one in filter_["must"] if "key" in one}
        assert confined["commune"] == MONT
        assert confined["generation"].startswith("20")


def _filters(seen: Seen) -> list[Any]:
    assert seen.path.startswith("/collections/parvis_public_"), seen.path
    return [one["filter"] for one in seen.body["searches"]] if "searches" in seen.body else [seen.body["filter"]]


def test_collections_are_laid_out_as_the_settings_say(own: Installation) -> None:
    own.options = ServerOptions(url=own.shell.url, shards=6, replicas=3, write_consistency=2, is_on_disk=True)
    own.build(PUBLIC, CLOSE[:3], Axes())

    name = served_name(Visibility.PUBLIC, Axes())
    made = {seen.path.split("/")[2]: seen.body for seen in own.shell.seen if _makes(seen)}
    assert set(made) == {f"{name}_1", STATE}
    for layout in made.values():
        assert (layout["shard_number"], layout["replication_factor"], layout["write_consistency_factor"]) == (6, 3, 2)
    passages = made[f"{name}_1"]
    half = {"size": Axes().dimensions, "distance": "Dot", "datatype": "float16", "on_disk": True}
    assert passages["vectors"]["meaning"] == half
    # Weights hold their commune's own frequencies: the server must not multiply them by those of all communes.
    assert passages["sparse_vectors"] == {arm: {"index": {"on_disk": True}} for arm in ("words", "chars")}
    assert own.shell.indexes[f"{name}_1"]["commune"] == {"type": "keyword", "is_tenant": True}
    assert own.shell.indexes[f"{name}_1"]["generation"] == "keyword"


def _makes(seen: Seen) -> bool:
    return seen.method == "PUT" and seen.path.count("/") == 2


def test_internal_passages_and_what_is_known_of_them_are_in_collections_of_their_own(own: Installation) -> None:
    own.build(INTERNE, CLOSE[:3])

    assert {known.name for known in own.shell.client.get_collections().collections} == {
        f"{served_name(Visibility.INTERNE, None)}_1",
        "parvis_interne_communes_1",
    }


def test_a_new_index_serves_at_once_in_every_process_and_the_former_one_goes_after_the_grace(
    own: Installation,
) -> None:
    own.build(PUBLIC, CLOSE[:30])
    one, other = own.index(), own.index()
    assert one.count(PUBLIC) == other.count(PUBLIC) == 30

    own.build(PUBLIC, CLOSE[:20])
    name = served_name(Visibility.PUBLIC, None)
    assert one.count(PUBLIC) == other.count(PUBLIC) == 20
    assert own.held(name) == 50

    one.reload(PUBLIC)
    assert own.held(name) == 50
    own.clock.pass_by(301)
    one.reload(PUBLIC)
    assert own.held(name) == 20
    assert one.count(PUBLIC) == other.count(PUBLIC) == 20
    assert own.shell.client.count(STATE).count == 2  # its pointer and its vocabulary
    one.close()
    other.close()


def test_questions_asked_while_another_index_becomes_current_see_the_former_or_the_new_one(own: Installation) -> None:
    own.build(PUBLIC, [passage(number, f"cantine numéro {number}") for number in range(12)])
    after = [passage(5_000 + number, f"cantine numéro {number}") for number in range(12)]
    new = {one.id for one, _ in after}
    index, is_over, seen = own.index(), threading.Event(), list[set[str]]()

    def ask() -> None:
        while True:
            seen.append({str(hit.passage_id) for hit in index.search("cantine", scope=PUBLIC, limit=20).hits})
            if is_over.is_set():
                return

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        try:
            own.build(PUBLIC, after)
        finally:
            is_over.set()
        for one in asking:
            one.result()
    assert seen
    assert all(len(found) == 12 and (found == new or not found & new) for found in seen)
    assert {hit.passage_id for hit in index.search("cantine", scope=PUBLIC, limit=20).hits} == new
    index.close()


def test_a_former_index_that_cannot_be_deleted_stops_nothing(
    own: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    for count in (9, 5):
        own.build(PUBLIC, CLOSE[:count])
    own.clock.pass_by(301)
    own.shell.fail(Fault(status=500), on="/delete")
    index = own.index()
    index.reload(PUBLIC)

    assert "former passages stay on the server" in caplog.text
    assert index.count(PUBLIC) == 5
    index.reload(PUBLIC)
    assert own.held(served_name(Visibility.PUBLIC, None)) == 5
    index.close()


def test_former_indexes_go_by_themselves_where_a_process_serves(own: Installation) -> None:
    builder = QdrantServerIndexBuilder(rooted(own.folder), own.options, build=built_here, grace_s=0)
    builder.rebuild(PUBLIC, CLOSE[:9])
    index = QdrantServerIndex(own.options, patience=HASTY, grace_s=-0.9)
    assert index.count(PUBLIC) == 9
    own.build(PUBLIC, CLOSE[:5])
    own.shell.client.set_payload(STATE, {"due_at": 0.0}, points=_pointers(own))
    assert index.count(PUBLIC) == 5  # it sees that another serves, and comes back for the former one

    for _ in range(100):
        if own.held(served_name(Visibility.PUBLIC, None)) == 5:
            break
        time.sleep(0.05)
    assert own.held(served_name(Visibility.PUBLIC, None)) == 5
    index.close()


def _pointers(own: Installation) -> list[Any]:
    records, _ = own.shell.client.scroll(STATE)
    return [record.id for record in records if "collection" in (record.payload or {})]


def test_a_build_of_one_commune_deletes_what_another_has_replaced(own: Installation) -> None:
    own.build(OTHER, CLOSE[:10])
    own.build(OTHER, CLOSE[:4])
    own.clock.pass_by(301)
    own.build(PUBLIC, CLOSE[:1])

    assert own.held(served_name(Visibility.PUBLIC, None), VAL) == 4


def test_what_a_killed_build_has_left_goes_at_the_next_one_and_is_never_found(own: Installation) -> None:
    own.build(PUBLIC, CLOSE[:5])
    name = served_name(Visibility.PUBLIC, None)
    _leave(own, name, generation="20261101T000000-killed")
    index = own.index()

    assert own.held(name) == 6
    assert len(index.held(PUBLIC)) == 5
    assert len(index.search(VOICED, scope=PUBLIC, limit=100).hits) <= 5
    own.build(PUBLIC, CLOSE[:7])
    assert own.held(name) == 5 + 7
    assert index.count(PUBLIC) == 7
    index.close()


VOICED = "cantine repas tarif école déchets mairie salle marché eau travaux permis"


def _leave(own: Installation, name: str, *, generation: str) -> None:
    """A point of the collection, again, as of another generation."""
    (record,), _ = own.shell.client.scroll(name, limit=1, with_vectors=True)
    assert record.payload is not None
    payload = copy.deepcopy(record.payload) | {"generation": generation}
    point = models.PointStruct(id=99, vector=cast(models.VectorStruct, record.vector), payload=payload)
    own.shell.client.upsert(name, [point])


def test_a_model_has_a_collection_of_its_own_and_the_former_one_goes_when_no_commune_is_left_in_it(
    own: Installation,
) -> None:
    old, new = Axes("axes:old"), Axes("axes:new")
    for scope in (PUBLIC, OTHER):
        own.build(scope, CLOSE[:4], old)
    own.build(PUBLIC, CLOSE[:4], new)
    index = own.index(new)
    assert "meaning" in index.search("cantine", scope=PUBLIC, limit=1).hits[0].arms
    assert "meaning" not in index.search("cantine", scope=OTHER, limit=1).hits[0].arms

    own.build(OTHER, CLOSE[:4], new)
    own.clock.pass_by(301)
    own.build(PUBLIC, CLOSE[:4], new)
    names = {known.name for known in own.shell.client.get_collections().collections}
    assert names == {f"{served_name(Visibility.PUBLIC, new)}_1", STATE}
    assert index.count(PUBLIC) == index.count(OTHER) == 4
    index.close()


def test_another_collection_can_take_the_place_of_the_one_that_serves(own: Installation) -> None:
    own.build(PUBLIC, CLOSE[:8])
    name = served_name(Visibility.PUBLIC, None)
    index, link = own.index(), ServerLink(own.options)
    before = index.search("cantine", scope=PUBLIC, limit=8)
    layout = ServerLayout(link)
    assert layout.refill(name, making_passages(0)) == 8

    assert layout.served() == {name: f"{name}_2", "parvis_public_communes": STATE}
    assert {known.name for known in own.shell.client.get_collections().collections} == {f"{name}_2", STATE}
    assert index.search("cantine", scope=PUBLIC, limit=8) == before
    assert own.shell.indexes[f"{name}_2"]["commune"]["is_tenant"]
    index.close()
    link.close()


def test_a_copy_that_fails_leaves_the_collection_that_serves(own: Installation) -> None:
    own.build(PUBLIC, CLOSE[:8])
    name = served_name(Visibility.PUBLIC, None)
    index, link = own.index(), ServerLink(own.options, HASTY)
    own.shell.fail(Fault(status=500), on=f"{name}_2/points")
    with pytest.raises(IndexUnavailable, match="500"):
        ServerLayout(link).refill(name, making_passages(0))

    assert index.count(PUBLIC) == 8
    ServerLayout(link).refill(name, making_passages(0))
    assert ServerLayout(link).served()[name] == f"{name}_2"
    assert len(index.held(PUBLIC)) == 8
    index.close()
    link.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation of one commune; what a test damages there, it mends."""
    with qdrant_http() as shell:
        installation = Installation(shell, tmp_path_factory.mktemp("whole"))
        installation.build(PUBLIC, CLOSE[:8])
        yield installation


def _told(own: Installation, words: str) -> None:
    index = own.index()
    with pytest.raises(IndexUnavailable, match=words):
        index.search("cantine", scope=PUBLIC, limit=1)
    index.close()


def test_passages_that_the_server_has_lost_are_told(whole: Installation) -> None:
    name = served_name(Visibility.PUBLIC, None)
    (record, *_), _ = whole.shell.client.scroll(name, limit=1, with_vectors=True)
    whole.shell.client.delete(name, [record.id])

    _told(whole, r"holds 7 of the 8 passages of mont-sur-cisse.*reconcile")
    again = models.PointStruct(id=record.id, vector=cast(models.VectorStruct, record.vector), payload=record.payload)
    whole.shell.client.upsert(name, [again])


def _cut_short(payload: dict[str, Any]) -> dict[str, Any]:
    return {"data": payload["data"][:-20]}


def _another_form(payload: dict[str, Any]) -> dict[str, Any]:
    return {"parts": "several"}


@pytest.mark.parametrize("damage", [_cut_short, _another_form])
def test_a_damaged_vocabulary_is_told(whole: Installation, damage: Any) -> None:
    records, _ = whole.shell.client.scroll(STATE)
    (kept,) = [record for record in records if "data" in (record.payload or {})]
    assert kept.payload is not None
    whole.shell.client.set_payload(STATE, damage(kept.payload), points=[kept.id])

    _told(whole, r"vocabulary of mont-sur-cisse .* is damaged")
    whole.shell.client.overwrite_payload(STATE, kept.payload, points=[kept.id])


def test_a_pointer_of_another_form_is_told(whole: Installation) -> None:
    records, _ = whole.shell.client.scroll(STATE)
    (pointer,) = [record for record in records if "collection" in (record.payload or {})]
    assert pointer.payload is not None
    whole.shell.client.set_payload(STATE, {"formers": [{"since": 3}]}, points=[pointer.id])

    _told(whole, r"pointer of another version of Parvis .* reconcile")
    whole.shell.client.overwrite_payload(STATE, pointer.payload, points=[pointer.id])


def test_passages_of_another_format_are_not_searched_and_count_as_not_built(whole: Installation) -> None:
    records, _ = whole.shell.client.scroll(STATE)
    (pointer,) = [record for record in records if "collection" in (record.payload or {})]
    assert pointer.payload is not None
    whole.shell.client.set_payload(STATE, {"made_as": FORMAT - 1}, points=[pointer.id])

    _told(whole, r"another version; rebuild them: parvis model reindex --commune mont-sur-cisse")
    index = whole.index()
    assert not index.is_built(PUBLIC)
    whole.build(PUBLIC, CLOSE[:8])
    assert index.is_built(PUBLIC)
    assert index.count(PUBLIC) == 8
    index.close()


def test_a_collection_that_is_gone_is_told_and_a_build_makes_it_again(whole: Installation) -> None:
    whole.shell.client.delete_collection(f"{served_name(Visibility.PUBLIC, None)}_1")
    _told(whole, r"reconcile --repair")

    whole.build(PUBLIC, CLOSE[:8])
    index = whole.index()
    assert index.count(PUBLIC) == 8
    index.close()


def test_an_index_of_a_server_that_is_another_one_is_not_built(own: Installation) -> None:
    index = own.index()
    assert not index.is_built(PUBLIC)
    own.build(PUBLIC, CLOSE[:2])
    assert index.is_built(PUBLIC)
    index.close()


@pytest.mark.parametrize("step", ["/index", f"{served_name(Visibility.PUBLIC, Axes())}/points", "communes/points"])
def test_a_server_that_fails_at_any_step_of_a_build_leaves_the_former_index(own: Installation, step: str) -> None:
    own.build(PUBLIC, CLOSE[:8])
    own.shell.fail(*[Fault(status=400)] * 50, on=step)
    with pytest.raises(IndexUnavailable, match="400"):
        own.build(PUBLIC, CLOSE[:20], Axes())
    own.shell.heal()

    index = own.index()
    assert index.count(PUBLIC) == 8
    assert len(index.search(VOICED, scope=PUBLIC, limit=100).hits) <= 8
    index.close()
