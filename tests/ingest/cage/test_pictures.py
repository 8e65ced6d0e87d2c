"""A page drawn in a process of its own: its size, its limits, and what a hostile page or process gets."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from domain.document import FileReason
from ingest.cage.confinement import ROOT, clean_environment
from ingest.cage.pictures import Picture, PictureLimits, _understood, draw_in_cage
from ingest.text import Refusal
from tests.ingest.pdf_files import drawn_pdf, encrypted_pdf

GOOD = drawn_pdf([["La piscine est ouverte du 15 juin au 31 août."], ["Le bassin ferme à 19 h."]])


def page_of(width: float, height: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    canvas.rect(width * 0.25, height * 0.25, width * 0.5, height * 0.5, fill=1)
    canvas.save()
    return out.getvalue()


def drawn(folder: Path, content: bytes, page: int = 1, **limits: float) -> Picture | Refusal:
    file = folder / "page.pdf"
    file.write_bytes(content)
    return draw_in_cage(file, page, 1000, PictureLimits(**limits))  # type: ignore[arg-type]


def opened(picture: Picture | Refusal) -> Image.Image:
    assert isinstance(picture, Picture)
    return Image.open(io.BytesIO(picture.content)).convert("L")


def test_a_page_is_drawn_as_it_is_seen(tmp_path: Path) -> None:
    picture = opened(drawn(tmp_path, page_of(500, 700)))
    assert picture.size == (1000, 1400)
    assert (picture.getpixel((500, 700)), picture.getpixel((20, 20))) == (0, 255)


def test_each_page_has_its_own_picture_and_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    first, second = drawn(tmp_path, GOOD, 1), drawn(tmp_path, GOOD, 2)
    assert opened(first).tobytes() != opened(second).tobytes()
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [GOOD]


def test_a_very_long_page_is_drawn_smaller(tmp_path: Path) -> None:
    picture = opened(drawn(tmp_path, page_of(100, 9000)))
    assert picture.height <= 3000
    assert picture.width < 100


@pytest.mark.parametrize(
    ("content", "page", "reason"),
    [
        (GOOD, 3, FileReason.DAMAGED),
        (b"%PDF-1.4 rien", 1, FileReason.DAMAGED),
        (encrypted_pdf("secret"), 1, FileReason.DAMAGED),
    ],
)
def test_what_cannot_be_drawn_has_its_reason(tmp_path: Path, content: bytes, page: int, reason: FileReason) -> None:
    picture = drawn(tmp_path, content, page)
    assert isinstance(picture, Refusal)
    assert picture.reason is reason


def test_a_page_that_takes_too_long_or_too_much_is_given_up(tmp_path: Path) -> None:
    slow = drawn(tmp_path, GOOD, page_s=0.0)
    assert isinstance(slow, Refusal)
    assert slow.reason is FileReason.TOO_SLOW
    heavy = drawn(tmp_path, GOOD, picture_bytes=0)
    assert isinstance(heavy, Refusal)
    assert heavy.reason is FileReason.TOO_LARGE
    big = drawn(tmp_path, GOOD, memory_bytes=12 * 1024 * 1024)
    assert isinstance(big, Refusal)
    assert big.reason in (FileReason.TOO_MUCH_MEMORY, FileReason.DAMAGED)


@pytest.mark.parametrize(
    "answer",
    [
        b'{"bytes": 4}\nabc',
        b'{"bytes": 12}\n<svg onload=1',
        b"not json\nRIFF....WEBP",
        b"[]\n",
        b'{"refusal": ["nothing of the kind", ""]}\n',
        b'{"refusal": "damaged"}\n',
    ],
)
def test_a_worker_that_lies_is_not_believed(answer: bytes) -> None:
    understood = _understood(answer)
    assert isinstance(understood, Refusal)
    assert understood.reason is FileReason.DAMAGED


def test_a_confined_process_writes_nothing_and_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_TOKEN", "secret")
    code = (
        "import json, os, signal, sys; from ingest.cage.confinement import confine\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); confine(2 ** 28)\n"
        f"told = {{'secret': os.environ.get('PARVIS_TOKEN'), 'written': 0}}\n"
        f"file = open({str(tmp_path / 'x')!r}, 'wb', buffering=0)\n"
        "try: told['written'] = file.write(b'words')\n"
        "except OSError: pass\n"
        "try: bytearray(2 ** 29)\n"
        "except MemoryError: told['memory'] = 'refused'\n"
        "print(json.dumps(told))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean_environment(), capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {"secret": None, "written": 0, "memory": "refused"}
