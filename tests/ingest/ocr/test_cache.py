from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import DiskFull
from ingest.ocr.cache import OcrCache, sweep_readings
from ingest.ocr.page_job import OcrPage
from ingest.ocr.programs import OcrPrograms
from ingest.pdf.geometry import Rule
from tests.ingest.ocr.stand_ins import word

PROGRAMS = OcrPrograms(tesseract="t", ocrmypdf="o", versions=("tesseract 5.3.0", "14.0.1"))
DIGEST, OTHER = "ab" + "0" * 62, "cd" + "0" * 62
PAGE = OcrPage(
    number=4,
    width=595.0,
    height=842.0,
    skew=-0.35,
    is_turned=True,
    horizontal=(Rule(at=100.0, start=50.0, end=400.0),),
    vertical=(Rule(at=50.0, start=100.0, end=300.0),),
    first=(word("Été", 70), word("3,50", 110, confidence=0.4)),
    second=(word("3,50", 110),),
)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


def test_a_page_comes_back_as_it_was_read(tmp_path: Path) -> None:
    OcrCache(tmp_path, PROGRAMS).put(DIGEST, PAGE)
    cache = OcrCache(tmp_path, PROGRAMS)
    assert cache.get(DIGEST, 4) == PAGE
    assert cache.get(DIGEST, 5) is None
    assert cache.get(OTHER, 4) is None


def test_another_version_of_a_program_reads_again(tmp_path: Path) -> None:
    OcrCache(tmp_path, PROGRAMS).put(DIGEST, PAGE)
    assert OcrCache(tmp_path, replace(PROGRAMS, versions=("tesseract 5.4.0", "14.0.1"))).get(DIGEST, 4) is None


@pytest.mark.parametrize("spoil", [lambda b: b[: len(b) // 2], lambda b: b.replace(b"3,50", b"8,50"), lambda b: b""])
def test_an_entry_that_is_cut_or_changed_is_as_if_it_were_not_there(tmp_path: Path, spoil: object) -> None:
    cache = OcrCache(tmp_path, PROGRAMS)
    cache.put(DIGEST, PAGE)
    (entry,) = entries(tmp_path)
    assert callable(spoil)
    entry.write_bytes(spoil(entry.read_bytes()))
    assert cache.get(DIGEST, 4) is None
    assert entries(tmp_path) == []


def test_an_entry_under_another_page_s_name_is_not_believed(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path, PROGRAMS)
    cache.put(DIGEST, PAGE)
    (entry,) = entries(tmp_path)
    entry.rename(entry.with_name(entry.name.replace("0004", "0009")))
    assert cache.get(DIGEST, 9) is None


def test_sweeping_forgets_files_that_are_gone_and_unfinished_entries(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path, PROGRAMS)
    cache.put(DIGEST, PAGE)
    cache.put(OTHER, PAGE)
    (kept,) = (entry for entry in entries(tmp_path) if entry.name.startswith(DIGEST))
    kept.with_suffix(".part").write_bytes(b"half")
    assert sweep_readings(tmp_path, [DIGEST]) == 2
    assert entries(tmp_path) == [kept]


def test_a_disk_that_takes_nothing_is_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / DIGEST[:2]).write_text("in the way")
    with pytest.raises(DiskFull):
        OcrCache(tmp_path, PROGRAMS).put(DIGEST, PAGE)
