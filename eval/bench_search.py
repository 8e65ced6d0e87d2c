"""What search costs by the number of passages: building, disk, opening, memory, latency, questions a second.

    PARVIS_SHARED_DATA=… python -m eval.bench_search [--sizes 1000,20000] [--json FILE [--resume]]

Passages are real French (``eval/bench_passages.py``), the questions those of the question sets. Each index is served by
a process of its own (``eval/bench_serving.py``). One question is the whole of ``EdgePassageIndex.search``: its
analysis, its arms and their fusion. With ``--resume``, sizes that the file holds are not measured again.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from domain.ids import CommuneSlug
from domain.search import CommuneScope
from eval.bench_passages import distinct_texts, passages_of
from eval.bench_serving import Serving
from eval.machine_state import available_megabytes, children_peak_megabytes, machine_line
from eval.retrieval import COMMUNE, SET_NAMES, read_set, shared_data
from models.static_embedding import StaticEmbedding
from retriever.qdrant_edge_builder import EdgeIndexBuilder

CHECKOUT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 5_000, 20_000, 50_000, 100_000, 200_000)
_QUESTIONS = 1_000
_BUILDING_MB = 0.08
"""Memory that a build takes for a passage: 1,604 MB at 20,000, 3,677 MB at 50,000, files that are mapped included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One size of the curve. ``analysed_s`` ends with the first passages inserted, ``inserted_s`` with the last."""

    passages: int
    real: int
    build_s: float
    analysed_s: float
    inserted_s: float
    building_mb: float
    disk_mb: float
    machine: str
    serving: Serving

    @property
    def passages_per_s(self) -> float:
        """Passages indexed a second, the whole build counted."""
        return self.passages / self.build_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure that one size must reach. ``aim`` is what was hoped for beyond it."""

    passages: int
    figure: str
    value: Callable[[Point], float]
    limit: float
    unit: str
    aim: float | None = None
    is_at_least: bool = False

    def line(self, point: Point) -> str:
        """« 20000 passages, p95 of one question: 4.1 ms (at most 10, aim 6): reached »."""
        value = self.value(point)
        reached = value >= self.limit if self.is_at_least else value <= self.limit
        words = f"{'at least' if self.is_at_least else 'at most'} {self.limit:g}"
        if self.aim is not None:
            words += f", aim {self.aim:g}"
        verdict = "reached" if reached else "NOT REACHED"
        return f"{self.passages} passages, {self.figure}: {value:.1f} {self.unit} ({words}): {verdict}"


TARGETS = (
    Target(passages=20_000, figure="p95 of one question", value=lambda p: p.serving.p95_ms, limit=10, aim=6, unit="ms"),
    Target(
        passages=20_000,
        figure="four threads",
        value=lambda p: p.serving.questions_per_s["4"],
        limit=250,
        unit="questions/s",
        is_at_least=True,
    ),
    Target(
        passages=20_000,
        figure="memory of the serving process",
        value=lambda p: p.serving.resident_mb,
        limit=550,
        aim=400,
        unit="MB",
    ),
    Target(passages=200_000, figure="p95 of one question", value=lambda p: p.serving.p95_ms, limit=30, unit="ms"),
    *(
        Target(
            passages=size,
            figure="indexing",
            value=lambda p: p.passages_per_s,
            limit=400,
            unit="passages/s",
            is_at_least=True,
        )
        for size in (20_000, 200_000)
    ),
)
"""Those of the issue."""


@dataclass(slots=True)
class Stages:
    """When the first and the last passages were inserted, told by the builder."""

    begun: float = field(default_factory=perf_counter)
    first: float = 0.0
    last: float = 0.0

    def __call__(self, _: int) -> None:
        """Some passages more."""
        self.last = perf_counter() - self.begun
        self.first = self.first or self.last


