"""A local stand-in for the endpoints that Parvis is documented with, and for each way in which one may fail.

Its responses have the form of each server's public documentation: OpenGateLLM (Albert API), Mistral, vLLM, Ollama.
It writes what it is told to write: it judges the client, never a model.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Shape(StrEnum):
    """Whose form the responses have."""

    ALBERT = "albert"
    MISTRAL = "mistral"
    VLLM = "vllm"
    OLLAMA = "ollama"


class Fault(StrEnum):
    """What goes wrong. ``DRIP``: comments keep the line open and nothing is written; ``LAST_WORD``: the text is whole
    but the connection goes before the reason of its end.
    """

    NONE = "none"
    SILENT = "silent"
    DRIP = "drip"
    SLOW_WRITER = "slow_writer"
    BUSY = "busy"
    BUSY_ONCE = "busy_once"
    ERROR_500 = "error_500"
    ERROR_500_ONCE = "error_500_once"
    UNAUTHORISED = "unauthorised"
    CUT_BY_LENGTH = "cut_by_length"
    CUT_CONNECTION = "cut_connection"
    LAST_WORD = "last_word"
    HTML_PAGE = "html_page"
    NOT_JSON = "not_json"
    OTHER_JSON = "other_json"
    ERROR_INSIDE = "error_inside"
    EMPTY = "empty"
    REDIRECTION = "redirection"


_ERRORS: Mapping[Shape, Callable[[int, str], dict[str, Any]]] = {
    Shape.ALBERT: lambda status, words: {"detail": words},
    Shape.MISTRAL: lambda status, words: {
        "object": "error",
        "message": words,
        "type": "invalid_request_error",
        "param": None,
        "code": str(status),
    },
    Shape.VLLM: lambda status, words: {"error": {"message": words, "type": "Error", "param": None, "code": status}},
    Shape.OLLAMA: lambda status, words: {"error": {"message": words, "type": "api_error", "param": None, "code": None}},
}


@dataclass(slots=True)
class Endpoint:
    """How the stand-in behaves from now on, and what it was sent."""

    url: str = ""
    shape: Shape = Shape.VLLM
    fault: Fault = Fault.NONE
    text: str = ""
    key: str = ""
    pause_s: float = 0.0
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    broken_off: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def calls(self) -> int:
        """How many times it was called."""
        return len(self.received)


@contextmanager
def standing_endpoint() -> Iterator[Endpoint]:
    """A stand-in on a free port of this machine, for the length of the block."""
    endpoint = Endpoint()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(endpoint))
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(endpoint: Endpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            endpoint.received.append(body)
            endpoint.headers.append({name.lower(): value for name, value in self.headers.items()})
            try:
                _answer(self, endpoint, body)
            except (BrokenPipeError, ConnectionResetError):
                endpoint.broken_off += 1

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    return Handler


def _answer(to: BaseHTTPRequestHandler, endpoint: Endpoint, body: Mapping[str, Any]) -> None:
    fault, is_first = endpoint.fault, endpoint.calls == 1
    status = _status(endpoint, to, body, is_first)
    if status is not None:
        _send_error(to, endpoint.shape, *status)
        return
    match fault:
        case Fault.SILENT:
            endpoint.stopped.wait(30)
        case Fault.HTML_PAGE:
            _send(to, 200, "text/html", b"<!doctype html><title>Portail</title><p>Connectez-vous.</p>")
        case Fault.OTHER_JSON:
            _send(to, 200, "application/json", b'{"status": "ok", "result": ["une", "liste"]}')
        case Fault.REDIRECTION:
            to.send_response(307)
            to.send_header("location", f"{endpoint.url}/ailleurs")
            to.send_header("content-length", "0")
            to.end_headers()
        case _:
            _stream(to, endpoint, body)


def _status(
    endpoint: Endpoint, to: BaseHTTPRequestHandler, body: Mapping[str, Any], is_first: bool
) -> tuple[int, str] | None:
    if endpoint.key and to.headers["authorization"] != f"Bearer {endpoint.key}":
        return 401, "Invalid API key"
    if endpoint.shape is Shape.MISTRAL and "stream_options" in body:
        return 422, "body.stream_options.include_usage: Extra inputs are not permitted"
    if endpoint.fault is Fault.BUSY or (endpoint.fault is Fault.BUSY_ONCE and is_first):
        return 429, "Rate limit exceeded"
    if endpoint.fault is Fault.ERROR_500 or (endpoint.fault is Fault.ERROR_500_ONCE and is_first):
        return 500, "Internal server error"
    return (401, "Unauthorized") if endpoint.fault is Fault.UNAUTHORISED else None


def _send_error(to: BaseHTTPRequestHandler, shape: Shape, status: int, words: str) -> None:
    _send(to, status, "application/json", json.dumps(_ERRORS[shape](status, words)).encode())


def _send(to: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes) -> None:
    to.send_response(status)
    to.send_header("content-type", media_type)
    to.send_header("content-length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


def _stream(to: BaseHTTPRequestHandler, endpoint: Endpoint, body: Mapping[str, Any]) -> None:
    to.send_response(200)
    to.send_header("content-type", "text/event-stream; charset=utf-8")
    to.end_headers()

    def event(data: object) -> None:
        written = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        to.wfile.write(f"data: {written}\n\n".encode())
        to.wfile.flush()

    fault = endpoint.fault
    while fault is Fault.DRIP and not endpoint.stopped.wait(0.05):
        to.wfile.write(b": ping\n\n")
        to.wfile.flush()
    text = "" if fault is Fault.EMPTY else endpoint.text
    words = text.split(" ")
    if endpoint.shape in (Shape.VLLM, Shape.ALBERT):
        event(_chunk(body, {"role": "assistant", "content": ""}))
    for number, word in enumerate(words):
        if fault in (Fault.CUT_CONNECTION, Fault.NOT_JSON, Fault.ERROR_INSIDE) and number == len(words) // 2:
            break
        if fault is Fault.SLOW_WRITER or endpoint.pause_s:
            endpoint.stopped.wait(endpoint.pause_s or 0.2)
        event(_chunk(body, {"role": "assistant", "content": word if number == 0 else f" {word}"}))
    if fault is Fault.NOT_JSON:
        event('{"id": "1", "choices": [{"delta": {"content": "un')
    if fault is Fault.ERROR_INSIDE:
        event(_ERRORS[Shape.VLLM](500, "EngineDeadError"))
    if fault in (Fault.CUT_CONNECTION, Fault.LAST_WORD, Fault.NOT_JSON, Fault.ERROR_INSIDE):
        return
    _end(event, endpoint, body)


def _end(event: Callable[[object], None], endpoint: Endpoint, body: Mapping[str, Any]) -> None:
    use = {"prompt_tokens": 812, "completion_tokens": 41, "total_tokens": 853}
    reason = "length" if endpoint.fault is Fault.CUT_BY_LENGTH else "stop"
    last = _chunk(body, {"content": ""}, reason)
    if endpoint.shape is Shape.MISTRAL:
        event(last | {"usage": use})
    else:
        event(last)
        if (body.get("stream_options") or {}).get("include_usage"):
            event({**last, "choices": [], "usage": use})
    event("[DONE]")


def _chunk(body: Mapping[str, Any], delta: Mapping[str, str], reason: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-7f3a",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": body.get("model", ""),
        "choices": [{"index": 0, "delta": dict(delta), "finish_reason": reason, "logprobs": None}],
    }
