"""How a site is asked: what its robots.txt allows, at its pace, on declared hosts, and not at all when it is down."""

from collections import Counter
from collections.abc import Mapping

from ingest.sites.fetching import TRANSIENT, Failure, Fetcher, FetchProblem, Response
from ingest.sites.following import get_following, settled
from ingest.sites.pace import Pace
from ingest.sites.protego_robots import Robots, read_robots
from ingest.sites.reach import Reach
from ingest.sites.web_address import host_of, web_address

# A host that fails this many times in a row is down, not short of a page.
_MOST_FAILURES = 5


class Manners:
    """Asks for addresses one at a time. ``why_left`` says which host was given up, and why; empty when none was."""

    def __init__(self, reach: Reach, fetcher: Fetcher, pace: Pace) -> None:
        self.why_left = ""
        self._reach, self._fetcher, self._pace = reach, fetcher, pace
        self._robots: dict[str, Robots] = {}
        self._left_alone: dict[str, str] = {}
        self._failures: Counter[str] = Counter()

    def get(self, address: str, headers: Mapping[str, str]) -> Response | Failure | None:
        """A response of status 200 or 304, a failure, or None: its host is busy, ask again (the wait is kept here)."""
        host = host_of(address)
        if host in self._left_alone:
            return Failure(address=address, problem=FetchProblem.UNREACHABLE, detail=self._left_alone[host])
        answer = settled(get_following(self._fetcher, address, headers, self._refusal, self._wait))
        if isinstance(answer, Failure) and answer.problem is FetchProblem.BUSY:
            if self._pace.rest(host, answer.retry_after_s):
                return None
            self._leave(host, answer.detail)
        self._count(host, answer)
        return answer

    def sitemap(self, address: str) -> Response | Failure:
        """The answer for a sitemap's address as written; a busy host has none."""
        normal = web_address(address) or ""
        return settled(get_following(self._fetcher, normal, {}, self._refusal, self._wait))

    def robots(self, address: str) -> Robots:
        """Rules of the address's host, asked for once."""
        origin = f"{address.partition('://')[0]}://{host_of(address)}"
        if origin not in self._robots:
            answer = settled(get_following(self._fetcher, f"{origin}/robots.txt", {}, self._outside, self._wait))
            self._robots[origin] = read_robots(answer)
            self._pace.slow_down(host_of(address), self._robots[origin].delay_s())
        return self._robots[origin]

    def _refusal(self, address: str) -> str | None:
        outside = self._outside(address)
        if outside is not None:
            return outside
        robots = self.robots(address)
        if not robots.is_reachable:
            self._leave(host_of(address), f"robots.txt: {robots.detail}")
            return "robots.txt cannot be had"
        return None if robots.allows(address) else "forbidden by robots.txt"

    def _outside(self, address: str) -> str | None:
        return None if self._reach.allows(address) else "not on a declared host"

    def _wait(self, address: str) -> None:
        self._pace.wait(host_of(address))

    def _count(self, host: str, answer: Response | Failure) -> None:
        if isinstance(answer, Response) or answer.problem not in TRANSIENT:
            self._failures[host] = 0
            self._pace.recover(host)
            return
        self._failures[host] += 1
        if self._failures[host] >= _MOST_FAILURES:
            self._leave(host, answer.detail)

    def _leave(self, host: str, why: str) -> None:
        self._left_alone.setdefault(host, why)
        self.why_left = self.why_left or f"{host} does not answer ({why})"
