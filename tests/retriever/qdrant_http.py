"""A Qdrant server for tests: a thin HTTP shell over qdrant-client's own in-memory form, which can be told to fail.

It speaks the part of the REST interface that ``retriever/qdrant_server_*.py`` use, so that the real adapter, with its
real HTTP client, is what is tested. What it cannot stand in for is told in docs/operating.md; the same contract runs on
a real server with ``PARVIS_TEST_QDRANT_URL``.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, TypeAdapter
from qdrant_client import QdrantClient, models

Json = Any
_SELECTOR: TypeAdapter[Any] = TypeAdapter(models.FilterSelector | models.PointIdsList)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How a request fails. ``status`` 0 with ``cut`` sends half of the right answer, ``silent`` sends none at all."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b'{"status": {"error": "told to fail"}, "result": null, "time": 0.0}'
    cut: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request that arrived."""

    method: str
    path: str
    body: Json


class QdrantHttp:
    """The server. ``fail`` makes the next requests whose path ends so fail; ``seen`` holds what arrived."""

    def __init__(self, *, api_key: str = "", ssl_context: Any = None) -> None:
        self.api_key = api_key
        self.client = QdrantClient(":memory:")
        self.seen: list[Seen] = []
        self.indexes: dict[str, dict[str, Json]] = {}
        self.released = threading.Event()
        self._faults: list[tuple[str, Fault]] = []
        self.lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"shell": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._scheme = "http"
        if ssl_context is not None:
            self._server.socket = ssl_context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def fail(self, *faults: Fault, on: str = "") -> None:
        """The next requests whose path ends with ``on`` fail, one fault each, in order."""
        self._faults += [(on, fault) for fault in faults]

    def heal(self) -> None:
        """Nothing fails any more."""
        self._faults.clear()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self.client.close()

    def fault(self, path: str) -> Fault | None:
        with self.lock:
            for at, (ending, fault) in enumerate(self._faults):
                if path.endswith(ending):
                    del self._faults[at]
                    return fault
        return None

    def answer(self, seen: Seen) -> tuple[int, Json]:
        """Status and result of a request, one at a time: the in-memory form is not thread-safe."""
        with self.lock:
            self.seen.append(seen)
            try:
                return 200, self._routed(seen)
            except ValueError as error:
                return (404 if "not found" in str(error) else 400), str(error)
            except Exception as error:
                return 500, f"{type(error).__name__}: {error}"

    def _routed(self, seen: Seen) -> Json:
        parts = [unquote(part) for part in seen.path.strip("/").split("/") if part]
        match (seen.method, parts):
            case ("GET", ["collections"]):
                return self.client.get_collections()
            case ("GET", ["aliases"]):
                return self.client.get_aliases()
            case ("POST", ["collections", "aliases"]):
                asked = models.ChangeAliasesOperation.model_validate(seen.body)
                return self.client.update_collection_aliases(asked.actions)
            case ("PUT", ["collections", name]):
                return self._create(name, models.CreateCollection.model_validate(seen.body))
            case ("GET", ["collections", name]):
                return self.client.get_collection(name)
            case ("DELETE", ["collections", name]):
                return self.client.delete_collection(name)
            case ("PUT", ["collections", name, "index"]):
                self.client.get_collection(name)
                self.indexes.setdefault(name, {})[seen.body["field_name"]] = seen.body["field_schema"]
                return models.UpdateResult(status=models.UpdateStatus.COMPLETED)
            case (_, ["collections", name, "points", *rest]):
                return self._points(seen.method, name, "/".join(rest), seen.body)
        raise ValueError(f"{seen.method} {seen.path} not found")

    def _create(self, name: str, asked: models.CreateCollection) -> bool:
        return self.client.create_collection(
            name, vectors_config=asked.vectors or {}, sparse_vectors_config=asked.sparse_vectors
        )

    def _points(self, method: str, name: str, what: str, body: Json) -> Json:
        if what == "" and method == "PUT":
            return self.client.upsert(name, models.PointsList.model_validate(body).points)
        if what == "":
            wanted = models.PointRequest.model_validate(body)
            return self.client.retrieve(name, wanted.ids, with_payload=wanted.with_payload or False)
        return self._ACTIONS[what](self.client, name, body)

    @staticmethod
    def _query(client: QdrantClient, name: str, body: Json) -> Json:
        # The in-memory form is always exact, and says so in a warning when it is asked to be.
        asked = [
            one.model_copy(update={"params": None}) for one in models.QueryRequestBatch.model_validate(body).searches
        ]
        return client.query_batch_points(name, asked)

    @staticmethod
    def _count(client: QdrantClient, name: str, body: Json) -> Json:
        return client.count(name, count_filter=models.CountRequest.model_validate(body).filter)

    @staticmethod
    def _scroll(client: QdrantClient, name: str, body: Json) -> Json:
        asked = models.ScrollRequest.model_validate(body)
        shown = True if asked.with_payload is None else asked.with_payload
        found, after = client.scroll(
            name,
            scroll_filter=asked.filter,
            limit=asked.limit or 10,
            offset=asked.offset,
            with_payload=shown,
            with_vectors=asked.with_vector or False,
        )
        return {"points": [record.model_dump(mode="json") for record in found], "next_page_offset": after}

    @staticmethod
    def _delete(client: QdrantClient, name: str, body: Json) -> Json:
        return client.delete(name, _SELECTOR.validate_python(body))

    @staticmethod
    def _payload(client: QdrantClient, name: str, body: Json) -> Json:
        asked = models.SetPayload.model_validate(body)
        return client.set_payload(name, asked.payload, points=asked.filter or asked.points or [])

    _ACTIONS: ClassVar[dict[str, Callable[[QdrantClient, str, Json], Json]]] = {
        "query/batch": _query.__func__,  # type: ignore[attr-defined]
        "count": _count.__func__,  # type: ignore[attr-defined]
        "scroll": _scroll.__func__,  # type: ignore[attr-defined]
        "delete": _delete.__func__,  # type: ignore[attr-defined]
        "payload": _payload.__func__,  # type: ignore[attr-defined]
    }


