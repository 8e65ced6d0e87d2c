"""Where the server looks at documents, one at a time: what is read in them, and how their pages look.

The caller has decided that who asks may see the document.
"""

import threading
from collections import OrderedDict
from pathlib import Path

from domain.document import Document
from ingest.cage.pictures import Picture, draw_in_cage
from ingest.cage.pool import Cage, CageRequest
from ingest.inspection.album import Album, Busy
from ingest.inspection.file_inspection import inspect_document, inspect_received
from ingest.inspection.model import Inspection
from ingest.text import Outcome, Refusal

# An editor turns the pages of one document; an inspection of 500 pages takes about 20 MB.
_KEPT = 3
# Files of agents that may wait for the one process, and for how long; a file may take it 110 s (``Limits``).
_WAITING = 3
_PATIENCE_S = 5.0


class ReadingRoom:
    """Starts a process when one is first needed. Thread-safe; ``close`` ends it."""

    def __init__(self) -> None:
        self._cage = Cage(workers=1)
        self._album = Album(draw_in_cage)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Document, Inspection] = OrderedDict()
        self._seats = threading.BoundedSemaphore(_WAITING)

    def inspect(self, document: Document, original: Path) -> Inspection:
        """What is read in the document now, by this version."""
        with self._lock:
            kept = self._kept.get(document)
            if kept is not None:
                self._kept.move_to_end(document)
                return kept
        inspection = inspect_document(document, original, self._cage)
        with self._lock:
            self._kept[document] = inspection
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return inspection

    def look(self, name: str, file: Path) -> Inspection | Busy:
        """What is read in a file that no commune holds; nothing of it is kept. ``name`` is what its sender calls it."""
        if not self._seats.acquire(timeout=_PATIENCE_S):
            return Busy()
        try:
            return inspect_received(name, file, self._cage)
        finally:
            self._seats.release()

    def read(self, request: CageRequest) -> Outcome:
        """What is read in a file that is not kept: an agent's draft."""
        return self._cage.read(request)

    def picture(self, document: Document, original: Path, *, page: int, width: int) -> Picture | Refusal | Busy:
        """A page of a PDF as seen; ``page`` counts from 1, ``width`` is one of ``ingest.inspection.album.WIDTHS``."""
        return self._album.picture(document.digest, original, page=page, width=width)

    def close(self) -> None:
        """End the process."""
        self._cage.close()
