"""A page as a picture of grey levels: how far it is turned, the rules drawn on it, its bytes as PNG. Arrays only.

Runs in the drawing process (``pdfium_drawing.py``), where the memory and the time of a page are limited.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.pdf.geometry import Rule, joined

Grey: TypeAlias = NDArray[np.uint8]
Ink: TypeAlias = NDArray[np.bool_]

POINTS_PER_INCH = 72.0
# Degrees tried either way. Of five pages turned by hand, tesseract kept .89 of the numbers at 1.5 degrees, .76 at 3,
# .22 at 6.
_FURTHEST, _STEPS = 8.0, (1.0, 0.2, 0.05)
# Pictures whose best angle is no better than this than none have no lines: photographs, posters.
_CLEARLY_BETTER = 1.05
_MOST_INK = 60_000
_COARSE = 3
# A rule is at least so long, at most so thick, in points; under 90 % of ink it is a line of letters.
_SHORTEST_ACROSS, _SHORTEST_DOWN, _THICKEST, _FILLED = 36.0, 22.0, 4.0, 0.9
# Letters up and down a narrow margin, hatched drawings: past this no table.
_MOST_RULES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Rules of a picture, in points from the top left corner."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def ink_of(grey: Grey) -> Ink:
    """Where there is ink: darker than the level that best parts the picture's two kinds of grey (Otsu, 1979)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    above = below[-1] - below
    weighted = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (weighted / below - (weighted[-1] - weighted) / above) ** 2
    return np.asarray(grey <= int(np.nanargmax(np.nan_to_num(apart))), dtype=np.bool_)


def skew_of(grey: Grey) -> float:
    """Degrees by which lines rise to the right (positive) or sink; 0 when nothing tells.

    The angle along which the feet of letters gather best into rows, coarsely then finely.
    """
    ink = ink_of(_smaller(grey))
    rows, columns = np.nonzero(ink[:-1] & ~ink[1:])
    if not len(rows):
        return 0.0
    step = len(rows) // _MOST_INK + 1
    ys, xs = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    best, reach = 0.0, _FURTHEST
    for step_degrees in _STEPS:
        angles = np.arange(best - reach, best + reach + step_degrees / 2, step_degrees)
        best = float(angles[int(np.argmax([_gathered(ys, xs, angle) for angle in angles]))])
        reach = step_degrees
    return round(best, 2) if _gathered(ys, xs, best) > _CLEARLY_BETTER * _gathered(ys, xs, 0.0) else 0.0


def rules_of(grey: Grey, dots_per_inch: float) -> Rules:
    """Straight rules across and down the picture."""
    ink = ink_of(grey)
    scale = POINTS_PER_INCH / dots_per_inch
    across = _rules(ink, round(_SHORTEST_ACROSS / scale), scale)
    down = _rules(np.ascontiguousarray(ink.T), round(_SHORTEST_DOWN / scale), scale)
    if len(across) + len(down) > _MOST_RULES:
        across, down = [], []
    return Rules(horizontal=tuple(joined(across)), vertical=tuple(joined(down)))


def png_of(grey: Grey, dots_per_inch: int) -> bytes:
    """The picture as PNG (RFC 2083): 8 bits of grey, its resolution said."""
    height, width = grey.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # the byte before each row: no filter
    rows[:, 1:] = grey
    per_metre = round(dots_per_inch / 0.0254)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        (b"IDAT", zlib.compress(rows.tobytes(), 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _smaller(grey: Grey) -> Grey:
    height, width = (size // _COARSE * _COARSE for size in grey.shape)
    blocks = grey[:height, :width].reshape(height // _COARSE, _COARSE, width // _COARSE, _COARSE)
    return np.asarray(blocks.mean(axis=(1, 3)), dtype=np.uint8)


def _gathered(ys: NDArray[np.float64], xs: NDArray[np.float64], degrees: float) -> float:
    """How unevenly the ink falls into rows that rise by ``degrees``."""
    rows = (ys + xs * np.tan(np.radians(degrees))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts**2).sum())


def _rules(ink: Ink, shortest: int, scale: float) -> list[Rule]:
    """Rules along the rows of ``ink``: bands of rows that hold a long enough run, thin enough to be a line."""
    bands: list[list[int]] = []  # first row, last row, start, end
    if ink.shape[1] <= shortest:
        return []
    for row, start, end in _runs(ink, shortest):
        home = next((b for b in reversed(bands) if row - b[1] <= 2 and start <= b[3] and b[2] <= end), None)
        if home is None:
            bands.append([row, row, start, end])
        else:
            home[1:] = [row, min(home[2], start), max(home[3], end)]
    return [
        Rule(at=(first + last + 1) / 2 * scale, start=start * scale, end=end * scale)
        for first, last, start, end in bands
        if (last - first + 1) * scale <= _THICKEST
    ]


def _runs(ink: Ink, shortest: int) -> Iterable[tuple[int, int, int]]:
    """(row, start, end) of every stretch of ``shortest`` dots or more that is nearly all ink."""
    totals = np.cumsum(ink, axis=1, dtype=np.int32)
    full = (totals[:, shortest:] - totals[:, :-shortest]) >= _FILLED * shortest
    for row in np.nonzero(full.any(axis=1))[0]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], full[row].astype(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            # The window reaches past the rule's ends by what it may lack.
            inked = np.flatnonzero(ink[row, start + 1 : end + shortest])
            yield int(row), int(start + 1 + inked[0]), int(start + 2 + inked[-1])
