"""``python -m eval.bench_answers``: how long a resident waits, over HTTP, on 20,000 real French passages.

Starts the real server on a commune loaded with the development documents and public French text, asks real questions
from one client then four, then keeps asking while 1,000 more files are ingested into the same commune by the
command. Prints percentiles and the machine; asserts nothing. Clients and server share the machine's cores.
"""

import argparse
import http.client
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep

from domain.document import Visibility
from domain.ids import CommuneSlug
from eval.answer_runs import CHECKOUT, ProductFailed, run_product
from eval.answer_sets import SHARED_DATA, shared_data
from eval.real_texts import real_paragraphs, real_questions, write_texts
from storage.opening import open_installation

SLUG = "banc-d-essai"
PASSAGES = 20_000
EXTRA_FILES = 1_000
TARGET_P95_MS = 80.0
TARGET_WORST_MS = 500.0
START_LIMIT_S = 180.0
INGEST_LIMIT_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Waiting times of answered questions, in milliseconds, and the number that were not answered with 200.

    ``steps_ms`` are those of the server's own steps, by name, of the answers that went through each.
    """

    times_ms: tuple[float, ...]
    failures: int
    steps_ms: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def at(self, percent: float) -> float:
        """The time within which ``percent`` of the questions were answered (nearest rank); 0 when none was."""
        return percentile(self.times_ms, percent)

    def __str__(self) -> str:
        worst = max(self.times_ms, default=0.0)
        shown = ", ".join(f"p{p:g} {self.at(p):.1f} ms" for p in (50, 95, 99))
        return f"{len(self.times_ms)} answers, {shown}, worst {worst:.1f} ms, {self.failures} failures"


def step_lines(waits: Waits) -> list[str]:
    """A line for each step, in the order of the answers: how long it took in the server, by its own clock."""
    return [
        f"  {name:<8} " + ", ".join(f"p{p} {percentile(times, p):.1f} ms" for p in (50, 95))
        for name, times in waits.steps_ms.items()
    ]


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest-rank percentile; 0 for no value."""
    if not values:
        return 0.0
    rank = max(1, -(-len(values) * percent // 100))
    return sorted(values)[int(rank) - 1]


class Client:
    """One resident's browser: a kept-alive connection that asks one question after the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, question: str) -> tuple[float, dict[str, float] | None]:
        """Milliseconds until the whole answer is read, and those of the server's steps; None when it is no answer."""
        body = json.dumps({"question": question, "commune": SLUG})
        started = perf_counter()
        steps: dict[str, float] | None = None
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            self._connection.request("POST", "/v1/questions", body, {"Content-Type": "application/json"})
            response = self._connection.getresponse()
            answer = response.read()  # Always: an unread body would block the connection.
            waited_ms = (perf_counter() - started) * 1000
            told = json.loads(answer) if response.status == http.client.OK else {}
            if "status" in told:
                steps = {one["name"]: one["milliseconds"] for one in told["steps"]}
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            waited_ms = (perf_counter() - started) * 1000
        return waited_ms, steps

    def close(self) -> None:
        """Hang up; the next question calls again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def ask_in_turn(port: int, questions: Sequence[str], go_on: Callable[[int], bool]) -> Waits:
    """One client asks ``questions`` in turn, again and again, while ``go_on(number asked)`` says so."""
    times: list[float] = []
    steps_ms: dict[str, list[float]] = {}
    failures = asked = 0
    with closing(Client(port)) as client:
        while go_on(asked):
            wait_ms, steps = client.ask(questions[asked % len(questions)])
            asked += 1
            if steps is None:
                failures += 1
                continue
            times.append(wait_ms)
            for name, milliseconds in steps.items():
                steps_ms.setdefault(name, []).append(milliseconds)
    return Waits(times_ms=tuple(times), failures=failures, steps_ms=steps_ms)


def ask_together(port: int, questions: Sequence[str], clients: int, each: int) -> Waits:
    """``clients`` ask ``each`` questions at the same time, each from another place of the list."""
    results: list[Waits] = []

    def work(first: int) -> None:
        turned = [*questions[first:], *questions[:first]]
        results.append(ask_in_turn(port, turned, lambda asked: asked < each))

    threads = [threading.Thread(target=work, args=(i * len(questions) // clients,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Waits(
        times_ms=tuple(t for waits in results for t in waits.times_ms),
        failures=sum(w.failures for w in results),
        steps_ms={
            name: [t for waits in results for t in waits.steps_ms.get(name, ())]
            for name in dict.fromkeys(name for waits in results for name in waits.steps_ms)
        },
    )


def ingest_words(folder: Path, source: str, home: Path) -> list[str]:
    """The words of the command that ingests ``folder`` into the commune of this benchmark."""
    return ["ingest", str(folder), "--commune", SLUG, "--source", source, "--name", "Banc d’essai", "--data", str(home)]


def count_passages(home: Path) -> int:
    """Public passages of the commune."""
    installation = open_installation(home)
    try:
        documents = installation.commune(CommuneSlug(SLUG)).documents
        return sum(1 for _ in documents.indexable_passages(Visibility.PUBLIC))
    finally:
        installation.close()


def load(data: Path, home: Path, texts: Path, paragraphs: Iterator[str], wanted: int) -> int:
    """Ingest the development PDFs, then text until there are ``wanted`` passages; returns how many there are."""
    run_product(ingest_words(data / "docs" / "pdf", "pdf", home), limit_s=INGEST_LIMIT_S)
    written, passages = 0, count_passages(home)
    while passages < wanted:
        # Measured on plain_clean: one made file gives about 30 passages; a tenth less is asked for, then the rest.
        files = max(20, (wanted - passages) // 30)
        if write_texts(paragraphs, texts, files, written) < files:
            raise ProductFailed(f"there is not enough text for {wanted} passages")
        written += files
        run_product(ingest_words(texts, "textes", home), limit_s=INGEST_LIMIT_S)
        passages = count_passages(home)
    return passages


@contextmanager
def server(home: Path) -> Iterator[int]:
    """The real server on ``home``, without rate limit; gives its port once it is ready. Raises ProductFailed."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "app.main", "serve", "--data", str(home), "--port", str(port)]
    environment = os.environ | {"PARVIS_RATE_LIMIT_PER_MINUTE": "0"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=log, stderr=log)
        try:
            state = _wait_ready(process, port)
            if state:
                log.seek(0)
                said = log.read()[-500:].decode(errors="replace").strip()
                raise ProductFailed(f"the server is not ready ({state}): {said}")
            yield port
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_ready(process: "subprocess.Popen[bytes]", port: int) -> str:
    """Empty once ``/ready`` says 200; else what it last said, or that the process ended."""
    said, end = "no connection", perf_counter() + START_LIMIT_S
    while perf_counter() < end:
        if process.poll() is not None:
            return f"ended with {process.returncode}"
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/ready")
                response = connection.getresponse()
                if response.status == http.client.OK:
                    return ""
                said = f"/ready says {response.status} {response.read()[:300].decode(errors='replace')}"
        except (OSError, http.client.HTTPException):
            pass
        sleep(0.1)
    return said


def ask_while_ingesting(port: int, questions: Sequence[str], folder: Path, home: Path) -> tuple[Waits, float]:
    """One client asks without pause while ``folder`` is ingested by the command; waits, and seconds of ingestion."""
    errors: list[ProductFailed] = []

    def work() -> None:
        try:
            run_product(ingest_words(folder, "pendant", home), limit_s=INGEST_LIMIT_S)
        except ProductFailed as error:
            errors.append(error)

    ingestion = threading.Thread(target=work)
    started = perf_counter()
    ingestion.start()
    waits = ask_in_turn(port, questions, lambda asked: ingestion.is_alive())
    ingestion.join()
    if errors:
        raise errors[0]
    return waits, perf_counter() - started


def measure(data: Path, home: Path, *, passages: int, extra_files: int, each: int) -> None:
    """Load, serve, ask, and print."""
    paragraphs = real_paragraphs(data)
    started = perf_counter()
    count = load(data, home, home / "texts", paragraphs, passages)
    say(f"{count} passages of real French read and indexed in {perf_counter() - started:.1f} s")
    extra = write_texts(paragraphs, home / "extra", extra_files, 0, lines=3)
    questions = real_questions(data, 500)
    started = perf_counter()
    with server(home) as port:
        say(f"server ready in {perf_counter() - started:.1f} s")
        ask_together(port, questions, clients=1, each=20)  # The first questions open the index.
        say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores before the questions")
        alone = ask_together(port, questions, clients=1, each=each)
        say(f"1 client:  {alone} (target p95 <= {TARGET_P95_MS:.0f} ms)")
        for line in step_lines(alone):
            say(line)
        say(f"4 clients: {ask_together(port, questions, clients=4, each=each // 2)}")
        if not extra_files:
            return
        waits, seconds = ask_while_ingesting(port, questions, home / "extra", home)
        say(f"while {extra} files are ingested ({seconds:.1f} s): {waits} (target worst <= {TARGET_WORST_MS:.0f} ms)")
        say(f"1 client, new index: {ask_together(port, questions, clients=1, each=100)}")


def say(line: str) -> None:
    """One line for the operator."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when measured or SKIPPED, 2 when the product cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_answers", description="Measure waiting times over HTTP")
    parser.add_argument("--passages", type=int, default=PASSAGES)
    parser.add_argument("--files", type=int, default=EXTRA_FILES, help="files ingested while questions are asked")
    parser.add_argument("--questions", type=int, default=400, help="questions of a client")
    parser.add_argument("--home", type=Path, help="keep what is loaded in this folder, and load only what it lacks")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        say(f"SKIPPED bench_answers: set {SHARED_DATA} to the folder of outside data")
        return 0
    load = os.getloadavg()[0]
    say(f"{platform.platform()}, {os.cpu_count()} cores, load {load:.1f} before, Python {platform.python_version()}")
    try:
        with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
            home = options.home or Path(folder)
            measure(data, home, passages=options.passages, extra_files=options.files, each=options.questions)
    except ProductFailed as error:
        say(f"cannot measure: {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
