"""Which pages of a reading need OCR. Pure; knows nothing of the programs."""

from ingest.ocr.poor_text import is_poor
from ingest.running import is_stamp
from ingest.text import Reading, ReadPage

# A page with fewer characters than this has no text of its own: research/readability.md PD-01.
FEWEST_CHARACTERS = 20


def own_characters(page: ReadPage) -> int:
    """Characters of the page's own text; a stamp on a scan is not."""
    return sum(len(line.text) for line in page.lines if not is_stamp(line.text))


def bare_scans(reading: Reading) -> list[int]:
    """Pages that are pictures without text (PD-01) and were not read by OCR, from 1."""
    return [
        page.number
        for page in reading.pages
        if page.number is not None
        and page.has_images
        and not page.is_ocr_done
        and own_characters(page) < FEWEST_CHARACTERS
    ]


def poor_pages(reading: Reading) -> list[int]:
    """Pages whose text is a bad OCR layer (PD-02), from 1."""
    bare = set(bare_scans(reading))
    return [
        page.number
        for page in reading.pages
        if page.number is not None and page.number not in bare and not page.is_ocr_done and is_poor(page)
    ]


def unreadable_pages(reading: Reading) -> list[int]:
    """Pages whose letters have no meaning (PD-04), from 1."""
    named = {
        number
        for signal in reading.signals
        if signal.rule == "PD-04" and signal.first_page is not None
        for number in range(signal.first_page, (signal.last_page or signal.first_page) + 1)
    }
    done = {page.number for page in reading.pages if page.is_ocr_done}
    return sorted(named - done)


def waiting_pages(reading: Reading) -> tuple[int, ...]:
    """Every page that OCR would help, in order."""
    return tuple(sorted({*bare_scans(reading), *poor_pages(reading), *unreadable_pages(reading)}))