def measure(data: Path, size: int, real: int, questions: Sequence[str]) -> Point:
    """Build an index of ``size`` passages, then serve it from another process."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "commune"

        def root(_: CommuneSlug) -> Path:
            return folder

        stages = Stages()
        scope = CommuneScope(commune=COMMUNE)
        count = EdgeIndexBuilder(root, StaticEmbedding()).rebuild(scope, passages_of(data, size), stages)
        build_s = perf_counter() - stages.begun
        building_mb = children_peak_megabytes()
        asked = Path(place) / "questions.json"
        asked.write_text(json.dumps(questions), encoding="utf-8")
        words = [sys.executable, "-m", "eval.bench_serving", str(folder), str(asked)]
        done = subprocess.run(words, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
        return Point(
            passages=count,
            real=min(real, count),
            build_s=build_s,
            analysed_s=stages.first,
            inserted_s=stages.last - stages.first,
            building_mb=building_mb,
            disk_mb=allocated_mb(folder),
            machine=machine_line(),
            serving=Serving(**json.loads(done.stdout)),
        )


def lacks_memory(size: int, available_mb: float) -> bool:
    """Whether building ``size`` passages could take all the memory that is left, and other processes with it."""
    return size * _BUILDING_MB > available_mb


def asked_questions(qa: Path) -> list[str]:
    """1,000 questions of the sets, the same at each run."""
    questions = [question.text for name in SET_NAMES for question in read_set(qa / name).questions]
    random.Random(0).shuffle(questions)
    return questions[:_QUESTIONS]


def allocated_mb(folder: Path) -> float:
    """Blocks really used: Edge's files are sparse and look 100 MB larger."""
    return sum(os.stat(path).st_blocks * 512 for path in folder.rglob("*") if path.is_file()) / 1e6


HEADINGS = (
    "passages | real | passages/s | built in s (analysed, inserted, optimised) | built in MB | disk MB | opened in ms"
    " | memory MB (anonymous) | p50 p95 max ms, processor ms | questions/s 1 2 4 threads"
)


def row(point: Point) -> str:
    """A size's line of the table."""
    serving = point.serving
    optimised = point.build_s - point.analysed_s - point.inserted_s
    rates = " ".join(f"{value:.0f}" for value in serving.questions_per_s.values())
    cells = (
        f"{point.passages}",
        f"{point.real}",
        f"{point.passages_per_s:.0f}",
        f"{point.build_s:.1f} ({point.analysed_s:.1f}, {point.inserted_s:.1f}, {optimised:.1f})",
        f"{point.building_mb:.0f}",
        f"{point.disk_mb:.0f}",
        f"{serving.open_ms:.0f}",
        f"{serving.resident_mb:.0f} ({serving.anonymous_mb:.0f})",
        f"{serving.p50_ms:.1f} {serving.p95_ms:.1f} {serving.max_ms:.1f}, {serving.cpu_ms:.1f}",
        rates,
    )
    return " | ".join(cells)


def target_lines(points: Sequence[Point]) -> list[str]:
    """A line for each figure asked; one whose size was not measured says so."""
    by_size = {point.passages: point for point in points}
    return [
        target.line(by_size[target.passages])
        if target.passages in by_size
        else f"{target.passages} passages, {target.figure}: NOT MEASURED"
        for target in TARGETS
    ]


def read_points(file: Path) -> list[Point]:
    """The sizes that a file of ``--json`` holds; none where there is no such file."""
    if not file.exists():
        return []
    held = json.loads(file.read_text("utf-8"))["sizes"]
    return [Point(**{**one, "serving": Serving(**one["serving"])}) for one in held]


def write_points(file: Path, points: Sequence[Point]) -> None:
    """Write the sizes measured so far (``docs/schemas/bench-search.schema.json``), whole or not at all."""
    pending = file.with_name(f"{file.name}.part")
    content: Mapping[str, object] = {"sizes": [asdict(point) for point in points], "targets": target_lines(points)}
    pending.write_text(json.dumps(content, indent=1), encoding="utf-8")
    pending.replace(file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Always 0: a bench measures, and says what is not reached."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_search", description="The curve of search")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of passages, separated by commas")
    parser.add_argument("--json", type=Path, help="write the figures to this file, after each size")
    parser.add_argument("--resume", action="store_true", help="keep the sizes that the file holds")
    options = parser.parse_args(arguments)
    if options.resume and not options.json:
        parser.error("--resume takes up a file: give it with --json")
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return 0
    sizes = sorted({int(size) for size in options.sizes.split(",")})
    points = read_points(options.json) if options.resume else []
    real = sum(1 for _ in islice(distinct_texts(data), max(sizes)))
    sys.stdout.write(f"{machine_line()}\n{real} distinct passages of real text, the others remade of their sentences\n")
    sys.stdout.write(f"{HEADINGS}\n")
    questions = asked_questions(data / "qa")
    held = {point.passages for point in points}
    for size in sizes:
        if size not in held and lacks_memory(size, available_megabytes()):
            sys.stdout.write(f"{size} | NOT MEASURED, building needs about {size * _BUILDING_MB:.0f} MB of memory\n")
            continue
        if size not in held:
            points.append(measure(data, size, real, questions))
            if options.json:
                write_points(options.json, points)
        sys.stdout.write(f"{row(next(point for point in points if point.passages == size))}\n")
        sys.stdout.flush()
    sys.stdout.write("\n".join(target_lines(points)) + f"\nat the end: {machine_line()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
