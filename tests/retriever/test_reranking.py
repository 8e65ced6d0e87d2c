import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from domain.errors import ModelUnavailable
from domain.ids import CommuneSlug, PassageId
from domain.search import CommuneScope, Hit, SearchResult
from retriever.reranking import RerankedIndex
from tests.retriever.samples import MONT

SCOPE = CommuneScope(commune=MONT)
FUSED = [("a", 0.9), ("b", 0.8), ("c", 0.7), ("d", 0.6), ("e", 0.5)]
ANSWERS = {"a": 0.1, "b": 0.2, "c": 0.95, "d": 0.4, "e": 0.99}


class Fused:
    """A ``PassageIndex`` that always finds the same five passages."""

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        hits = [Hit(passage_id=PassageId(name), score=score, arms={"words": score}) for name, score in FUSED]
        return SearchResult(hits=tuple(hits[:limit]), stem_weights={"cantin": 2.0}, unknown_stems=frozenset())

    def count(self, scope: CommuneScope) -> int:
        return len(FUSED)


class Reader:
    """A ``Reranker`` that knows what each passage is worth; waits for ``ready``."""

    name = "reader:1"

    def __init__(self, *, is_broken: bool = False) -> None:
        self.ready = threading.Event()
        self.ready.set()
        self.is_broken = is_broken
        self.calls: list[tuple[str, list[tuple[str, str]]]] = []

    def scores(self, question: str, passages: Sequence[tuple[str, str]]) -> list[float]:
        self.calls.append((question, list(passages)))
        self.ready.wait(30)
        if self.is_broken:
            raise ModelUnavailable("the cross-encoder is damaged; put its own files back")
        return [ANSWERS[text] for _, text in passages]


def texts(_: CommuneSlug, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
    return {one: (f"title of {one}", str(one)) for one in ids}


@contextmanager
def reranked(reader: Reader, *, depth: int = 3, budget_s: float = 30, gone: str = "") -> Iterator[RerankedIndex]:
    def there(slug: CommuneSlug, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        return texts(slug, [one for one in ids if one != gone])

    index = RerankedIndex(Fused(), reader, there, depth=depth, budget_s=budget_s)
    try:
        yield index
    finally:
        reader.ready.set()
        index.close()


def names(result: SearchResult) -> list[str]:
    return [hit.passage_id for hit in result.hits]


def test_the_first_hits_take_the_order_of_the_cross_encoder_and_the_rest_follow() -> None:
    reader = Reader()
    with reranked(reader) as index:
        result = index.search("cantine", scope=SCOPE, limit=5)
    assert names(result) == ["c", "b", "a", "d", "e"]
    assert reader.calls == [("cantine", [("title of a", "a"), ("title of b", "b"), ("title of c", "c")])]
    assert result.stem_weights == {"cantin": 2.0}


def test_fused_scores_stay_at_their_ranks_and_each_hit_tells_its_own() -> None:
    with reranked(Reader()) as index:
        hits = index.search("cantine", scope=SCOPE, limit=5).hits
    assert [hit.score for hit in hits] == [score for _, score in FUSED]
    assert [hit.arms["rerank"] for hit in hits] == [0.95, 0.2, 0.1, 0.0, 0.0]
    assert hits[0].arms["words"] == 0.7


def test_a_passage_may_come_in_from_behind_the_number_wanted() -> None:
    with reranked(Reader(), depth=5) as index:
        assert names(index.search("cantine", scope=SCOPE, limit=2)) == ["e", "c"]
        assert index.search("cantine", scope=SCOPE, limit=0).hits == ()


def test_a_passage_that_is_gone_is_not_read_and_goes_last_of_the_first() -> None:
    reader = Reader()
    with reranked(reader, gone="a") as index:
        assert names(index.search("cantine", scope=SCOPE, limit=5)) == ["c", "b", "a", "d", "e"]
    assert [text for _, text in reader.calls[0][1]] == ["b", "c"]


def test_a_cross_encoder_that_fails_leaves_the_order_of_search(caplog: pytest.LogCaptureFixture) -> None:
    with reranked(Reader(is_broken=True)) as index:
        result = index.search("cantine", scope=SCOPE, limit=5)
    assert names(result) == ["a", "b", "c", "d", "e"]
    assert all("rerank" not in hit.arms for hit in result.hits)
    assert "put its own files back" in caplog.text


def test_a_slow_cross_encoder_leaves_the_order_of_search_and_is_not_waited_for_twice() -> None:
    reader = Reader()
    reader.ready.clear()
    with reranked(reader, budget_s=0.5) as index:
        assert names(index.search("cantine", scope=SCOPE, limit=5)) == ["a", "b", "c", "d", "e"]
        assert names(index.search("piscine", scope=SCOPE, limit=5)) == ["a", "b", "c", "d", "e"]
    assert [question for question, _ in reader.calls] == ["cantine"]


def test_a_cross_encoder_that_has_caught_up_is_asked_again() -> None:
    reader = Reader()
    reader.ready.clear()
    with reranked(reader, budget_s=0.05) as index:
        index.search("cantine", scope=SCOPE, limit=5)
        reader.ready.set()
        while names(index.search("piscine", scope=SCOPE, limit=5))[0] != "c":
            pass
    assert reader.calls[-1][0] == "piscine"


def test_passages_are_counted_as_in_the_index() -> None:
    with reranked(Reader()) as index:
        assert index.count(SCOPE) == 5
