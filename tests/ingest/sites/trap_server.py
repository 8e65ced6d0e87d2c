"""A site on the loopback interface whose pages are what each test says, traps included."""

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the server says for one path. ``drip_s`` waits that long before each byte of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip_s: float = 0.0
    is_endless: bool = False


Route = Answer | Callable[["BaseHTTPRequestHandler"], Answer]


class TrapSite:
    """``routes`` by path with query; ``asked`` is every request in order, with its headers in lower case."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.place = f"127.0.0.1:{port}"
        self.home = f"http://{self.place}"
        self.routes: dict[str, Route] = {}
        self.fallback = Answer(status=404, body=b"absent")
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.is_down = False
        self.released = threading.Event()

    def page(self, path: str, body: str, **headers: str) -> None:
        self.put(path, html(body), **headers)

    def put(self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = Answer(body=body, headers={"Content-Type": kind, **named})

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.routes[path] = Answer(status=status, headers={"Location": target})

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path not in ("/robots.txt", "/sitemap.xml")]


def html(body: str, title: str = "Valbrune", head: str = "") -> bytes:
    page = f"<!DOCTYPE html><html lang='fr'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return page.encode()


def bomb(size: int) -> Answer:
    """A body of ``size`` zeros in a thousandth of its bytes."""
    packed = gzip.compress(bytes(size), 9)
    return Answer(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


@contextmanager
def trap_site() -> Iterator[TrapSite]:
    """A running site on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if site.is_down:
                self.close_connection = True
                return
            route = site.routes.get(self.path, site.fallback)
            answer = route(self) if callable(route) else route
            try:
                self._send(answer)
            except OSError:  # the other end had enough
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.is_endless or answer.drip_s:
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.is_endless:
                for _ in range(100_000):
                    self.wfile.write(b"<p>encore</p>" * 500)
            elif answer.drip_s:
                for byte in answer.body:
                    if site.released.wait(answer.drip_s):
                        return
                    self.wfile.write(bytes([byte]))
            elif answer.status != 304:
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that leave in the middle are meant

    server = Server(("127.0.0.1", 0), Handler)
    site = TrapSite(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Watch:
    """A clock that is moved by sleeping: what was slept is remembered, and no test waits."""

    def __init__(self) -> None:
        self.time_s = 1_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time_s += seconds
