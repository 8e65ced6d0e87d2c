"""A process that serves one index and nothing else: what it holds resident, and how fast it answers.

    python -m eval.bench_serving FOLDER QUESTIONS.json

Started by ``eval.bench_search``, apart from the process that built the index. Prints one line of JSON.
"""

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time

from domain.ids import CommuneSlug
from domain.search import CommuneScope
from eval.machine_state import anonymous_megabytes, resident_megabytes
from eval.retrieval import COMMUNE
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_index import EdgePassageIndex

LIMIT = 10
THREADS = (1, 2, 4)
WARMING = 500
"""Questions after which memory is read, and from which on latency is: the first ones fill caches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Figures of one index. Latency is that of one thread; ``questions_per_s`` is by number of threads.

    ``cpu_ms`` is the processor's time of one question, which a busy machine lengthens less than latency.
    ``resident_mb`` counts pages of the index's files that the system may take back at any time; ``anonymous_mb`` is
    what it may not.
    """

    open_ms: float
    resident_mb: float
    anonymous_mb: float
    p50_ms: float
    p95_ms: float
    max_ms: float
    cpu_ms: float
    questions_per_s: dict[str, float]


def serve(folder: Path, questions: Sequence[str]) -> Serving:
    """Open the index under ``folder`` and ask it everything, with one thread, then with several."""

    def root(_: CommuneSlug) -> Path:
        return folder

    index = EdgePassageIndex(root, embedding=StaticEmbedding())
    scope = CommuneScope(commune=COMMUNE)

    def timed(question: str) -> float:
        begun = perf_counter()
        index.search(question, scope=scope, limit=LIMIT)
        return (perf_counter() - begun) * 1000

    open_ms = timed(questions[0])
    for question in questions[:WARMING]:
        timed(question)
    resident_mb, anonymous_mb = resident_megabytes(), anonymous_megabytes()
    begun = process_time()
    times = sorted(timed(question) for question in questions)
    cpu_ms = (process_time() - begun) * 1000 / len(questions)
    rates = {str(threads): rate(timed, questions, threads) for threads in THREADS}
    index.close()
    return Serving(
        open_ms=open_ms,
        resident_mb=resident_mb,
        anonymous_mb=anonymous_mb,
        p50_ms=times[len(times) // 2],
        p95_ms=times[min(len(times) * 95 // 100, len(times) - 1)],
        max_ms=times[-1],
        cpu_ms=cpu_ms,
        questions_per_s=rates,
    )


def rate(ask: Callable[[str], object], questions: Sequence[str], threads: int) -> float:
    """Questions a second, ``threads`` of them at once."""
    begun = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(ask, questions):
            pass
    return len(questions) / (perf_counter() - begun)


if __name__ == "__main__":
    asked = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    sys.stdout.write(json.dumps(asdict(serve(Path(sys.argv[1]), asked))) + "\n")
