"""protego: what a site's robots.txt allows us (RFC 9309), how often, and where its sitemaps are."""

from dataclasses import dataclass
from typing import Any

from protego import Protego

from ingest.sites.fetching import Failure, FetchProblem, Response

AGENT = "parvis"
"""The name that a robots.txt may address; matched without regard to case."""

LONGEST_BYTES = 512_000
"""RFC 9309 §2.5: at least 500 KiB are parsed."""

LONGEST_DELAY_S = 60.0
"""A longer Crawl-delay (no part of RFC 9309) is taken as this: a page a minute burdens no one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """Rules of one host. ``is_reachable`` is False when they could not be had: nothing may be asked for then."""

    rules: Any
    is_reachable: bool
    detail: str = ""

    def allows(self, address: str) -> bool:
        """Whether the address may be asked for."""
        return self.is_reachable and (self.rules is None or bool(self.rules.can_fetch(address, AGENT)))

    def delay_s(self) -> float:
        """The delay between two requests that the site asks for; 0 when it asks for none."""
        if self.rules is None:
            return 0.0
        delay = float(self.rules.crawl_delay(AGENT) or 0.0)
        rate = self.rules.request_rate(AGENT)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        return min(max(delay, 0.0), LONGEST_DELAY_S)

    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps as written."""
        return () if self.rules is None else tuple(self.rules.sitemaps)


def read_robots(answer: Response | Failure) -> Robots:
    """Rules from the answer of ``/robots.txt``.

    RFC 9309 §2.3.1: absent (4xx) allows everything; unreachable (5xx, no answer, busy) forbids everything for now.
    Too many redirects may count as absent; a redirect out of the source's hosts does too.
    """
    if isinstance(answer, Failure):
        absent = answer.problem in (
            FetchProblem.NOT_FOUND,
            FetchProblem.REFUSED,
            FetchProblem.LOOP,
            FetchProblem.FORBIDDEN,
        )
        return Robots(rules=None, is_reachable=absent, detail="" if absent else answer.detail or answer.problem.value)
    text = answer.body[:LONGEST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if "<html" in text[:1000].lower():
        return Robots(rules=None, is_reachable=True)  # the site's own page for whatever it does not know
    return Robots(rules=Protego.parse(text), is_reachable=True)
