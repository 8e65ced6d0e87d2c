"""Pure ASGI layers around the application: headers, rates, body size, and no exception that shows itself."""

import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.rate_limit import TokenBuckets, bucket_key, client_address
from domain.ports import Clock

logger = logging.getLogger("parvis.api")

Refusal = Callable[[Scope, int, Mapping[str, str]], Awaitable[Response]]
"""Builds the French page or problem for (scope, status, extra headers)."""


class DefaultHeaders:
    """Adds the headers that a response does not have."""

    def __init__(self, app: ASGIApp, *, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class PublicGzip:
    """Compresses public pages and styles.

    Not the console, whose pages hold a CSRF token beside text that others wrote (BREACH); not the originals,
    where byte ranges must stay what they say.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._gzip = GZipMiddleware(app, minimum_size=1_000, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_plain = scope["type"] != "http" or path.startswith("/console") or path.endswith("/original")
        await (self._plain if is_plain else self._gzip)(scope, receive, send)


class NoBareFailure:
    """Turns any exception into a French 500 that passes through the other layers.

    Logs where it happened, never its message: a database error repeats its values, and so a resident's words.
    """

    def __init__(self, app: ASGIApp, *, refuse: Refusal) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting_start)
        except Exception as error:
            if scope["type"] != "http":
                raise
            logger.error("%s %s failed: %s", scope["method"], route_path(scope), trace_without_values(error))
            if has_started:
                raise ConnectionAbortedError("the response was cut; see the log line above") from None
            response = await self._refuse(scope, 500, {})
            await response(scope, receive, send)


class RateLimit:
    """Refuses an address that calls too often, with the seconds to wait. Probes are never refused.

    A page's picture is a read that has to be drawn: it counts on its own as well.
    """

    FREE_PATHS = frozenset({"/health", "/ready"})
    PICTURES = "/images/"

    def __init__(
        self,
        app: ASGIApp,
        *,
        reads: TokenBuckets,
        writes: TokenBuckets,
        pictures: TokenBuckets,
        trusted_proxies: frozenset[str],
        clock: Clock,
        refuse: Refusal,
    ) -> None:
        self._app = app
        self._reads = reads
        self._writes = writes
        self._pictures = pictures
        self._trusted_proxies = trusted_proxies
        self._clock = clock
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait_s = 0
        if scope["type"] == "http" and scope["path"] not in self.FREE_PATHS:
            peer = scope["client"][0] if scope.get("client") else "unknown"
            address = client_address(peer, Headers(scope=scope).get("x-forwarded-for", ""), self._trusted_proxies)
            key, now = bucket_key(address), self._clock.now().timestamp()
            is_read = scope["method"] in ("GET", "HEAD", "OPTIONS")
            wait_s = (self._reads if is_read else self._writes).take(key, now)
            if is_read and not wait_s and self.PICTURES in scope["path"]:
                wait_s = self._pictures.take(key, now)
        if wait_s:
            response = await self._refuse(scope, 429, {"retry-after": str(wait_s)})
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)


class BodyLimit:
    """Refuses a body over the limit, whether announced or only sent. ``larger`` gives the limit of some paths."""

    def __init__(
        self, app: ASGIApp, *, max_bytes: int, refuse: Refusal, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._larger = larger or {}
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], self._max_bytes)
        announced = Headers(scope=scope).get("content-length", "0")
        if not _is_at_most(announced, most):
            response = await self._refuse(scope, 413, {})
            await response(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_within_limit, send)


def _is_at_most(announced: str, limit: int) -> bool:
    """Whether a Content-Length is a plain number within ``limit``; its length is looked at before it is parsed."""
    return len(announced) <= 12 and announced.isascii() and announced.isdigit() and int(announced) <= limit


def trace_without_values(error: BaseException) -> str:
    """Type and lines of code of ``error`` and its causes, without any message."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        frames = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(traceback.extract_tb(seen.__traceback__)[-8:]))
        parts.append(f"{type(seen).__qualname__} at {frames or '?'}")
        seen = seen.__cause__ or seen.__context__
    return " | because of ".join(parts[:4])


def route_path(scope: Scope) -> str:
    """The route's pattern, so that a secret in an address is not logged."""
    route = scope.get("route")
    return str(getattr(route, "path", "(no route)"))
