"""The job's faults, with programs that fail as real ones may; the page is drawn for good each time."""

from pathlib import Path

import pytest

from ingest.ocr.job import OcrJobFailed, OcrLimits
from ingest.ocr.page_job import OcrPage
from ingest.ocr.scan_reader import PageRead, ScanPages, ScanReader
from tests.ingest.ocr.stand_ins import calls, hocr_of, programs
from tests.ingest.ocr.test_job import wait_until
from tests.ingest.pdf_files import image_pdf

DIGEST = "ab" + "0" * 62
LINE = [(text, 95) for text in ("Tarif", "du", "repas", ":", "3,45", "€", "par", "enfant", "au", "restaurant")]


class Desk:
    """A reader over stand-ins, and a file of three scanned pages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / "scan.pdf"
        self.file.write_bytes(image_pdf(3))

    def read(self, *numbers: int, fault: str = "", answers: tuple[str, ...] = (), wall_s: float = 60) -> list[PageRead]:
        found = programs(self.root / "bin", answers or (hocr_of([LINE]),), fault)
        limits = OcrLimits(wall_s=wall_s, file_bytes=20_000_000)
        with ScanReader(found, self.root / "cache", limits=limits) as reader:
            pages = reader.read(ScanPages(path=self.file, digest=DIGEST, numbers=numbers))
        assert list(pages) == list(numbers)
        assert list((self.root / "cache" / "jobs").iterdir()) == []
        return list(pages.values())

    @property
    def calls(self) -> int:
        return calls(self.root / "bin")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_page_is_read_twice_and_kept(desk: Desk) -> None:
    (page,) = desk.read(2)
    assert isinstance(page, OcrPage)
    assert page.number == 2
    assert [word.text for word in page.first] == [text for text, _ in LINE]
    assert page.second == page.first
    assert desk.calls == 2


def test_a_page_that_was_read_costs_nothing_the_next_time(desk: Desk) -> None:
    before = desk.read(1)
    assert desk.read(1) == before
    assert desk.calls == 2
    desk.read(1, 3)
    assert desk.calls == 4


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("crash", "tesseract: ended with -6"),
        ("garbage", "its answer makes no sense"),
        ("half", "the page does not end"),
        ("memory", "MemoryError"),
        ("flood", "ended with"),
    ],
)
def test_a_program_that_fails_costs_its_page_and_nothing_is_kept(desk: Desk, fault: str, told: str) -> None:
    (failure,) = desk.read(1, fault=fault)
    assert isinstance(failure, OcrJobFailed)
    assert told in str(failure)
    (page,) = desk.read(1)
    assert isinstance(page, OcrPage)


def test_a_program_that_hangs_is_killed_at_its_time(desk: Desk) -> None:
    (failure,) = desk.read(1, fault="hang", wall_s=4)
    assert isinstance(failure, OcrJobFailed)
    assert "too slow" in str(failure)


def test_closing_the_reader_kills_the_programs_that_run(desk: Desk) -> None:
    found = programs(desk.root / "bin", fault="hang")
    reader = ScanReader(found, desk.root / "cache")
    wait = reader.begin(ScanPages(path=desk.file, digest=DIGEST, numbers=(1,)))
    assert wait_until(lambda: desk.calls == 1, seconds=60)
    reader.close()
    (failure,) = wait().values()
    assert isinstance(failure, OcrJobFailed)
    assert "stopped" in str(failure)
    assert list((desk.root / "cache" / "jobs").iterdir()) == []


def test_a_page_that_does_not_exist_is_a_failure_beside_those_that_do(desk: Desk) -> None:
    missing, page = desk.read(9, 1)
    assert isinstance(missing, OcrJobFailed)
    assert isinstance(page, OcrPage)


def test_a_poor_reading_that_ocrmypdf_cannot_better_stands(desk: Desk) -> None:
    (page,) = desk.read(1, answers=(hocr_of([[("xx", 12), ("zz", 20)]]),))
    assert isinstance(page, OcrPage)
    assert not page.is_turned
    assert [word.text for word in page.first] == ["xx", "zz"]
