"""The converter behind a stand-in: a script named soffice that does what its name says. The real one: marker below."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from domain.document import FileReason, MediaType
from ingest.cage.pool import Cage, CageRequest
from ingest.office.libreoffice_conversion import converted, form_of_ole, is_there
from ingest.sniffing import Form
from ingest.text import Reading, Refusal
from tests.ingest.office.files import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
WORD = OLE + "WordDocument".encode("utf-16-le") + bytes(64)
GOOD = docx(p("La piscine est ouverte du 15 juin au 31 août."))
FIND = """
import pathlib, sys, time
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
kind = sys.argv[sys.argv.index("--convert-to") + 1]
made = out / ("in." + kind)
out.mkdir(exist_ok=True)
"""
STAND_INS = {
    "right": "made.write_bytes(pathlib.Path(GOOD).read_bytes())",
    "crash": "import os; os.abort()",
    "error": "made.write_bytes(b''); sys.exit(3)",
    "nothing": "pass",
    "garbage": "made.write_bytes(b'PK\\x03\\x04 no package')",
    "link": "made.symlink_to(GOOD)",
    "hang": "import subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(614)'])\n"
    "time.sleep(614)",
}


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the stand-in, first on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "good.docx").write_bytes(GOOD)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def stand_in(folder: Path, name: str) -> None:
    script = folder / "soffice"
    good = folder.parent / "good.docx"
    script.write_text(f"#!{sys.executable}\nGOOD = {str(good)!r}\n{FIND}{STAND_INS[name]}\n")
    script.chmod(0o755)


def word_file(folder: Path, data: bytes = WORD) -> Path:
    path = folder / "pv.doc"
    path.write_bytes(data)
    return path


def test_what_it_made_is_read_like_any_file_and_keeps_the_type_of_the_original(soffice: Path, tmp_path: Path) -> None:
    stand_in(soffice, "right")
    with Cage(workers=1) as cage:
        reading = cage.read(CageRequest(path=word_file(tmp_path), form=Form.DOC))
    assert isinstance(reading, Reading)
    assert reading.media_type is MediaType.DOC
    assert [line.text for line in reading.pages[0].lines] == ["La piscine est ouverte du 15 juin au 31 août."]


@pytest.mark.parametrize("fault", ["crash", "error", "nothing", "link"])
def test_a_converter_that_makes_no_file_is_told(soffice: Path, tmp_path: Path, fault: str) -> None:
    stand_in(soffice, fault)
    with converted(word_file(tmp_path), Form.DOC) as made:
        assert isinstance(made, Refusal)
        assert made.reason is FileReason.CONVERSION_FAILED


def test_garbage_that_it_made_is_refused_in_the_cage(soffice: Path, tmp_path: Path) -> None:
    stand_in(soffice, "garbage")
    with Cage(workers=1) as cage:
        outcome = cage.read(CageRequest(path=word_file(tmp_path), form=Form.DOC))
    assert isinstance(outcome, Refusal)
    assert outcome.reason is FileReason.DAMAGED


def sleepers() -> int:
    """Living processes that sleep as the stand-in's child does."""
    found = 0
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += b"time.sleep(614)" in entry.read_bytes()
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
def test_a_converter_that_hangs_is_stopped_with_all_that_it_started(soffice: Path, tmp_path: Path) -> None:
    stand_in(soffice, "hang")
    before = sleepers()
    with converted(word_file(tmp_path), Form.DOC, longest_s=1.5) as made:
        assert isinstance(made, Refusal)
        assert made.reason is FileReason.TOO_SLOW
    assert sleepers() == before


def test_nothing_is_left_behind(soffice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(soffice, "right")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    with converted(word_file(tmp_path), Form.DOC) as made:
        assert not isinstance(made, Refusal)
        assert made.path.is_file()
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("streams", "named", "found"),
    [
        (["WordDocument"], Form.DOC, Form.DOC),
        (["Workbook"], Form.DOC, Form.XLS),  # a workbook named .doc
        (["PowerPoint Document"], Form.PPT, Form.PPT),
        (["EncryptedPackage"], Form.DOC, FileReason.ENCRYPTED),  # a .docx with a password
        (["__substg1.0_1000001F"], Form.DOC, FileReason.UNSUPPORTED),  # a mail of Outlook
    ],
)
def test_an_ole_file_is_known_by_its_streams(streams: list[str], named: Form, found: Form | FileReason) -> None:
    data = OLE + b"".join(name.encode("utf-16-le") + bytes(8) for name in streams)
    assert form_of_ole(data, named) is found


def test_without_the_program_the_file_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not is_there()
    with converted(word_file(tmp_path), Form.DOC) as made:
        assert isinstance(made, Refusal)
        assert made.reason is FileReason.NEEDS_LIBREOFFICE


def test_a_part_of_the_program_that_is_not_installed_is_missed(soffice: Path) -> None:
    stand_in(soffice, "right")
    assert is_there(Form.XLS)
    (soffice / "libswlo.so").touch()
    assert (is_there(Form.DOC), is_there(Form.RTF), is_there(Form.XLS), is_there(Form.PPT)) == (
        True,
        True,
        False,
        False,
    )


RTF = rb"{\rtf1\ansi\ansicpg1252 {\b Tarifs}\par Le repas co\'fbte 3,50 \u8364?.\par}"


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="SKIPPED: LibreOffice is not installed")
def test_the_real_program_makes_a_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.rtf"
    path.write_bytes(RTF)
    with Cage(workers=1) as cage:
        reading = cage.read(CageRequest(path=path, form=Form.RTF))
    assert isinstance(reading, Reading)
    assert reading.media_type is MediaType.RTF
    assert [line.text for line in reading.pages[0].lines] == ["Tarifs", "Le repas coûte 3,50 €."]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="SKIPPED: LibreOffice is not installed")
def test_the_real_program_refuses_what_is_no_document(tmp_path: Path) -> None:
    with converted(word_file(tmp_path), Form.DOC) as made:
        assert isinstance(made, Refusal)
        assert made.reason is FileReason.CONVERSION_FAILED
