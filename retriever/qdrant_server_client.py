"""The connection to a Qdrant server or cluster: key, TLS, timeouts, tries, and what its faults are called here.

Qdrant's client is 0.7 s and 90 MB to import: this module is imported only where ``PARVIS_QDRANT_URL`` is set. The
client's own check of versions is left out, since it speaks to the server from a thread of its own; ``parvis doctor``
tells the version.
"""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import QdrantException, ResourceExhaustedResponse
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

from domain.errors import BadInput, DiskFull, IndexUnavailable, ParvisError
from retriever.patience import Passing, Patience

T = TypeVar("T")

SEARCHING = Patience()
"""Someone waits for the answer: ten seconds at most, then the product says that it is unavailable and gives a phone."""

BUILDING = Patience(tries=8, within_s=300.0, first_wait_s=0.5, longest_wait_s=30.0)
"""Nobody waits and the former index serves: a node that restarts is waited for."""

_BUILDING_TIMEOUT_S = 30
"""A write is answered once it is applied, and the deletion of a commune's former passages may take seconds."""

_UNREADABLE = (json.JSONDecodeError, UnicodeDecodeError, AssertionError)
"""What the client lets through when an answer is cut short, is another service's, or holds no result."""

_WAITED_FOR = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS)

_MEND = "the index is kept by Qdrant; set PARVIS_QDRANT_URL right, or leave it out to keep indexes on this machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """Which server, and how its collections are laid out. Can be sent to another process; never printed with its key.

    ``url`` without a port means 6333. ``timeout_s`` bounds one request, sent ``tries`` times at most. ``shards``,
    ``replicas`` and ``write_consistency`` hold for collections made from then on: how many pieces, how many copies of
    each, how many of these must acknowledge a write, and whether vectors are read from the disk rather than kept in
    memory.
    """

    url: str
    api_key: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout_s: int = 5
    tries: int = 4
    shards: int = 1
    replicas: int = 1
    write_consistency: int = 1
    is_on_disk: bool = False

    def __post_init__(self) -> None:
        parts = _parts(self.url)
        if parts is None:
            raise BadInput(f"PARVIS_QDRANT_URL={self.shown_url!r} is not an address; give http(s)://HOST:PORT. {_MEND}")
        if not 1 <= self.write_consistency <= self.replicas:
            raise BadInput(
                f"PARVIS_QDRANT_WRITE_CONSISTENCY={self.write_consistency} must be from 1 to the"
                f" {self.replicas} replica(s) of PARVIS_QDRANT_REPLICATION_FACTOR"
            )
        if min(self.shards, self.timeout_s, self.tries) < 1:
            raise BadInput("PARVIS_QDRANT_SHARD_NUMBER, _TIMEOUT_S and _TRIES must be at least 1")

    @property
    def shown_url(self) -> str:
        """The address without a name and password that someone may have put in it."""
        scheme, between, rest = self.url.partition("://")
        return f"{scheme}{between}{rest.rpartition('@')[2]}"


class ServerLink:
    """An open connection; several threads may use it at once. Nothing is sent before the first ``ask``."""

    def __init__(self, options: ServerOptions, patience: Patience | None = None) -> None:
        self.options = options
        self._patience = patience or replace(SEARCHING, tries=options.tries)
        self._begun = threading.local()
        self._client = QdrantClient(
            url=options.shown_url,
            timeout=options.timeout_s,
            check_compatibility=False,
            # Not ``api_key``: with it the client warns at each start that a private network is not encrypted.
            headers={"api-key": options.api_key} if options.api_key else None,
            # The client's own default closes the connection after each request to this machine.
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16),
            verify=_trusted(options),
            trust_env=False,
        )

    def ask(self, action: Callable[[QdrantClient], T], *, absent: T | None = None) -> T:
        """What the server answers to ``action``, which may be sent more than once.

        ``absent`` is the answer when the collection is not there. Raises IndexUnavailable, DiskFull.
        """
        try:
            since = getattr(self._begun, "at", None)
            return self._patience.try_again(lambda: action(self._client), _passing, since)
        except UnexpectedResponse as error:
            if error.status_code == httpx.codes.NOT_FOUND and absent is not None:
                return absent
            raise self._translated(error) from error
        except (ApiException, QdrantException, *_UNREADABLE) as error:
            raise self._translated(error) from error

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What this thread asks in the block shares one patience, so that someone who waits does not wait for each."""
        self._begun.at = self._patience.elapsed()
        try:
            yield
        finally:
            self._begun.at = None

    def version(self) -> str:
        """Of the server. Raises IndexUnavailable."""
        return self.ask(lambda client: client.info()).version

    def close(self) -> None:
        """Close the connections; asking afterwards raises IndexUnavailable."""
        self._client.close()

    def _translated(self, error: Exception) -> ParvisError:
        told = f"the Qdrant server at {self.options.shown_url}"
        if not isinstance(error, UnexpectedResponse):
            cause = error.source if isinstance(error, ResponseHandlingException) else error
            if isinstance(cause, httpx.ConnectError) and "CERTIFICATE" in str(cause).upper():
                return IndexUnavailable(f"{told} shows a certificate that is not trusted; see PARVIS_QDRANT_CA_FILE")
            if isinstance(cause, (ValidationError, *_UNREADABLE)):
                return IndexUnavailable(f"{told} gives an answer that cannot be read; is it Qdrant? {_MEND}")
            if isinstance(cause, ResourceExhaustedResponse):
                return IndexUnavailable(f"{told} has too much to do and asks to wait {cause.retry_after_s} s")
            problem = f"{type(cause).__name__}: {cause}".rstrip(": ")
            return IndexUnavailable(f"{told} does not answer ({problem}); start it, or wait for it. {_MEND}")
        if error.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return IndexUnavailable(f"{told} refuses the key that it was given; check PARVIS_QDRANT_API_KEY")
        reason = _reason(error)
        if "No space left" in reason or "out of disk" in reason.lower():
            return DiskFull(f"{told} has no room left; give its disks more and build the index again")
        if error.status_code == httpx.codes.NOT_FOUND:
            return IndexUnavailable(f"{told} has lost a collection ({reason}); run parvis reconcile --repair")
        return IndexUnavailable(f"{told} answered {error.status_code} ({reason})")


