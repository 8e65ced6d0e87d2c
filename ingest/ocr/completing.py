"""Readings of files completed with what OCR gives for their scanned or broken pages, a few files ahead of the caller.

A page without text takes what was read; one with a bad text only when the new one is clearly better. What was read, and
what is not sure in it, is signalled.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ingest.ocr.page_job import OcrPage
from ingest.ocr.poor_text import is_clearly_better
from ingest.ocr.rebuilt import rebuilt_page
from ingest.ocr.scan_reader import PageRead, ScanPages, ScanReader
from ingest.ocr.waiting_pages import bare_scans, poor_pages, waiting_pages
from ingest.page_runs import runs
from ingest.text import Outcome, Reading, ReadPage, Refusal, Signal

READ_BY_OCR, DOUBTFUL, FAILED = "PD-20", "PD-21", "PD-22"
"""Rules: a scan that OCR has read; figures on it that are not sure; a page that OCR could not read."""

_FILES_AHEAD = 4
# Handwriting has few odd marks and no meaning: what tesseract itself is not sure of replaces nothing.
_SURE_ENOUGH = 0.8

Waiting = tuple[Reading, Callable[[], Mapping[int, PageRead]]]


def completed_all(reader: ScanReader, files: Iterable[tuple[Path, str, Outcome]]) -> Iterator[Outcome]:
    """Outcomes of files (path, digest, outcome), in their order, with what OCR reads. Raises DiskFull."""
    ahead: deque[Outcome | Waiting] = deque()
    for path, digest, outcome in files:
        numbers = () if isinstance(outcome, Refusal) else waiting_pages(outcome)
        if isinstance(outcome, Refusal) or not numbers:
            ahead.append(outcome)
        else:
            ahead.append((outcome, reader.begin(ScanPages(path=path, digest=digest, numbers=numbers))))
        while len(ahead) > _FILES_AHEAD:
            yield _ended(ahead.popleft())
    while ahead:
        yield _ended(ahead.popleft())


def completed(reading: Reading, read: Mapping[int, PageRead]) -> Reading:
    """The reading with the pages that OCR gives, by number from 1, and the signals of what was found."""
    poor = set(poor_pages(reading))
    bare = set(bare_scans(reading))
    pages = [_chosen(page, read.get(page.number or 0), page.number in poor) for page in reading.pages]
    taken = [page.number for page in pages if page.number is not None and _is_from_ocr(page)]
    signals = [
        Signal(rule="PD-02", first_page=number, measures=(("kept", "ocr" if number in taken else "layer"),))
        for number in sorted(poor & read.keys())
    ]
    signals += [Signal(rule=READ_BY_OCR, first_page=a, last_page=b) for a, b in runs(n for n in taken if n in bare)]
    signals += [_doubts(page) for page in pages if any(line.doubts for line in page.lines)]
    signals += [
        Signal(rule=FAILED, first_page=number, measures=(("why", str(page)),))
        for number, page in sorted(read.items())
        if not isinstance(page, OcrPage)
    ]
    return replace(reading, pages=tuple(pages), signals=(*reading.signals, *signals))


def _ended(item: Outcome | Waiting) -> Outcome:
    if isinstance(item, tuple):
        reading, wait = item
        return completed(reading, wait())
    return item


def _chosen(page: ReadPage, read: PageRead | None, is_poor: bool) -> ReadPage:
    if not isinstance(read, OcrPage):
        return page
    rebuilt = replace(rebuilt_page(read), is_ocr_done=True)
    if is_poor and not (is_clearly_better(rebuilt, page) and _sureness(rebuilt) >= _SURE_ENOUGH):
        return replace(page, is_ocr_done=True)
    return rebuilt


def _sureness(page: ReadPage) -> float:
    letters = sum(len(line.text) for line in page.lines)
    return sum((line.confidence or 0.0) * len(line.text) for line in page.lines) / max(letters, 1)


def _is_from_ocr(page: ReadPage) -> bool:
    return any(line.confidence is not None for line in page.lines)


def _doubts(page: ReadPage) -> Signal:
    count = sum(len(line.doubts) for line in page.lines)
    return Signal(rule=DOUBTFUL, first_page=page.number, measures=(("doubtful", str(count)),))
