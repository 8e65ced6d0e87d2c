"""Stand-ins of DILA's server of archives and of PISTE, on this machine, with the faults that real ones have."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Faults:
    """What the next answers are spoilt with: each is used up by one request."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        """Status codes to answer instead."""
        self.cut_after: list[int] = []
        """Bytes after which the connection ends."""
        self.headers: dict[str, str] = {}
        """Headers that go with the codes."""


@contextmanager
def dila(files: dict[str, bytes], faults: Faults, asked: list[str], *, ranges: bool = True) -> Iterator[str]:
    """A folder of archives over HTTP; gives its address. ``asked`` hears of each request with its range."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            begins = self.headers.get("Range", "") if ranges else ""
            asked.append(f"{name} {begins}".strip())
            if faults.codes:
                return self.send_error(faults.codes.pop(0))
            if not name:
                rows = "".join(f'<a href="{one}">{one}</a> 2025-07-13 1.1G\n' for one in ["../", "DTD.zip", *files])
                return self._give(200, f"<html><pre>{rows}</pre></html>".encode())
            if name not in files:
                return self.send_error(404)
            start = int(begins.removeprefix("bytes=").rstrip("-") or 0)
            if start >= len(files[name]):
                return self.send_error(416)
            return self._give(206 if begins else 200, files[name][start:])

        def _give(self, code: int, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: faults.cut_after.pop(0)] if faults.cut_after else body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    with _served(Handler) as address:
        yield f"{address}/OPENDATA/LEGI/"


@contextmanager
def piste(answers: dict[str, dict[str, Any]], faults: Faults, asked: list[str]) -> Iterator[str]:
    """PISTE: ``/token`` gives tokens 1, 2, …; a path gives its answer to the last token only."""
    tokens = [0]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            asked.append(f"{self.path} {body}")
            if self.path == "/token":
                if "client_secret=secret" not in body:
                    return self._give(401, {"error": "invalid_client"})
                tokens[0] += 1
                return self._give(200, {"access_token": f"token{tokens[0]}", "expires_in": 3600})
            if faults.codes:
                code = faults.codes.pop(0)
                if code == 401:
                    tokens[0] += 1  # the token was revoked
                return self._give(code, {"error": "x"})
            if self.headers.get("Authorization") != f"Bearer token{tokens[0]}":
                return self._give(401, {"error": "token"})
            return self._give(200, answers.get(self.path.removeprefix("/api"), {}))

        def _give(self, code: int, value: dict[str, Any]) -> None:
            data = json.dumps(value).encode()
            self.send_response(code)
            for name, text in faults.headers.items() if code >= 400 else ():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return

    with _served(Handler) as address:
        yield address


@contextmanager
def _served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
