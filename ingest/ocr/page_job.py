"""One page of a PDF read by OCR: drawn, read twice, turned by ocrmypdf and read again when the reading is poor.

The programs see a picture that we drew, never the file: what is malformed, signed or locked in a PDF does not reach
them, and the original cannot be touched.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.ocr.hocr import BadHocr, OcrWord, read_hocr
from ingest.ocr.job import JobFolder, OcrJobFailed
from ingest.ocr.programs import LANGUAGE, OcrPrograms
from ingest.pdf.geometry import Rule

PICTURE, FACTS, TURNED = "page.png", "page.json", "turned.pdf"
# Page segmentation of the two readings: by blocks, then word by word wherever there is any. Of 527 numbers of ten pages
# scanned by our own means the first keeps .829, the second .869: it also reads the cells that the first takes for
# drawings, and it cuts words elsewhere, so that what both give was not cut wrongly.
FIRST_MODE, SECOND_MODE = "3", "11"
# The second parts ink from paper otherwise too (Sauvola's local threshold; tesseract 5): of six pages scanned at 100
# dots an inch two wrong figures pass for sure with it, four without, three when the second is drawn at 400.
SECOND_INK = ("-c", "thresholding_method=2")
# A page is poor under this share of sure words: five pages laid on their side or upside down have under .30 and keep
# .07 of their numbers, .89 once ocrmypdf has turned them; the same pages upright have over .85.
_POOR, _SURE = 0.5, 0.6
# Fewer words tell nothing of how a page lies.
_FEWEST_WORDS = 8
# ocrmypdf's own measure of how sure it is that a page is turned; its default, 14, leaves short pages as they are.
_TURN_WHEN_OVER = "5"


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """A page as it was read. Sizes and places in points, of the page set upright and straight.

    ``first`` and ``second`` are the words of the two readings. ``skew`` is what was taken out, in degrees;
    ``is_turned`` tells that ocrmypdf turned the page by quarters.
    """

    number: int
    width: float
    height: float
    skew: float
    is_turned: bool
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    first: tuple[OcrWord, ...]
    second: tuple[OcrWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    width: float
    height: float
    dots_per_inch: int
    skew: float
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def read_page(job: JobFolder, pdf: Path, number: int, programs: OcrPrograms) -> OcrPage:
    """Page ``number`` (from 1) of the PDF. Raises OcrJobFailed."""
    drawing = _draw(job, pdf, number)
    first = _words(job, drawing, programs, FIRST_MODE)
    is_turned = False
    if _is_poor(first):
        turned = _read_turned(job, drawing, programs)
        if turned is not None and _sure_letters(turned[1]) > _sure_letters(first):
            drawing, first = turned
            is_turned = True
        else:
            drawing = _draw(job, pdf, number)
    return OcrPage(
        number=number,
        width=drawing.width,
        height=drawing.height,
        skew=drawing.skew,
        is_turned=is_turned,
        horizontal=drawing.horizontal,
        vertical=drawing.vertical,
        first=tuple(first),
        second=tuple(_words(job, drawing, programs, SECOND_MODE, *SECOND_INK)),
    )


def _draw(job: JobFolder, pdf: Path, number: int) -> _Drawing:
    job.run([sys.executable, "-m", "ingest.ocr.pdfium_drawing", str(pdf.resolve()), str(number)])
    try:
        facts = json.loads(job.output(FACTS))
        return _Drawing(
            width=float(facts["width"]),
            height=float(facts["height"]),
            dots_per_inch=int(facts["dots_per_inch"]),
            skew=float(facts["skew"]),
            horizontal=_rules(facts["horizontal"]),
            vertical=_rules(facts["vertical"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise OcrJobFailed(f"the drawing makes no sense: {error}") from error


def _rules(rows: Sequence[Sequence[float]]) -> tuple[Rule, ...]:
    return tuple(Rule(at=float(at), start=float(start), end=float(end)) for at, start, end in rows)


def _words(job: JobFolder, drawing: _Drawing, programs: OcrPrograms, mode: str, *more: str) -> list[OcrWord]:
    options = ["-l", LANGUAGE, "--dpi", str(drawing.dots_per_inch), "--psm", mode, *more]
    data = job.run([programs.tesseract, PICTURE, "stdout", *options, "hocr"])
    try:
        return read_hocr(data, drawing.dots_per_inch)
    except BadHocr as error:
        raise OcrJobFailed(f"tesseract: its answer makes no sense: {error}") from error


def _read_turned(job: JobFolder, drawing: _Drawing, programs: OcrPrograms) -> tuple[_Drawing, list[OcrWord]] | None:
    """The page as ocrmypdf sets it upright, drawn and read again; None when ocrmypdf cannot."""
    options = ["--language", LANGUAGE, "--rotate-pages", "--rotate-pages-threshold", _TURN_WHEN_OVER, "--jobs", "1"]
    options += ["--output-type", "pdf", "--optimize", "0", "--image-dpi", str(drawing.dots_per_inch), "--quiet"]
    try:
        job.run([programs.ocrmypdf, *options, PICTURE, TURNED])
        upright = _draw(job, job.path / TURNED, 1)
    except OcrJobFailed:
        return None
    return upright, _words(job, upright, programs, FIRST_MODE)


def _is_poor(words: Sequence[OcrWord]) -> bool:
    sure = sum(word.confidence >= _SURE for word in words)
    return len(words) < _FEWEST_WORDS or sure < _POOR * len(words)


def _sure_letters(words: Sequence[OcrWord]) -> int:
    return sum(len(word.text) for word in words if word.confidence >= _SURE)
