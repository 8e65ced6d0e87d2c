"""The newcomer's wait is counted from a real answer and from nothing less."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from eval.bench_start import is_answered


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        status = "unavailable"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"status": type(self).status}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    running = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def test_only_a_question_that_is_answered_ends_the_wait(server: HTTPServer) -> None:
    port = server.server_port
    assert not is_answered(port)
    server.RequestHandlerClass.status = "answered"  # type: ignore[attr-defined]
    assert is_answered(port)


def test_a_server_that_is_not_there_yet_is_waited_for() -> None:
    assert not is_answered(9)
