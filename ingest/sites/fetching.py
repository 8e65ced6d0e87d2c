"""What a fetch gives: a response, or the reason why there is none. The port of the crawler, and its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class FetchProblem(StrEnum):
    """Why an address gave no page. The first ones are lasting; those of ``TRANSIENT`` may be over tomorrow."""

    FORBIDDEN = "forbidden"
    """Outside what the source declares, or an address that may not be reached."""
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    """Another 4xx: the page asks for an account, or is not for robots."""
    LOOP = "loop"
    """More than five redirects, or one that leads back."""
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """The body is not what its headers say, or no protocol that we speak."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    SERVER_ERROR = "server_error"
    BUSY = "busy"
    """429 or 503: the site asks to come back later."""


TRANSIENT = frozenset({FetchProblem.UNREACHABLE, FetchProblem.TOO_SLOW, FetchProblem.SERVER_ERROR, FetchProblem.BUSY})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """What one address may cost. ``body_bytes`` counts the body once unpacked; ``total_s`` covers everything."""

    body_bytes: int = 20_000_000
    """The cage refuses larger files (``ingest/text.py``)."""
    header_bytes: int = 100_000
    connect_s: float = 10.0
    read_s: float = 20.0
    total_s: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer of one address, redirects not followed. Header names are in lower case; ``body`` is unpacked."""

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No usable answer. ``detail`` is for operators, in English. ``retry_after_s`` is what the site asked for."""

    address: str
    problem: FetchProblem
    detail: str = ""
    retry_after_s: float | None = None


class Fetcher(Protocol):
    """Gets one address over the network, within limits, and never leaves the declared hosts."""

    def get(self, address: str, headers: Mapping[str, str]) -> Response | Failure:
        """The answer of exactly this address: a redirect is a response like another. Never raises."""
        ...


Resolver = Callable[[str, int], list[str]]
"""(host, port) → numeric addresses. Raises OSError when the name has none."""
