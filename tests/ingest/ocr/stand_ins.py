"""Programs that speak as tesseract and ocrmypdf do, and fail as they may: what the job's faults are tested with."""

import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.ocr.hocr import OcrWord
from ingest.ocr.programs import MissingPrograms, OcrPrograms, find_programs

# Right words, one line each, unless a fault is asked for.
_TESSERACT = """#!{python}
import os, sys, time
if "--version" in sys.argv:
    print("tesseract 5.9.9\\n leptonica-1.0"); sys.exit()
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\neng\\n{language}"); sys.exit()
fault, answers = {fault!r}, {answers!r}
assert sys.argv[1] == "page.png" and os.path.exists("page.png") and sys.argv[-1] == "hocr", sys.argv
with open({calls!r}, "a") as calls:
    calls.write(sys.argv[sys.argv.index("--psm") + 1] + "\\n")
if fault == "crash":
    os.abort()
if fault == "hang":
    os.system("sleep 60 & sleep 60")
if fault == "memory":
    x = b"x" * (3 << 30)
if fault == "flood":
    while True:
        sys.stdout.write("x" * 1_000_000)
if fault == "garbage":
    print("\\x00 not hOCR at all"); sys.exit()
text = answers[min(sum(1 for _ in open({calls!r})) - 1, len(answers) - 1)]
sys.stdout.write(text[: len(text) // 2] if fault == "half" else text)
"""
_OCRMYPDF = """#!{python}
import shutil, sys
if "--version" in sys.argv:
    print("14.9.9"); sys.exit()
sys.exit("the stand-in turns nothing")
"""


def hocr_of(lines: Sequence[Sequence[tuple[str, int]]], dots: int = 300) -> str:
    """A page as tesseract writes it: each word with its confidence in percent, lines 20 points apart."""
    scale = dots / 72
    body = []
    for number, line in enumerate(lines):
        top, bottom = round((80 + 20 * number) * scale), round((90 + 20 * number) * scale)
        words, left = [], 70.0
        for text, sure in line:
            right = left + 5.5 * len(text)
            words.append(
                f"<span class='ocrx_word' title='bbox {round(left * scale)} {top} {round(right * scale)} {bottom}; "
                f"x_wconf {sure}'>{text}</span>"
            )
            left = right + 3
        title = f"bbox 290 {top} {round(left * scale)} {bottom}; baseline 0 -5; x_size {bottom - top}; x_ascenders 9"
        body.append(f"<span class='ocr_line' title=\"{title}\">{' '.join(words)}</span>")
    page = "\n".join(body)
    return f"<html><body><div class='ocr_page' title='bbox 0 0 2479 3508'>{page}</div></body></html>\n"


def write_programs(
    folder: Path, answers: Sequence[str] = (), fault: str = "", language: str = "fra"
) -> OcrPrograms | MissingPrograms:
    """Stand-ins in ``folder``; each call of tesseract gives the next of ``answers``, then the last one again."""
    folder.mkdir(exist_ok=True)
    texts = {
        "tesseract": _TESSERACT.format(
            python=sys.executable,
            fault=fault,
            answers=list(answers),
            calls=str(folder / "calls"),
            language=language,
        ),
        "ocrmypdf": _OCRMYPDF.format(python=sys.executable),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return find_programs(str(folder))


def programs(folder: Path, answers: Sequence[str] = (), fault: str = "") -> OcrPrograms:
    """The same, known to be whole."""
    found = write_programs(folder, answers, fault)
    assert isinstance(found, OcrPrograms)
    return found


def calls(folder: Path) -> int:
    """How many pages tesseract was asked for."""
    file = folder / "calls"
    return len(file.read_text().splitlines()) if file.exists() else 0


def word(text: str, left: float, top: float = 100.0, confidence: float = 0.95, size: float = 10.0) -> OcrWord:
    """A word of 5 points a letter."""
    return OcrWord(
        text=text,
        left=left,
        top=top,
        right=left + 5 * len(text),
        bottom=top + size,
        line_top=top,
        line_bottom=top + size,
        size=size,
        confidence=confidence,
    )
