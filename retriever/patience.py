"""Asking again what failed for a passing reason: how often, after how long, and when to give up."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Why something failed that may work in a moment; ``after_s`` is how long the other side asks to wait."""

    why: Exception
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """At most ``tries`` tries, and no wait that would end later than ``within_s`` after the first.

    A wait is drawn between nothing and ``first_wait_s``, doubled at each try up to ``longest_wait_s``, so that several
    processes which failed together do not come back together. What the other side asks for is waited for, a little
    more, or, when that is too long, not at all: the caller then learns at once that it failed.
    """

    tries: int = 4
    within_s: float = 10.0
    first_wait_s: float = 0.2
    longest_wait_s: float = 5.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    drawn: Callable[[], float] = field(default=random.random, repr=False)
    elapsed: Callable[[], float] = field(default=time.monotonic, repr=False)

    def try_again(
        self, action: Callable[[], T], passing: Callable[[Exception], Passing | None], since: float | None = None
    ) -> T:
        """What ``action`` gives. Raises what it raises when that is not ``passing``, or when patience is at its end.

        ``since`` is the moment, by ``elapsed``, at which what this is a part of began; now when None.
        """
        begun = self.elapsed() if since is None else since
        for tried in range(1, self.tries + 1):
            try:
                return action()
            except Exception as error:
                failure = passing(error)
                if failure is None or tried == self.tries:
                    raise
                wait_s = self._wait_s(tried, failure.after_s)
                if self.elapsed() - begun + wait_s > self.within_s:
                    raise
            self.sleep(wait_s)
        raise AssertionError("at least one try is made")

    def _wait_s(self, tried: int, asked_s: float | None) -> float:
        widest: float = min(self.first_wait_s * 2.0 ** (tried - 1), self.longest_wait_s)
        return (asked_s or 0.0) + widest * self.drawn()