class _Handler(BaseHTTPRequestHandler):
    shell: QdrantHttp
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answered()

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answered(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        path = urlsplit(self.path).path
        if self.shell.api_key and self.headers.get("api-key") != self.shell.api_key:
            self._send(401, b'{"status": {"error": "Invalid API key or JWT"}, "time": 0.0}', {})
            return
        fault = self.shell.fault(path)
        if fault is not None and fault.silent:
            self.shell.released.wait(10)
            self.close_connection = True
            return
        if fault is not None and not fault.cut:
            self._send(fault.status, fault.body, fault.headers)
            return
        if path == "/":
            content = json.dumps({"title": "in memory", "version": "1.20.0"}).encode()
            self._send(200, content, {})
            return
        status, result = self.shell.answer(Seen(method=self.command, path=path, body=body))
        content = _content(status, result)
        self._send(status, content, {}, sent=len(content) // 2 if fault else None)

    def _send(self, status: int, content: bytes, headers: Mapping[str, str], sent: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content if sent is None else content[:sent])
        self.close_connection = self.close_connection or sent is not None


def _content(status: int, result: Json) -> bytes:
    if status != 200:
        return json.dumps({"status": {"error": result}, "time": 0.0}).encode()
    return json.dumps({"result": _plain(result), "status": "ok", "time": 0.0}).encode()


def _plain(result: Json) -> Json:
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json")
    return [_plain(one) for one in result] if isinstance(result, list) else result


@contextmanager
def qdrant_http(*, api_key: str = "", ssl_context: Any = None) -> Iterator[QdrantHttp]:
    """A server for the duration of the block."""
    shell = QdrantHttp(api_key=api_key, ssl_context=ssl_context)
    try:
        yield shell
    finally:
        shell.close()
