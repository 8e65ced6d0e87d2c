from collections.abc import Mapping
from dataclasses import replace

from domain.document import FileReason, FileState, MediaType
from ingest.ocr.completing import completed
from ingest.ocr.job import OcrJobFailed
from ingest.ocr.page_job import OcrPage
from ingest.ocr.scan_reader import PageRead
from ingest.ocr.waiting_pages import waiting_pages
from ingest.settling import Settled, settle
from ingest.text import Reading, ReadPage, Signal, TextLine
from tests.ingest.ocr.stand_ins import word
from tests.ingest.ocr.test_poor_text import BAD, GOOD

TEXT = ReadPage(number=1, lines=(TextLine(text="La bibliothèque ouvre le mercredi."),))
SCAN = ReadPage(number=2, lines=(), has_images=True)
POOR = ReadPage(number=3, lines=(TextLine(text=BAD),), has_images=True)


def ocr_page(number: int, text: str, second: str | None = None) -> OcrPage:
    readings = []
    for words in (text, text if second is None else second):
        left, top, reading = 50.0, 100.0, []
        for one in words.split():
            if left > 480:
                left, top = 50.0, top + 14
            reading.append(word(one, left, top))
            left += 5 * len(one) + 4
        readings.append(tuple(reading))
    return OcrPage(
        number=number,
        width=595,
        height=842,
        skew=0,
        is_turned=False,
        horizontal=(),
        vertical=(),
        first=readings[0],
        second=readings[1],
    )


def reading(*pages: ReadPage, signals: tuple[Signal, ...] = ()) -> Reading:
    return Reading(media_type=MediaType.PDF, pages=pages, page_count=len(pages), signals=signals)


def after(before: Reading, read: Mapping[int, PageRead]) -> tuple[Settled, list[tuple[str, int | None]]]:
    settled = settle(completed(before, read))
    return settled, [(signal.rule, signal.first_page) for signal in settled.signals]


def test_scans_bad_layers_and_meaningless_letters_wait_for_ocr() -> None:
    unreadable = Signal(rule="PD-04", first_page=4, last_page=4)
    page = replace(TEXT, number=4)
    assert waiting_pages(reading(TEXT, SCAN, POOR, page, signals=(unreadable,))) == (2, 3, 4)
    assert waiting_pages(reading(TEXT)) == ()


def test_a_scan_takes_the_text_that_was_read_and_no_longer_waits() -> None:
    settled, signals = after(reading(TEXT, SCAN), {2: ocr_page(2, "Le repas coûte 3,45 € depuis la rentrée")})
    assert (settled.state, settled.reason) == (FileState.INDEXED, None)
    assert signals == [("PD-20", 2)]
    assert settled.reading is not None
    assert "3,45" in settled.reading.pages[1].lines[0].text
    assert waiting_pages(settled.reading) == ()


def test_figures_that_are_not_sure_are_signalled_on_their_page() -> None:
    page = ocr_page(2, "Le repas coûte 3,45 € depuis la rentrée", "Le repas coûte 3,15 € depuis la rentrée")
    _, signals = after(reading(TEXT, SCAN), {2: page})
    assert signals == [("PD-20", 2), ("PD-21", 2)]


def test_a_page_that_could_not_be_read_goes_on_waiting() -> None:
    settled, signals = after(reading(TEXT, SCAN), {2: OcrJobFailed("tesseract: too slow")})
    assert settled.reason is FileReason.SOME_PAGES_NEED_OCR
    assert signals == [("PD-22", 2), ("PD-01", 2)]
    alone, _ = after(reading(SCAN), {2: OcrJobFailed("tesseract: too slow")})
    assert (alone.state, alone.reason) == (FileState.WAITING, FileReason.NEEDS_OCR)


def test_a_photograph_is_read_once_and_waits_no_more() -> None:
    settled, _ = after(reading(TEXT, SCAN), {2: ocr_page(2, "")})
    assert (settled.state, settled.reason) == (FileState.INDEXED, None)
    alone, _ = after(reading(SCAN), {2: ocr_page(2, "")})
    assert (alone.state, alone.reason) == (FileState.REJECTED, FileReason.NO_TEXT)


def test_a_bad_layer_is_replaced_by_a_better_reading_and_told() -> None:
    before = reading(TEXT, POOR)
    assert settle(before).reason is FileReason.SOME_TEXT_NEEDS_OCR
    settled, signals = after(before, {3: ocr_page(3, GOOD)})
    assert settled.reason is None
    assert settled.reading is not None
    assert settled.reading.pages[1].lines[0].text.startswith("Le maire rappelle")
    assert ("PD-02", 3) in signals


def test_a_bad_layer_stays_when_the_new_reading_is_no_better() -> None:
    settled, signals = after(reading(TEXT, POOR), {3: ocr_page(3, BAD)})
    assert settled.reading is not None
    assert settled.reading.pages[1].lines == POOR.lines
    assert settled.reason is None
    assert signals == [("PD-02", 3)]


def test_a_reading_that_is_not_sure_replaces_nothing() -> None:
    page = ocr_page(3, GOOD)
    faint = replace(page, first=tuple(replace(one, confidence=0.6) for one in page.first))
    settled, signals = after(reading(TEXT, POOR), {3: faint})
    assert settled.reading is not None
    assert settled.reading.pages[1].lines == POOR.lines
    assert signals == [("PD-02", 3)]