def building_link(options: ServerOptions, patience: Patience = BUILDING) -> ServerLink:
    """A connection for those who build: nobody waits for each of its answers."""
    return ServerLink(replace(options, timeout_s=max(options.timeout_s, _BUILDING_TIMEOUT_S)), patience)


def _parts(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.query and parts.port != 0
    except ValueError:
        return None
    return (parts.scheme, str(parts.hostname)) if known else None


def _trusted(options: ServerOptions) -> ssl.SSLContext | bool:
    """Whose certificates are believed: the system's, or those of the file alone. Raises BadInput."""
    if options.ca_file is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(options.ca_file))
    except (OSError, ssl.SSLError) as error:
        raise BadInput(
            f"PARVIS_QDRANT_CA_FILE={str(options.ca_file)!r} is not a file of PEM certificates: {error}"
        ) from error


def _passing(error: Exception) -> Passing | None:
    """Timeouts, broken connections, half answers, 429 and 5xx may work in a moment; the rest will not."""
    if isinstance(error, ResourceExhaustedResponse):
        return Passing(why=error, after_s=float(error.retry_after_s))
    if isinstance(error, UnexpectedResponse):
        status = error.status_code or 0
        if status in _WAITED_FOR or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return Passing(why=error, after_s=_retry_after_s(error.headers))
        return None
    if isinstance(error, ResponseHandlingException):
        is_refused = isinstance(error.source, httpx.ConnectError) and "CERTIFICATE" in str(error.source).upper()
        is_ours = isinstance(error.source, (httpx.UnsupportedProtocol, httpx.InvalidURL, RuntimeError))
        return None if is_refused or is_ours else Passing(why=error)
    # A Retry-After that is a date, which the client cannot read: waited for as if there were none.
    return Passing(why=error) if isinstance(error, (QdrantException, *_UNREADABLE)) else None


def _retry_after_s(headers: httpx.Headers) -> float | None:
    value = headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None


def _reason(error: UnexpectedResponse) -> str:
    """What the server says in its answer, on one line; never what was sent to it."""
    try:
        said = str(error.structured()["status"]["error"])
    except (ValueError, KeyError, TypeError):
        said = error.reason_phrase or "no reason given"
    return " ".join(said.split())[:200]
