"""Leaves an endpoint alone for a while after it failed several times in a row, then tries it again once."""

import threading
from collections.abc import Callable

FAILURES = 3
"""In a row, before the endpoint is left alone: one or two are an accident, and each costs a resident some seconds."""

REST_S = 60.0
"""A restarted vLLM loads a model of 24 billion parameters in one to three minutes."""


class Breaker:
    """Closed (calls pass), open (none does), half-open (one does, and decides). Thread-safe."""

    def __init__(self, timer: Callable[[], float], *, failures: int = FAILURES, rest_s: float = REST_S) -> None:
        """``timer`` counts seconds from any origin."""
        self._timer = timer
        self._most = failures
        self._rest_s = rest_s
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def may_pass(self) -> bool:
        """Whether a call may be made; after the rest, one caller alone is told so until its call has ended."""
        with self._lock:
            if self._failed < self._most:
                return True
            now = self._timer()
            if now < self._until:
                return False
            self._until = now + self._rest_s
            return True

    def succeeded(self) -> None:
        """The endpoint works: calls pass again."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """One more failure in a row."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._timer() + self._rest_s
