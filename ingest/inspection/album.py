"""Pictures of pages kept in memory: nothing of a document that is withdrawn is left on the disk.

Refusals are kept too, so that a page that costs its whole time is not drawn again at each request.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.cage.pictures import Picture
from ingest.text import Refusal

Draw = Callable[[Path, int, int], Picture | Refusal]
"""(path of the PDF, page from 1, width in pixels) to its picture."""
WIDTHS = (1000, 1800)
"""To read beside the text, and to look closer: a closed set, since any other width would be another picture to keep."""

_REFUSAL_BYTES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Too many pictures are being drawn: ask again in a moment."""


class Album:
    """Pictures by digest, page and width: the least recently seen go first. Thread-safe."""

    def __init__(self, draw: Draw, *, most_bytes: int = 32_000_000, at_once: int = 2, patience_s: float = 5.0) -> None:
        self._draw = draw
        self._most_bytes = most_bytes
        self._patience_s = patience_s
        self._seats = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int], Picture | Refusal] = OrderedDict()
        self._bytes = 0

    def picture(self, digest: str, original: Path, *, page: int, width: int) -> Picture | Refusal | Busy:
        """The page's picture, drawn when it is not kept. ``width`` is one of WIDTHS."""
        key = (digest, page, width)
        kept = self._find(key)
        if kept is not None:
            return kept
        if not self._seats.acquire(timeout=self._patience_s):
            return Busy()
        try:
            # Someone else may have drawn it while we waited.
            return self._find(key) or self._keep(key, self._draw(original, page, width))
        finally:
            self._seats.release()

    def _find(self, key: tuple[str, int, int]) -> Picture | Refusal | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: tuple[str, int, int], drawn: Picture | Refusal) -> Picture | Refusal:
        with self._lock:
            former = self._kept.pop(key, None)
            self._bytes += _weight(drawn) - (_weight(former) if former is not None else 0)
            self._kept[key] = drawn
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= _weight(dropped)
            return drawn


def _weight(drawn: Picture | Refusal) -> int:
    return len(drawn.content) if isinstance(drawn, Picture) else _REFUSAL_BYTES
