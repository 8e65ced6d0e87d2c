"""httpcore: one GET over HTTP/1.1, on connections that this file opens itself to addresses that it has checked.

httpcore is what httpx stands on; it is used bare because it follows no redirect, keeps no cookie, reads no proxy or
netrc of the environment, and lets us open the connections: name resolved once, every address checked, connected to
the checked address and no other, TLS verified for the name. All connections pass by ``_CheckedBackend``, whatever the
reason for them; a name that resolves elsewhere a second later (rebinding) is checked again with the new connection.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

import httpcore

from ingest.sites.fetching import Failure, FetchLimits, FetchProblem, Resolver, Response
from ingest.sites.reach import Forbidden, Reach
from ingest.sites.unpacking import TooLarge, Unreadable, unpacked

_LEAST_S = 0.001


class HttpcoreFetcher:
    """The Fetcher port. One thread; use as a context manager, or call ``close``."""

    def __init__(
        self,
        reach: Reach,
        user_agent: str,
        limits: FetchLimits | None = None,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """``user_agent`` is ASCII. ``resolver`` and ``tls`` are the system's when None."""
        self._limits = limits or FetchLimits()
        self._user_agent = user_agent
        self._backend = _CheckedBackend(reach, resolver or system_addresses)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=4,
            max_keepalive_connections=2,
            keepalive_expiry=30.0,
            retries=0,
            network_backend=self._backend,
        )

    def __enter__(self) -> "HttpcoreFetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._pool.close()

    def get(self, address: str, headers: Mapping[str, str]) -> Response | Failure:
        """The answer of exactly this address."""
        self._backend.deadline = time.monotonic() + self._limits.total_s
        try:
            return self._get(address, headers)
        except Forbidden as error:
            return _failure(address, FetchProblem.FORBIDDEN, error)
        except TooLarge as error:
            return _failure(address, FetchProblem.TOO_LARGE, error)
        except Unreadable as error:
            return _failure(address, FetchProblem.UNREADABLE, error)
        except httpcore.TimeoutException as error:
            return _failure(address, FetchProblem.TOO_SLOW, error)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError, OSError) as error:
            return _failure(address, FetchProblem.UNREACHABLE, error)
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            return _failure(address, FetchProblem.UNREADABLE, error)

    def _get(self, address: str, headers: Mapping[str, str]) -> Response | Failure:
        asked: list[tuple[bytes | str, bytes | str]] = [
            ("User-Agent", self._user_agent),
            ("Accept-Encoding", "gzip"),
            ("Accept", "text/html,application/pdf;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "fr"),
            *headers.items(),
        ]
        timeout = {
            "connect": self._limits.connect_s,
            "read": self._limits.read_s,
            "write": self._limits.read_s,
            "pool": self._limits.connect_s,
        }
        with self._pool.stream("GET", address, headers=asked, extensions={"timeout": timeout}) as answer:
            found = _headers(answer.headers, self._limits.header_bytes)
            if answer.status in (429, 503):
                return Failure(
                    address=address,
                    problem=FetchProblem.BUSY,
                    detail=f"HTTP {answer.status}",
                    retry_after_s=retry_after_s(found.get("retry-after", ""), time.time),
                )
            body = b""
            if answer.status == 200:
                announced = found.get("content-length", "")
                if announced.isdigit() and int(announced) > self._limits.body_bytes:
                    raise TooLarge(f"{announced} bytes announced, at most {self._limits.body_bytes}")
                pieces = self._in_time(answer.iter_stream())
                body = unpacked(pieces, found.get("content-encoding", ""), self._limits.body_bytes)
            return Response(address=address, status=answer.status, headers=found, body=body)

    def _in_time(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            if time.monotonic() > self._backend.deadline:
                raise httpcore.ReadTimeout(f"not whole after {self._limits.total_s:g} s")
            yield piece


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens every connection of the pool: to a checked address only, and with the deadline of the fetch."""

    def __init__(self, reach: Reach, resolver: Resolver) -> None:
        self.deadline = 0.0
        self._reach = reach
        self._resolver = resolver
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the one address that was checked. Raises Forbidden."""
        address = self._reach.checked(host, port, self._resolver)
        stream = self._sockets.connect_tcp(address, port, timeout=_left(self, timeout))
        return _TimedStream(stream, self)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a site is no socket of this machine."""
        raise Forbidden("a socket of this machine")

    def sleep(self, seconds: float) -> None:
        """Not used: the pool does not retry."""
        time.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """A connection of which no read or write outlives the fetch's deadline: headers may drip as bodies may."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _CheckedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=_left(self._backend, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=_left(self._backend, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        # Python bounds a whole handshake by the socket's timeout, not each of its reads (Modules/_ssl.c).
        left = _left(self._backend, timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout=left), self._backend)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        return self._stream.get_extra_info(info)


def system_addresses(host: str, port: int) -> list[str]:
    """Numeric addresses of a name, IPv4 first (more of the hosts that serve communes answer there)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in sorted(found, key=lambda e: e[0] != socket.AF_INET)))


def retry_after_s(text: str, now: Callable[[], float]) -> float | None:
    """Seconds that a Retry-After header asks for (a number or a date, RFC 9110 §10.2.3); None when it says nothing."""
    text = text.strip()
    if text.isdigit() and text.isascii():
        return float(text[:9])
    try:
        return max(parsedate_to_datetime(text).timestamp() - now(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def _left(backend: _CheckedBackend, timeout: float | None) -> float:
    left = backend.deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time of this page is over")
    return max(min(left, left if timeout is None else timeout), _LEAST_S)


def _headers(raw: Iterable[tuple[bytes, bytes]], most: int) -> dict[str, str]:
    """Names in lower case; the last of several values, cookies left out."""
    found: dict[str, str] = {}
    size = 0
    for name, value in raw:
        size += len(name) + len(value)
        if size > most:
            raise TooLarge(f"over {most} bytes of headers")
        if name.lower() != b"set-cookie":
            found[name.decode("latin-1").lower()] = value.decode("latin-1").strip()
    return found


def _failure(address: str, problem: FetchProblem, error: Exception) -> Failure:
    return Failure(address=address, problem=problem, detail=f"{type(error).__name__}: {error}"[:300])
