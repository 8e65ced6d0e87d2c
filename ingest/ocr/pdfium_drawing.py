"""pypdfium2: one page of a PDF drawn straight, as PNG. Run as a process of its own (``ingest/ocr/job.py``).

``python -m ingest.ocr.pdfium_drawing PDF PAGE`` writes ``page.png`` and ``page.json`` in the working folder:
``width`` and ``height`` in points, ``dots_per_inch``, ``skew`` in degrees (taken out), and the ``rules`` drawn.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from ingest.ocr.page_picture import POINTS_PER_INCH, Grey, png_of, rules_of, skew_of
from ingest.pdf.geometry import Rule

PICTURE, FACTS = "page.png", "page.json"
# Tesseract was trained at 300. Of 527 numbers of ten pages scanned by our own means it kept .829 of them at 300, .837
# at 200 and at 400, which takes twice the time.
DOTS_PER_INCH = 300
# A plan of a metre is drawn smaller: at 40 million dots, tesseract takes 1 GB.
_MOST_DOTS = 40_000_000
# Less skew than this moves the end of a line by under 2 points: rows and rules stay what they are.
_LEAST_SKEW = 0.2


def main(arguments: list[str]) -> int:
    """Draw the page, straighten it, look at its rules."""
    document = pypdfium2.PdfDocument(Path(arguments[0]))
    page = document[int(arguments[1]) - 1]
    width, height = page.get_size()
    dots = min(float(DOTS_PER_INCH), POINTS_PER_INCH * math.sqrt(_MOST_DOTS / max(width * height, 1.0)))
    resolution = max(1, int(dots))
    grey = _drawn(page, resolution, 0.0)
    skew = skew_of(grey)
    if abs(skew) >= _LEAST_SKEW:
        grey = _drawn(page, resolution, skew)
    rules = rules_of(grey, resolution)
    Path(PICTURE).write_bytes(png_of(grey, resolution))
    facts = {
        "width": width,
        "height": height,
        "dots_per_inch": resolution,
        "skew": skew,
        "horizontal": [_row(rule) for rule in rules.horizontal],
        "vertical": [_row(rule) for rule in rules.vertical],
    }
    Path(FACTS).write_text(json.dumps(facts), encoding="utf-8")
    return 0


def _row(rule: Rule) -> list[float]:
    return [round(value, 2) for value in (rule.at, rule.start, rule.end)]


def _drawn(page: pypdfium2.PdfPage, resolution: int, skew: float) -> Grey:
    """Grey levels of the page turned by ``skew`` degrees about its middle, on white."""
    scale = resolution / POINTS_PER_INCH
    width, height = (max(1, round(size * scale)) for size in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, height, 0xFFFFFFFF)
    cosine, sine = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    middle_x, middle_y = width / 2, height / 2
    matrix = raw.FS_MATRIX(
        scale * cosine,
        scale * sine,
        -scale * sine,
        scale * cosine,
        middle_x - cosine * middle_x + sine * middle_y,
        middle_y - sine * middle_x - cosine * middle_y,
    )
    clip = raw.FS_RECTF(0, 0, width, height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE)
    return np.ascontiguousarray(bitmap.to_numpy().reshape(height, width))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
