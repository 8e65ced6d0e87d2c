"""Contract of the PassageIndex port, on the real index."""

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from domain.document import Visibility
from domain.errors import AlreadyRunning, IndexUnavailable
from domain.search import CommuneScope
from retriever.bm25 import idf
from retriever.generation import hold
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, VAL, Titled, many, passage, plain_ranking, rooted, sparse_copy

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


@pytest.mark.parametrize(
    "question",
    [
        "tarif de la cantine",
        "cimetxzerre concxzion",
        "horaires",
        "où se garer ? stationnement marché",
        "location salle",
    ],
)
@pytest.mark.parametrize("limit", [1, 10, 60, 1_000])
def test_scores_and_order_are_those_of_bm25_over_every_passage(
    index: EdgePassageIndex, question: str, limit: int
) -> None:
    expected = plain_ranking(CLOSE, question)[:limit]
    hits = index.search(question, scope=PUBLIC, limit=limit).hits

    assert len(hits) == len(expected)
    # Weights are whole thousandths, which moves a score by less than two thousandths where every word is common.
    scores = dict(plain_ranking(CLOSE, question))
    assert [hit.score for hit in hits] == pytest.approx([scores[hit.passage_id] for hit in hits], abs=2e-3)
    assert [hit.score for hit in hits] == pytest.approx([score for _, score in expected], abs=2e-3)


def test_a_passage_that_one_arm_left_out_has_its_exact_score_there(tmp_path: Path) -> None:
    # 120 passages hold a misspelt form and come first by characters; only the last one holds the stem.
    given = [passage(number, "les municipauxx") for number in range(120)]
    given += [passage(200 + number, "la voirie du bourg") for number in range(200)]
    given.append(passage(500, "le service municipal"))
    EdgeIndexBuilder(rooted(tmp_path)).rebuild(PUBLIC, given)
    index = EdgePassageIndex(rooted(tmp_path))
    (best,) = index.search("municipaux", scope=PUBLIC, limit=1).hits
    index.close()

    assert best.passage_id == given[-1][0].id
    assert 0.1 < best.arms["chars"] < 0.9
    assert best.score == pytest.approx(plain_ranking(given, "municipaux")[0][1], abs=2e-3)


def test_hits_are_ordered_by_rounded_score_then_passage_id(index: EdgePassageIndex) -> None:
    hits = index.search("cantine scolaire mairie", scope=PUBLIC, limit=200).hits

    assert list(hits) == sorted(hits, key=lambda hit: (-round(hit.score, 6), hit.passage_id))
    assert all(0 < hit.score <= 1 for hit in hits)
    assert all(0 <= value <= 1 for hit in hits for value in hit.arms.values())
    assert set(hits[0].arms) == {"words", "chars"}


def test_a_question_misspelt_beyond_correction_is_answered_by_the_characters(index: EdgePassageIndex) -> None:
    result = index.search("biblxotèqze", scope=PUBLIC, limit=3)
    texts = {one.id: f"{title} {one.text}" for one, title in CLOSE}

    assert result.unknown_stems == {"biblxoteqz"}
    assert all("bibliothèque" in texts[hit.passage_id] for hit in result.hits)
    assert all(hit.score <= 0.333334 for hit in result.hits)


def test_each_stem_of_the_question_has_its_idf_and_unknown_ones_weigh_most(index: EdgePassageIndex) -> None:
    result = index.search("la piscine et le trampoline", scope=PUBLIC, limit=1)
    holding = sum("piscine" in f"{title} {one.text}" for one, title in CLOSE)

    assert result.stem_weights == {"piscin": idf(300, holding), "trampolin": idf(300, 0)}
    assert result.unknown_stems == {"trampolin"}


@pytest.mark.parametrize("question", ["note confidentielle mutuelle des agents", "confidentiel", "mutuele", "agents"])
def test_a_public_question_never_reaches_an_internal_passage(index: EdgePassageIndex, question: str) -> None:
    assert SECRET[0].id not in _found(index, question)
    assert _found(index, question, INTERNE) == [SECRET[0].id]


def test_a_commune_never_reaches_another_one_s_passages(index: EdgePassageIndex) -> None:
    assert index.count(PUBLIC) == 300
    assert index.count(OTHER) == 1
    assert len(_found(index, "marché du samedi", OTHER)) == 1


@pytest.mark.parametrize("visibility", [Visibility.A_RELIRE, Visibility.RETIRE])
def test_what_is_to_be_reviewed_or_withdrawn_cannot_be_searched(
    index: EdgePassageIndex, visibility: Visibility
) -> None:
    with pytest.raises(IndexUnavailable, match="never indexed"):
        index.search("marché", scope=CommuneScope(commune=MONT, visibility=visibility), limit=1)


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00\x01\ufffd", "🦆"])
def test_a_question_without_a_word_finds_nothing(index: EdgePassageIndex, question: str) -> None:
    result = index.search(question, scope=PUBLIC, limit=10)

    assert result.hits == ()
    assert not result.stem_weights
    assert not result.unknown_stems


def test_a_question_of_100_000_characters_is_answered(index: EdgePassageIndex) -> None:
    assert len(_found(index, "tarif cantine " * 8_000)) == 10


def test_what_was_never_built_is_empty(tmp_path: Path) -> None:
    index = EdgePassageIndex(rooted(tmp_path))
    result = index.search("cantine", scope=PUBLIC, limit=10)

    assert result.hits == ()
    assert result.unknown_stems == {"cantin"}
    assert index.count(PUBLIC) == 0
    index.reload(PUBLIC)
    assert not list(tmp_path.iterdir())


def test_an_index_of_no_passage_is_empty(tmp_path: Path) -> None:
    index = EdgePassageIndex(rooted(tmp_path))
    assert EdgeIndexBuilder(rooted(tmp_path)).rebuild(PUBLIC, []) == 0

    assert index.search("cantine", scope=PUBLIC, limit=10).hits == ()
    assert index.count(PUBLIC) == 0
    index.close()


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
