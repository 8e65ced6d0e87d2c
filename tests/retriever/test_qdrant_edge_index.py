"""What is Qdrant Edge's own in searching: locks, open shards, swaps, damage. The rest is in test_index_contract.py."""

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from domain.document import Visibility
from domain.errors import AlreadyRunning, IndexUnavailable
from domain.search import CommuneScope
from retriever.generation import hold
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, VAL, Titled, many, passage, rooted, sparse_copy

PUBLIC = CommuneScope(commune=MONT)
INTERNE = CommuneScope(commune=MONT, visibility=Visibility.INTERNE)
OTHER = CommuneScope(commune=VAL)
CLOSE = many(300)
SECRET = passage(9001, "Note confidentielle sur la mutuelle des agents")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three scopes: public and internal passages of one commune, public passages of another."""
    folder = tmp_path_factory.mktemp("communes")
    builder = EdgeIndexBuilder(rooted(folder))
    builder.rebuild(PUBLIC, CLOSE)
    builder.rebuild(INTERNE, [SECRET])
    builder.rebuild(OTHER, [passage(1, "Marché du samedi", commune=VAL)])
    return folder


@pytest.fixture
def index(built: Path) -> Iterator[EdgePassageIndex]:
    opened = EdgePassageIndex(rooted(built))
    yield opened
    opened.close()


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A copy of what was built, to change or damage."""
    return Path(shutil.copytree(built, tmp_path / "communes", copy_function=sparse_copy))


def _generation(folder: Path, scope: CommuneScope) -> Path:
    return max((folder / scope.commune / "index" / scope.visibility.value).glob("0*"))


def _found(index: EdgePassageIndex, text: str, scope: CommuneScope = PUBLIC) -> list[str]:
    return [hit.passage_id for hit in index.search(text, scope=scope, limit=10).hits]


def test_a_second_process_or_index_is_refused_with_the_remedy(own: Path, tmp_path: Path) -> None:
    first, second = EdgePassageIndex(rooted(own)), EdgePassageIndex(rooted(own))
    first.count(PUBLIC)

    with pytest.raises(AlreadyRunning, match="stop the server"):
        second.search("cantine", scope=PUBLIC, limit=1)
    first.close()
    assert second.count(PUBLIC) == 300
    second.close()


def test_at_most_so_many_indexes_stay_open_and_the_last_used_ones(own: Path) -> None:
    index = EdgePassageIndex(rooted(own), max_open=2)
    for scope in (PUBLIC, INTERNE, PUBLIC, OTHER):
        index.count(scope)

    hold(_generation(own, INTERNE)).close()
    for scope in (PUBLIC, OTHER):
        with pytest.raises(AlreadyRunning):
            hold(_generation(own, scope))
    assert index.count(INTERNE) == 1
    index.close()


def test_threads_that_search_more_scopes_than_may_be_open_all_get_answers(own: Path) -> None:
    index = EdgePassageIndex(rooted(own), max_open=1)
    counts: list[int] = []

    def ask() -> None:
        for scope in (PUBLIC, INTERNE, OTHER) * 4:
            counts.append(index.count(scope))

    _together([ask] * 3)
    index.close()
    assert sorted(counts) == sorted([300, 1, 1] * 12)


def test_questions_asked_during_a_swap_see_the_former_index_or_the_new_one(own: Path) -> None:
    index = EdgePassageIndex(rooted(own))
    former = _generation(own, PUBLIC)
    after: list[Titled] = [passage(5000 + number, f"cantine numéro {number}") for number in range(20)]
    old_ids, new_ids = {one.id for one, _ in CLOSE}, {one.id for one, _ in after}
    swapped = threading.Event()
    seen: list[set[str]] = []

    def ask() -> None:
        while not swapped.is_set():
            seen.append(set(_found(index, "cantine")))

    def swap() -> None:
        EdgeIndexBuilder(rooted(own)).rebuild(PUBLIC, after)
        assert set(_found(index, "cantine")) <= old_ids
        index.reload(PUBLIC)
        swapped.set()

    _together([ask, ask, swap])
    assert len(seen) > 10
    assert all(found and (found <= old_ids or found <= new_ids) for found in seen)
    assert set(_found(index, "cantine")) <= new_ids
    assert not former.exists()
    index.close()


def test_a_damaged_index_lets_the_former_one_serve(own: Path) -> None:
    EdgeIndexBuilder(rooted(own)).rebuild(PUBLIC, [passage(1, "cantine")])
    _damage(_generation(own, PUBLIC))
    index = EdgePassageIndex(rooted(own))

    assert index.count(PUBLIC) == 300
    index.close()


def test_a_damaged_new_index_is_not_swapped_in(own: Path) -> None:
    index = EdgePassageIndex(rooted(own))
    assert index.count(PUBLIC) == 300
    EdgeIndexBuilder(rooted(own)).rebuild(PUBLIC, [passage(1, "cantine")])
    _damage(_generation(own, PUBLIC))

    with pytest.raises(IndexUnavailable):
        index.reload(PUBLIC)
    assert len(_found(index, "cantine")) == 10
    index.close()


def test_a_damaged_index_without_a_former_one_is_told(own: Path) -> None:
    _damage(_generation(own, PUBLIC))
    index = EdgePassageIndex(rooted(own))

    with pytest.raises(IndexUnavailable, match="rebuild"):
        index.search("cantine", scope=PUBLIC, limit=1)
    assert index.count(OTHER) == 1
    index.close()


def test_an_index_whose_content_is_not_what_edge_wrote_is_told(own: Path) -> None:
    for path in (_generation(own, PUBLIC) / "shard").rglob("*.json"):
        path.write_bytes(b"{" * path.stat().st_size)
    index = EdgePassageIndex(rooted(own))

    with pytest.raises(IndexUnavailable, match="rebuild"):
        index.count(PUBLIC)
    index.close()


def _damage(generation: Path) -> None:
    largest = max((generation / "shard").rglob("*.dat"), key=lambda path: path.stat().st_size)
    largest.write_bytes(b"")


def _together(jobs: Sequence[Callable[[], None]]) -> None:
    """Run each job in a thread and raise what any of them raised."""
    errors: list[BaseException] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(job,), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
        if errors:
            raise errors[0]
    assert not any(thread.is_alive() for thread in threads)
