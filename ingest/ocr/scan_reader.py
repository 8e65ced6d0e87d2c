"""Pages of files read by OCR side by side, from the cache when they were read before.

Every page is kept as soon as it is read: a run that is killed goes on where it stopped. Leaves to others: which pages
need it (``waiting_pages.py``), and what becomes of the text (``completing.py``).
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ingest.ocr.cache import OcrCache
from ingest.ocr.job import JobFolder, OcrJobFailed, OcrLimits, job_folder, sweep_jobs
from ingest.ocr.page_job import OcrPage, read_page
from ingest.ocr.programs import OcrPrograms

PageRead = OcrPage | OcrJobFailed
"""A page, or why it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPages:
    """Pages of one file: its bytes, their digest, the numbers (from 1) of the pages that need OCR."""

    path: Path
    digest: str
    numbers: tuple[int, ...]


class ScanReader:
    """Reads pages by OCR, ``workers`` at a time. Use as a context manager; one at a time on a cache's folder."""

    def __init__(
        self, programs: OcrPrograms, cache_folder: Path, workers: int = 2, limits: OcrLimits | None = None
    ) -> None:
        self._programs = programs
        self._limits = limits or OcrLimits()
        self.cache = OcrCache(cache_folder, programs)
        sweep_jobs(self.cache.jobs)
        self._is_closing = threading.Event()
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="ocr")

    def __enter__(self) -> "ScanReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Begin no other page and kill the programs of those being read."""
        self._is_closing.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def begin(self, pages: ScanPages) -> Callable[[], Mapping[int, PageRead]]:
        """Put the pages in the queue; the call that it returns waits for them. Raises DiskFull then."""
        futures: dict[int, Future[PageRead]] = {
            number: self._threads.submit(self._page, pages.path, pages.digest, number) for number in pages.numbers
        }
        return lambda: {number: future.result() for number, future in futures.items()}

    def read(self, pages: ScanPages) -> Mapping[int, PageRead]:
        """The pages, or why each could not be read. Raises DiskFull."""
        return self.begin(pages)()

    def _page(self, path: Path, digest: str, number: int) -> PageRead:
        known = self.cache.get(digest, number)
        if known is not None:
            return known
        if self._is_closing.is_set():
            return OcrJobFailed("the run is being stopped")
        try:
            with job_folder(self.cache.jobs, self._limits, self._is_closing.is_set) as job:
                page = self._read_in(job, path, number)
        except OcrJobFailed as failure:
            return failure
        self.cache.put(digest, page)
        return page

    def _read_in(self, job: JobFolder, path: Path, number: int) -> OcrPage:
        return read_page(job, path, number, self._programs)
