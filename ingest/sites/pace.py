"""How often a host is asked: one request a second unless it asks for less, and what « come back later » means."""

from collections.abc import Callable

LONGEST_WAIT_S = 120.0
"""A host that asks for a longer rest (Retry-After) is left alone for this run."""

_FIRST_WAIT_S = 5.0
_MOST_RESTS = 3


class Pace:
    """Keeps the time of each host. ``now`` and ``sleep`` are those of a monotonic clock, in seconds."""

    def __init__(self, interval_s: float, now: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._interval_s = interval_s
        self._now = now
        self._sleep = sleep
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self._rests: dict[str, int] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """``host`` asks for this delay between requests; a shorter one than ours changes nothing."""
        self._delays[host] = max(delay_s, self._interval_s)

    def wait(self, host: str) -> None:
        """Return when ``host`` may be asked again."""
        left = self._next.get(host, 0.0) - self._now()
        if left > 0:
            self._sleep(left)
        self._next[host] = self._now() + self._delays.get(host, self._interval_s)

    def rest(self, host: str, asked_s: float | None) -> bool:
        """``host`` is busy. False when it asks for too long, or has been busy too often: leave it for this run.

        Without a Retry-After the rest doubles each time, from five seconds.
        """
        rests = self._rests.get(host, 0) + 1
        self._rests[host] = rests
        rest_s = asked_s if asked_s is not None else _FIRST_WAIT_S * 2 ** (rests - 1)
        if rests > _MOST_RESTS or rest_s > LONGEST_WAIT_S:
            return False
        self._next[host] = self._now() + max(rest_s, self._delays.get(host, self._interval_s))
        return True

    def recover(self, host: str) -> None:
        """``host`` has answered: what it asked before counts no more."""
        self._rests.pop(host, None)
