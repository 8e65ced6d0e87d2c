"""No search without a scope, none beyond it: entry points are found by looking, so that a new one without fails."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import retriever
from domain.answer import Question
from domain.document import Document, Visibility
from domain.ids import PassageId
from domain.passage import Passage
from domain.ports import IndexBuilder, PassageIndex
from domain.search import CommuneScope, Hit, SearchResult
from french.analyser import stems
from retriever.llamaindex_retriever import ParvisRetriever, Seeks
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.seeking import Seeker, Sought
from tests.answering.standins import PROFILE, SLUG, FewDocuments, document
from tests.answering.standins import passage as passage_of
from tests.retriever.samples import MONT, VAL, Titled, passage, rooted

CHECKOUT = Path(__file__).parents[2]
BRINGS_PASSAGES = (SearchResult, Sought)
OF_ONE_SCOPE = {"retriever.searching.search_arms"}
"""What an engine calls on the passages of one scope, which it has chosen by then."""

WITHOUT_A_SCOPE = {"close", "version"}
"""Of an index: neither brings anything of its passages."""

SEARCHED = (PassageIndex, Seeks)
"""What is given to a class that searches: an index, or what seeks in one."""


def _modules() -> Iterator[str]:
    yield "retriever"
    for found in pkgutil.walk_packages(retriever.__path__, "retriever."):
        yield found.name


def _public() -> Iterator[tuple[str, type | Callable[..., object]]]:
    for name in _modules():
        for own, value in vars(importlib.import_module(name)).items():
            is_own = not own.startswith("_") and getattr(value, "__module__", None) == name
            if is_own and (inspect.isclass(value) or inspect.isfunction(value)):
                yield f"{name}.{own}", value


def _classes() -> Iterator[tuple[str, type]]:
    return ((name, value) for name, value in _public() if inspect.isclass(value))


def _methods(of: type) -> dict[str, Callable[..., object]]:
    return {name: value for name, value in vars(of).items() if not name.startswith("_") and inspect.isfunction(value)}


def _asks_for_a_scope(called: Callable[..., object]) -> bool:
    """Whether a ``CommuneScope`` must be given, by name and for want of any default."""
    given = inspect.signature(called).parameters.get("scope")
    return given is not None and given.default is inspect.Parameter.empty and _hint(called, "scope") is CommuneScope


def _hint(called: Callable[..., object], name: str) -> object:
    return get_type_hints(called).get(name)


def _holds_an_index(of: type) -> bool:
    hints = get_type_hints(of.__init__).values()  # type: ignore[misc]
    return any(one in SEARCHED for hint in hints for one in (hint, *get_args(hint)))


def test_a_scope_names_its_commune_and_is_public_unless_said() -> None:
    with pytest.raises(TypeError):
        CommuneScope()  # type: ignore[call-arg]
    assert CommuneScope(commune=MONT).visibility is Visibility.PUBLIC


@pytest.mark.parametrize("port", [PassageIndex, IndexBuilder])
def test_no_method_of_the_ports_does_without_a_scope(port: type) -> None:
    assert [name for name, method in _methods(port).items() if not _asks_for_a_scope(method)] == []


def test_no_method_of_an_index_does_without_a_scope() -> None:
    indexes = {name: value for name, value in _classes() if {"search", "count"} <= _methods(value).keys()}
    assert {
        "retriever.qdrant_edge_index.EdgePassageIndex",
        "retriever.qdrant_server_index.QdrantServerIndex",
    } <= indexes.keys()
    for name, value in indexes.items():
        without = [own for own, method in _methods(value).items() if not _asks_for_a_scope(method)]
        assert set(without) <= WITHOUT_A_SCOPE, f"{name}: {without}"


def test_nothing_that_brings_passages_does_without_a_scope() -> None:
    found = dict(_public())
    for name, value in _classes():
        found |= {f"{name}.{own}": method for own, method in _methods(value).items()}
    bring = {name for name, value in found.items() if not inspect.isclass(value) and _brings(value)}
    assert {"retriever.ranking.seeking.Seeker.seek", *OF_ONE_SCOPE} <= bring
    assert {name for name in bring if not _asks_for_a_scope(found[name])} == OF_ONE_SCOPE


def _brings(called: Callable[..., object]) -> bool:
    hint = _hint(called, "return")
    return hint in BRINGS_PASSAGES or any(one in BRINGS_PASSAGES for one in get_args(hint))


def test_whatever_is_given_an_index_is_given_a_scope_once_or_each_time() -> None:
    holders = {name: value for name, value in _classes() if _holds_an_index(value)}
    assert len(holders) >= 2
    for name, value in holders.items():
        once = _asks_for_a_scope(value.__init__)  # type: ignore[misc]
        asked = [method for own, method in _methods(value).items() if own != "close"]
        each = asked and all(map(_asks_for_a_scope, asked))
        assert once or each, f"{name} searches without being told whose passages"


def _names_a_visibility(node: ast.AST) -> bool:
    is_scope = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CommuneScope"
    return is_scope and any(word.arg != "commune" for word in node.keywords)  # type: ignore[attr-defined]


def test_only_the_upkeep_of_indexes_names_another_visibility_and_no_question_does() -> None:
    named = set()
    for room in ("answering", "api", "app", "handoff", "retriever"):
        for file in (CHECKOUT / room).rglob("*.py"):
            for function in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(function, ast.FunctionDef) and any(map(_names_a_visibility, ast.walk(function))):
                    named.add((room, function.name))
    assert ("app", "reload") in named
    assert {room for room, _ in named} == {"app"}
    assert named.isdisjoint({("app", "answer"), ("app", "search"), ("app", "ask")})


WORDS = "fanfare kiosque"
HELD: dict[CommuneScope, Titled] = {
    CommuneScope(commune=MONT): passage(1, f"{WORDS} public de Mont"),
    CommuneScope(commune=MONT, visibility=Visibility.INTERNE): passage(2, f"{WORDS} interne de Mont"),
    CommuneScope(commune=VAL): passage(3, f"{WORDS} public du Val", commune=VAL),
    CommuneScope(commune=VAL, visibility=Visibility.INTERNE): passage(4, f"{WORDS} interne du Val", commune=VAL),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgePassageIndex]:
    """The same words in four scopes."""
    folder = tmp_path_factory.mktemp("communes")
    for scope, titled in HELD.items():
        EdgeIndexBuilder(rooted(folder)).rebuild(scope, [titled])
    opened = EdgePassageIndex(rooted(folder))
    yield opened
    opened.close()


class NoClock:
    def now(self) -> datetime:
        return datetime(2031, 3, 4, tzinfo=UTC)


def seeker(index: EdgePassageIndex, every: dict[PassageId, Passage]) -> Seeker:
    """Knows every passage of every scope, each of a document of that scope."""
    held = [
        replace(document(0, "Fête"), id=one.document_id, commune=scope.commune, visibility=scope.visibility)
        for scope, (one, _) in HELD.items()
    ]
    store = FewDocuments(held, every.values())
    return Seeker(profile=PROFILE, index=index, documents=store, acts=ActsReader(store))


@pytest.mark.parametrize("scope", list(HELD), ids=lambda scope: f"{scope.commune} {scope.visibility}")
def test_each_entry_point_gives_what_its_scope_holds_and_nothing_else(
    index: EdgePassageIndex, scope: CommuneScope
) -> None:
    own, every = HELD[scope][0], {one.id: one for one, _ in HELD.values()}
    assert [hit.passage_id for hit in index.search(WORDS, scope=scope, limit=100).hits] == [own.id]
    assert index.held(scope) == {own.id: own.document_id}
    assert index.count(scope) == 1

    nodes = ParvisRetriever(seeker(index, every), scope=scope, clock=NoClock(), limit=100).retrieve(WORDS)
    assert [node.node_id for node in nodes] == [own.id]


def test_each_entry_point_refuses_to_go_without_a_scope(index: EdgePassageIndex) -> None:
    for call in (
        lambda: index.search(WORDS, limit=1),  # type: ignore[call-arg]
        lambda: index.count(),  # type: ignore[call-arg]
        lambda: index.held(),  # type: ignore[call-arg]
        lambda: index.reload(),  # type: ignore[call-arg]
        lambda: ParvisRetriever(seeker(index, {}), clock=NoClock()),  # type: ignore[call-arg]
    ):
        with pytest.raises(TypeError, match="scope"):
            call()


class EveryPassage:
    """An index that minds no scope: what a stale or broken one could bring."""

    def __init__(self, documents: FewDocuments) -> None:
        self._documents = documents

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        held = [*self._documents.passages, HELD[CommuneScope(commune=VAL)][0].id]
        hits = tuple(Hit(passage_id=i, score=1.0, arms={"words": 1.0}) for i in held)
        return SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(text), 1.0), unknown_stems=frozenset())

    def count(self, scope: CommuneScope) -> int:
        return len(self._documents.passages)


def test_what_an_index_should_not_have_brought_is_left_out_by_the_store(tmp_path: Path) -> None:
    of: dict[Visibility, Document] = {
        visibility: replace(document(at, visibility.value), visibility=visibility)
        for at, visibility in enumerate(Visibility)
    }
    store = FewDocuments(of.values(), [passage_of(one, 0, WORDS) for one in of.values()])
    seeker = Seeker(profile=PROFILE, index=EveryPassage(store), documents=store, acts=ActsReader(store))
    question = Question(text=WORDS, commune=SLUG, asked_at=datetime(2031, 5, 10, tzinfo=UTC))
    for visibility in (Visibility.PUBLIC, Visibility.INTERNE):
        found = seeker.seek(question, scope=CommuneScope(commune=SLUG, visibility=visibility)).candidates
        assert [one.document.id for one in found] == [of[visibility].id]
    with pytest.raises(TypeError, match="scope"):
        seeker.seek(question)  # type: ignore[call-arg]
