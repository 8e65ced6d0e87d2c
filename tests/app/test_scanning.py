"""Scans taken in by the command, with stand-ins for the programs on the PATH."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.optional_tools import optional_tools
from tests.app.conftest import schema
from tests.app.test_commands import valid
from tests.ingest.ocr.stand_ins import calls, hocr_of, write_programs
from tests.ingest.pdf_files import image_pdf

Parvis = Callable[..., tuple[int, str, str]]
WORDS = ("Le", "prix", "du", "repas", "de", "la", "cantine", "est", "fixé", "à", "4,15", "€", "cette", "année.")
PAGE = hocr_of([[(text, 95) for text in WORDS]])
OTHER = PAGE.replace("4,15", "4,75")


def rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(image_pdf(1))
    (folder / "page.md").write_text("# La piscine\n\nLa piscine est ouverte le samedi de 10 h à 18 h.\n")
    return folder


@pytest.fixture
def with_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    def put(*answers: str) -> Path:
        write_programs(tmp_path / "bin", answers or (PAGE,))
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
        monkeypatch.setenv("PARVIS_OCR_WORKERS", "1")
        return tmp_path / "bin"

    return put


@pytest.fixture
def without_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PARVIS_OCR_WORKERS", "1")


@pytest.mark.usefixtures("without_programs")
def test_what_waits_and_what_to_install_are_said(parvis: Parvis, source: Path, tmp_path: Path) -> None:
    code, out, _ = parvis("ingest", str(source), "--commune", "valmoret", "--data", str(tmp_path / "data"))
    assert code == 0
    assert "1 waiting" in out
    told = " ".join(out.split())
    assert "1 file(s) wait for OCR, missing: tesseract" in told
    assert "apt-get install ocrmypdf tesseract-ocr-fra" in told
    (tool,) = (tool for tool in optional_tools() if tool.name == "tesseract")
    assert not tool.found
    assert "apt-get install ocrmypdf tesseract-ocr-fra" in tool.remedy


def test_a_scan_answers_once_the_programs_are_there(
    parvis: Parvis, source: Path, tmp_path: Path, with_programs: Callable[..., Path]
) -> None:
    place = ("--commune", "valmoret", "--data", str(tmp_path / "data"))
    parvis("ingest", str(source), *place)
    with_programs(PAGE, OTHER)
    code, out, _ = parvis("ingest", str(source), *place, "--json")
    assert code == 0
    (report,) = rows(valid("ingest", out)["sources"])
    assert report["states"] == {"indexed": 2, "duplicate_of": 0, "waiting": 0, "rejected": 0}
    assert (report["ocr_pages"], report["reasons"]) == (1, {})
    _, out, _ = parvis("ask", "combien coûte le repas de la cantine", *place, "--json")
    answer = valid("answer", out)
    assert answer["status"] == "partial"
    assert [sentence["to_check"] for sentence in rows(answer["sentences"])] == [["4,15 €"]]
    _, out, _ = parvis("ask", "combien coûte le repas de la cantine", *place)
    assert "(read on a scan, check: 4,15 €)" in out


def test_scans_are_read_in_a_run_of_their_own_and_read_again_with_the_rest(
    parvis: Parvis, source: Path, tmp_path: Path, with_programs: Callable[..., Path]
) -> None:
    place = ("--commune", "valmoret", "--data", str(tmp_path / "data"))
    programs = with_programs()
    parvis("ingest", str(source), *place)
    before = calls(programs)
    _, out, _ = parvis("runs", *place[2:], "--json")
    assert [run["outcome"] for run in rows(valid("runs", out)["runs"])] == ["done", "done"]
    _, out, _ = parvis("runs", "--run", "2", *place[2:], "--json")
    (run,) = rows(valid("runs", out)["runs"])
    (entry,) = rows(run["entries"])
    assert (entry["path"], entry["change"], entry["state"]) == ("scan.pdf", "changed", "indexed")
    _, out, _ = parvis("ingest", str(source), *place, "--reread", "--json")
    (report,) = rows(valid("ingest", out)["sources"])
    assert (report["reread"], report["ocr_pages"], report["reasons"]) == (2, 1, {})
    assert calls(programs) == before


def test_the_readings_of_a_file_that_is_gone_are_forgotten_at_once(
    parvis: Parvis, source: Path, tmp_path: Path, with_programs: Callable[..., Path]
) -> None:
    place = ("--commune", "valmoret", "--data", str(tmp_path / "data"), "--yes")
    with_programs()
    parvis("ingest", str(source), *place)
    cache = tmp_path / "data" / "communes" / "valmoret" / "ocr"
    assert len(list(cache.glob("??/*"))) == 1
    (source / "scan.pdf").unlink()
    parvis("ingest", str(source), *place)
    assert list(cache.glob("??/*")) == []


def test_no_worker_for_ocr_leaves_scans_waiting(
    parvis: Parvis, source: Path, tmp_path: Path, with_programs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = with_programs()
    monkeypatch.setenv("PARVIS_OCR_WORKERS", "0")
    _, out, _ = parvis("ingest", str(source), "--commune", "valmoret", "--data", str(tmp_path / "data"))
    assert "1 waiting" in out
    assert calls(programs) == 0


def test_the_schema_of_a_run_counts_pages_by_ocr() -> None:
    assert "ocr_pages" in str(schema("ingest"))
