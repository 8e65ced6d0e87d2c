"""How fast search is over 20,000 real French passages: building, size, opening again, and both arms' latency.

    PARVIS_SHARED_DATA=… python -m eval.bench_search [passages]

The passages are the corpora of the outside question sets, then their plain text cut to about 900 characters; the
questions are those sets' own. Times include the analysis of the question. Prints figures and asserts none.
"""

import gzip
import os
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from domain.search import CommuneScope
from eval.retrieval import COMMUNE, SET_NAMES, read_set, shared_data
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_index import EdgePassageIndex

DEFAULT_PASSAGES = 20_000
_PASSAGE_CHARACTERS = 900
_QUESTIONS = 1_000
_LIMIT = 10
TARGET_P95_MS = 15.0


def passages_of(qa: Path, wanted: int) -> Iterator[tuple[Passage, str]]:
    """The first ``wanted`` passages of the sets, then of the plain text, numbered so that no two share an id."""
    sets = (pair for name in SET_NAMES for pair in read_set(qa / name).passages)
    return islice(chain(sets, _plain_passages(qa / "plain_clean.txt.gz")), wanted)


def _plain_passages(path: Path) -> Iterator[tuple[Passage, str]]:
    held: list[str] = []
    number = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            held.append(line.strip())
            if sum(map(len, held)) < _PASSAGE_CHARACTERS:
                continue
            text = "\n".join(held)
            for start in range(0, len(text), _PASSAGE_CHARACTERS):
                number += 1
                yield _passage(f"plain-{number}", text[start : start + _PASSAGE_CHARACTERS]), ""
            held = []


def _passage(name: str, text: str) -> Passage:
    return Passage(
        id=PassageId(name),
        document_id=DocumentId(name),
        commune=COMMUNE,
        ordinal=0,
        text=text,
        page=None,
        start=0,
        end=len(text),
    )


def bench(qa: Path, wanted: int, write: Callable[[str], object]) -> None:
    """Build, open, search with one and four threads, printing as it goes."""
    questions = [question.text for name in SET_NAMES for question in read_set(qa / name).questions]
    random.Random(0).shuffle(questions)
    questions = questions[:_QUESTIONS]
    scope = CommuneScope(commune=COMMUNE)
    with TemporaryDirectory() as folder:

        def root(_: CommuneSlug) -> Path:
            return Path(folder)

        begun = perf_counter()
        count = EdgeIndexBuilder(root).rebuild(scope, passages_of(qa, wanted))
        elapsed = perf_counter() - begun
        write(f"{count} passages built in {elapsed:.1f} s ({count / elapsed:.0f}/s)")
        write(f", {allocated_mb(Path(folder)):.0f} MB on disk\n")
        for which in ("first", "second"):
            index = EdgePassageIndex(root)
            begun = perf_counter()
            index.search(questions[0], scope=scope, limit=_LIMIT)
            write(f"{which} opening and one question: {(perf_counter() - begun) * 1000:.0f} ms\n")
            index.close()
        index = EdgePassageIndex(root)

        def timed(question: str) -> float:
            begun = perf_counter()
            index.search(question, scope=scope, limit=_LIMIT)
            return (perf_counter() - begun) * 1000

        for threads in (1, 4):
            begun = perf_counter()
            with ThreadPoolExecutor(threads) as pool:
                times = list(pool.map(timed, questions))
            rate = len(times) / (perf_counter() - begun)
            write(f"{len(times)} questions, {threads} thread(s): {_spread(times)}, {rate:.0f} questions/s\n")
        index.close()
    write(f"target for one thread: p95 at most {TARGET_P95_MS:.0f} ms\n")


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return ", ".join(
        f"p{share} {ordered[min(len(ordered) * share // 100, len(ordered) - 1)]:.1f} ms" for share in (50, 95, 99)
    )


def allocated_mb(folder: Path) -> float:
    """Blocks really used: Edge's files are sparse and look 100 MB larger."""
    return sum(os.stat(path).st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
    else:
        bench(data / "qa", int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PASSAGES, sys.stdout.write)
