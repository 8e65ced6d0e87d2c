import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eval.bench_answers import Waits, ask_in_turn, ask_together, main, percentile, step_lines


@pytest.mark.parametrize(("percent", "value"), [(50, 10.0), (95, 19.0), (99, 20.0), (100, 20.0)])
def test_percentiles_are_waits_that_happened(percent: float, value: float) -> None:
    assert percentile([float(n) for n in range(20, 0, -1)], percent) == value


def test_waits_of_nothing_are_printed_without_failing() -> None:
    assert str(Waits(times_ms=(), failures=2)).startswith("0 answers")


class Answering(BaseHTTPRequestHandler):
    """Answers questions, except one."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["question"]
        body = b'{"status": "answered", "steps": [{"name": "rank", "milliseconds": 12.5, "outcome": "3"}]}'
        self.send_response(503 if question == "interdite" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def test_only_answers_are_timed_and_failures_are_counted(port: int) -> None:
    waits = ask_in_turn(port, ["a", "interdite", "b"], lambda asked: asked < 6)
    assert (len(waits.times_ms), waits.failures) == (4, 2)
    assert all(time > 0 for time in waits.times_ms)


def test_the_steps_of_the_server_are_printed_beside(port: int) -> None:
    waits = ask_together(port, ["a", "interdite"], clients=2, each=2)
    assert waits.steps_ms == {"rank": [12.5, 12.5]}
    assert step_lines(waits) == ["  rank     p50 12.5 ms, p95 12.5 ms"]


def test_clients_ask_together(port: int) -> None:
    waits = ask_together(port, ["a", "b", "c", "d"], clients=4, each=3)
    assert (len(waits.times_ms), waits.failures) == (12, 0)


def test_the_benchmark_says_that_it_is_skipped_without_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main([]) == 0
    assert "SKIPPED" in capsys.readouterr().out
