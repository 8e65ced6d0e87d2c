"""Brings the indexes of a serving house in step after a person's ruling, without keeping that person waiting.

A withdrawn document stops answering before that, at the very ruling: what search finds is read again in the store. The
index only has to forget, or to learn, its words.
"""

import logging
import threading

from app.house import House
from app.index_upkeep import INDEXED_VISIBILITIES, rebuild_if_behind
from app.locks import exclusive
from domain.errors import AlreadyRunning, ParvisError
from domain.ids import CommuneSlug
from domain.search import CommuneScope

RETRY_S = 60.0

logger = logging.getLogger("parvis.app")


class LaterReindex:
    """Called with a commune, rebuilds what is behind in a thread of its own; calls meanwhile are one more turn.

    While the engine does not answer, it comes back every ``retry_s``.
    """

    def __init__(self, house: House, *, retry_s: float = RETRY_S) -> None:
        self._house = house
        self._retry_s = retry_s
        self._lock = threading.Lock()
        self._wanted: set[CommuneSlug] = set()
        self._thread: threading.Thread | None = None

    def __call__(self, slug: CommuneSlug) -> None:
        with self._lock:
            self._wanted.add(slug)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reindexing", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Until nothing is left to do."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                slug = self._wanted.pop()
            try:
                self._bring_up(slug)
            except AlreadyRunning:
                # The ingestion that runs rebuilds at its end, the ruling included.
                logger.info("index of %s: left to the ingestion that is running", slug)
            except ParvisError as error:
                if self._house.engine.state()["problem"]:
                    logger.error("index of %s waits for its engine: %s", slug, error)
                    again = threading.Timer(self._retry_s, self, args=(slug,))
                    again.daemon = True
                    again.start()
                else:
                    logger.error("index of %s is behind: %s; run parvis ingest again", slug, error)

    def _bring_up(self, slug: CommuneSlug) -> None:
        busy = f"an ingestion of {slug} is running"
        with exclusive(self._house.commune_dir(slug) / "ingest.lock", busy=busy):
            rebuild_if_behind(self._house, slug)
        for visibility in INDEXED_VISIBILITIES:
            self._house.index.reload(CommuneScope(commune=slug, visibility=visibility))
