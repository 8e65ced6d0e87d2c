"""What is Qdrant Edge's own in building: folders, locks, full disks. The rest is in test_builder_contract.py."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import AlreadyRunning, DiskFull, IndexUnavailable
from domain.search import CommuneScope
from retriever.generation import hold
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex
from tests.retriever.samples import MONT, Titled, many, passage, rooted

CHECKOUT = Path(__file__).parents[2]
PUBLIC = CommuneScope(commune=MONT)
KILLED_PARENT = """
import os, sys
from pathlib import Path
from domain.search import CommuneScope
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from tests.retriever.samples import MONT, many, rooted
EdgeIndexBuilder(rooted(Path(sys.argv[1]))).rebuild(
    CommuneScope(commune=MONT), many(600), lambda done: os.kill(os.getpid(), 9)
)
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder of communes where an index of one passage serves."""
    EdgeIndexBuilder(rooted(tmp_path)).rebuild(PUBLIC, [passage(1, "cantine")])
    return tmp_path


def _generations(folder: Path) -> list[Path]:
    return sorted((folder / MONT / "index" / "public").glob("0*"))


def _served(folder: Path) -> int:
    index = EdgePassageIndex(rooted(folder))
    count = index.count(PUBLIC)
    found = index.search("cantine", scope=PUBLIC, limit=10).hits
    index.close()
    assert found
    return count


def test_a_build_is_counted_reported_and_served(tmp_path: Path) -> None:
    told: list[int] = []
    count = EdgeIndexBuilder(rooted(tmp_path)).rebuild(PUBLIC, iter(many(600)), told.append)

    assert count == 600
    assert told == [256, 512, 600]
    assert _served(tmp_path) == 600
    assert sorted(path.name for path in _generations(tmp_path)[0].iterdir()) == [
        "owner.lock",
        "sealed.json",
        "shard",
        "vocabulary.json",
        "words.txt",
    ]


def test_two_builds_of_the_same_passages_rank_alike(tmp_path: Path) -> None:
    answers = []
    for name in ("a", "b"):
        EdgeIndexBuilder(rooted(tmp_path / name)).rebuild(PUBLIC, many(300))
        index = EdgePassageIndex(rooted(tmp_path / name))
        answers.append(index.search("tarif piscine cantine", scope=PUBLIC, limit=50))
        index.close()

    assert answers[0] == answers[1]


def test_a_former_index_stays_until_the_server_has_swapped(built: Path) -> None:
    EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, many(10))
    assert len(_generations(built)) == 2

    EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, many(20))
    assert len(_generations(built)) == 2
    assert _served(built) == 20


def test_a_build_does_not_touch_an_index_that_is_open(built: Path) -> None:
    index = EdgePassageIndex(rooted(built))
    assert index.count(PUBLIC) == 1
    for count in (10, 20):
        EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, many(count))

    assert len(index.search("cantine", scope=PUBLIC, limit=10).hits) == 1
    index.reload(PUBLIC)
    assert index.count(PUBLIC) == 20
    assert len(_generations(built)) == 1
    index.close()


def test_a_full_disk_is_told_and_leaves_nothing_behind(built: Path) -> None:
    def full() -> Iterator[Titled]:
        yield passage(2, "piscine")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DiskFull, match="free some space"):
        EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, full())
    assert len(_generations(built)) == 1
    assert _served(built) == 1


@pytest.mark.parametrize(("number", "error"), [(signal.SIGKILL, IndexUnavailable), (signal.SIGBUS, DiskFull)])
def test_a_killed_child_leaves_the_former_index(built: Path, number: signal.Signals, error: type[Exception]) -> None:
    def kill(done: int) -> None:
        for child in multiprocessing.active_children():
            assert child.pid
            os.kill(child.pid, number)

    with pytest.raises(error):
        EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, many(600), kill)
    assert len(_generations(built)) == 1
    assert _served(built) == 1


def test_a_killed_parent_leaves_the_former_index_and_leftovers_that_the_next_build_sweeps(built: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED_PARENT, str(built)], cwd=CHECKOUT, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr

    assert _served(built) == 1
    former, leftover = _generations(built)
    _wait_until_free(leftover)
    EdgeIndexBuilder(rooted(built)).rebuild(PUBLIC, many(10))
    assert not leftover.exists() or leftover == _generations(built)[-1]
    assert former in _generations(built)
    assert len(_generations(built)) == 2
    assert _served(built) == 10


def _wait_until_free(generation: Path) -> None:
    """Until the orphaned child has noticed and ended."""
    for _ in range(200):
        try:
            hold(generation).close()
        except AlreadyRunning:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the child outlived its parent")
