"""Contract of the IndexBuilder port, on every engine: whatever happens to a build, the former index serves."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import AlreadyRunning, DiskFull, IndexUnavailable
from domain.search import CommuneScope
from retriever.generation import building
from tests.retriever.axes import Axes
from tests.retriever.engines import Engine, running
from tests.retriever.samples import MONT, Titled, many, passage

CHECKOUT = Path(__file__).parents[2]
PUBLIC = CommuneScope(commune=MONT)
KILLED_PARENT = """
import os, sys
from pathlib import Path
from domain.search import CommuneScope
from tests.retriever.engines import Engine
from tests.retriever.samples import MONT, many
engine = Engine(folder=Path(sys.argv[1]), url=sys.argv[2], api_key=sys.argv[3])
engine.builder().rebuild(CommuneScope(commune=MONT), many(600), lambda done: os.kill(os.getpid(), 9))
"""


@pytest.fixture(scope="module", params=["edge", "server"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine on which an index of one passage serves; every test leaves it so."""
    with running(request.param, tmp_path_factory.mktemp("communes")) as engine:
        engine.builder().rebuild(PUBLIC, [passage(1, "cantine")])
        yield engine


def _served(engine: Engine) -> int:
    with engine.opened() as index:
        assert index.search("cantine", scope=PUBLIC, limit=10).hits
        assert len(index.held(PUBLIC)) == index.count(PUBLIC)
        return index.count(PUBLIC)


def test_passages_that_stop_coming_leave_the_former_index(engine: Engine) -> None:
    def broken() -> Iterator[Titled]:
        yield passage(2, "piscine")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        engine.builder().rebuild(PUBLIC, broken())
    assert _served(engine) == 1


def test_a_full_disk_is_told_and_leaves_the_former_index(engine: Engine) -> None:
    def full() -> Iterator[Titled]:
        yield passage(2, "piscine")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DiskFull, match="free some space"):
        engine.builder().rebuild(PUBLIC, full())
    assert _served(engine) == 1


def test_a_passage_given_twice_is_refused(engine: Engine) -> None:
    with pytest.raises(IndexUnavailable, match="given twice"):
        engine.builder().rebuild(PUBLIC, [passage(7, "piscine"), passage(7, "piscine")])
    assert _served(engine) == 1


def test_a_killed_child_leaves_the_former_index(engine: Engine) -> None:
    def kill(done: int) -> None:
        for child in multiprocessing.active_children():
            assert child.pid
            os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(IndexUnavailable, match="former index still serves"):
        engine.builder().rebuild(PUBLIC, many(600), kill)
    assert _served(engine) == 1


def test_an_interrupted_parent_ends_its_child(engine: Engine) -> None:
    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.builder().rebuild(PUBLIC, many(600), interrupt)
    assert not multiprocessing.active_children()
    assert _served(engine) == 1


def test_a_killed_parent_leaves_the_former_index(engine: Engine) -> None:
    command = [sys.executable, "-c", KILLED_PARENT, str(engine.folder), engine.url, engine.api_key]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert _served(engine) == 1


def test_a_second_build_of_the_same_scope_is_refused(engine: Engine) -> None:
    with building(engine.folder / MONT / "index" / "public"), pytest.raises(AlreadyRunning):
        engine.builder().rebuild(PUBLIC, many(10))
    assert _served(engine) == 1


@pytest.fixture(params=["edge", "server"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with running(request.param, tmp_path) as engine:
        yield engine


def test_a_build_is_counted_reported_and_served_once_it_is_reloaded(fresh: Engine) -> None:
    told: list[int] = []
    with fresh.opened() as index:
        assert fresh.builder().rebuild(PUBLIC, iter(many(300)), told.append) == 300
        assert told == [256, 300]
        index.reload(PUBLIC)
        assert index.count(PUBLIC) == 300
        fresh.builder().rebuild(PUBLIC, [passage(5000 + number, f"cantine {number}") for number in range(20)])
        index.reload(PUBLIC)
        assert index.count(PUBLIC) == 20
        found = index.search("cantine tarif", scope=PUBLIC, limit=300).hits
        assert {hit.passage_id for hit in found} <= {passage(5000 + number, "")[0].id for number in range(20)}


def test_an_index_made_with_another_model_is_searched_by_words_until_it_is_rebuilt(fresh: Engine) -> None:
    shoes = passage(1, "Le ramassage des chaussures a lieu le mardi.")
    others = [passage(2, "Le marché a lieu le mardi."), passage(3, "La piscine ouvre le mardi.")]
    fresh.builder(Axes("axes:old")).rebuild(PUBLIC, [*others, shoes])
    with fresh.opened(Axes("axes:new")) as index:
        before = index.search("godasse", scope=PUBLIC, limit=10).hits
        assert all("meaning" not in hit.arms for hit in before)
        assert index.search("chaussures", scope=PUBLIC, limit=1).hits[0].passage_id == shoes[0].id

        fresh.builder(Axes("axes:new")).rebuild(PUBLIC, [*others, shoes])
        index.reload(PUBLIC)
        best = index.search("godasse", scope=PUBLIC, limit=10).hits[0]
        assert best.passage_id == shoes[0].id
        assert best.arms["meaning"] > 0


@pytest.mark.parametrize("patience", [0, 300])
def test_a_model_that_breaks_before_or_during_a_build_leaves_an_index_of_words(fresh: Engine, patience: int) -> None:
    """Passages are embedded 256 at a time: the first time nothing is, the second the build begins again."""
    shoes = passage(9_001, "Le ramassage des chaussures a lieu le mardi.")
    passages = [*many(300), shoes]
    told: list[int] = []
    assert fresh.builder(Axes(patience=patience)).rebuild(PUBLIC, passages, told.append) == 301
    assert told == ([256, 256, 301] if patience else [256, 301])
    with fresh.opened(Axes()) as index:
        best = index.search("chaussures", scope=PUBLIC, limit=10).hits[0]
        assert best.passage_id == shoes[0].id
        assert set(best.arms) == {"words", "chars"}
        assert index.built_with(PUBLIC) == ""
        assert len(index.held(PUBLIC)) == 301

        fresh.builder(Axes()).rebuild(PUBLIC, passages)
        index.reload(PUBLIC)
        assert index.search("godasse", scope=PUBLIC, limit=10).hits[0].passage_id == shoes[0].id
        assert index.built_with(PUBLIC) == Axes().name
