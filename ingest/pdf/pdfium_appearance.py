"""pypdfium2: which words of a page a reader of the page cannot see. Runs only in the cage.

Two steps, so that pages without anything odd cost little: what the file says of each text object (render mode, colour,
what is painted over it) makes a word suspect; then the page is painted once and a suspect word whose place shows some
contrast is acquitted. Letters of an OCR layer are drawn without ink over the picture that shows them: they are seen.
Left out: clipping paths, optional content that is off, and text set in patterns.
"""

import ctypes
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pypdfium2.raw as raw

from ingest.hostile.hidden import Hiding
from ingest.pdf.geometry import Word

BoxTuple = tuple[float, float, float, float]

# Points. Real notes and exponents are 4 and more; nobody reads under 2 (the PDFs that print 1 pt do it to hide).
TINY = 2.0
# Of 255, on each channel: paler than this on white paper is under 1.2:1, and nobody reads it.
PALE = 235
_CLEAR_ALPHA = 16
# Grey levels of 255 between the darkest and the lightest point of a word's place, under which nothing is drawn there.
_INK = 30
# Pixels a point: at 1 a colon still shows, and painting costs half of what it does at 1.5.
_SCALE = 1.0
# A filled shape that could cover a word; rules of tables are thinner.
_SMALLEST_COVER = (6.0, 5.0)
_MOST_PIXELS = 4_000_000
_MOST_OBJECTS = 6_000
_OUTSIDE = 1.0
_NO_INK_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(slots=True)
class _Painted:
    """What is on a page beside letters, in the order of painting; boxes as seen (left, top, right, bottom)."""

    text_order: dict[int, int] = field(default_factory=dict)
    images: list[BoxTuple] = field(default_factory=list)
    shapes: list[tuple[int, BoxTuple]] = field(default_factory=list)


class Appearance:
    """How the words of one open page look."""

    def __init__(
        self, page: object, text_page: object, size: tuple[float, float], turn: Callable[..., BoxTuple]
    ) -> None:
        """``page`` and ``text_page`` are pdfium's; ``size`` in points as seen; ``turn`` makes boxes as seen."""
        self._page, self._text_page = page, text_page
        self._width, self._height = size
        self._turn = turn
        self._painted: _Painted | None = None
        self._looks: dict[int, tuple[bool, bool]] = {}
        self._picture: tuple[bytes, int, float] | None = None

    def hidden(self, words: Sequence[tuple[int, Word]]) -> list[Hiding | None]:
        """For each word, given with the index of its first character, how it is hidden; None when it is seen."""
        return [self._judge(index, word) for index, word in words]

    def _judge(self, index: int, word: Word) -> Hiding | None:
        if word.size < TINY:
            return Hiding.TINY
        x, y = (word.left + word.right) / 2, word.middle
        if not (-_OUTSIDE <= x <= self._width + _OUTSIDE and -_OUTSIDE <= y <= self._height + _OUTSIDE):
            return Hiding.OFF_PAGE
        item = raw.FPDFText_GetTextObject(self._text_page, index)
        if not item:
            return None
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        look = self._looks.get(address)
        if look is None:
            look = self._looks[address] = _look(item)
        is_inkless, is_pale = look
        painted = self._painting()
        if is_inkless:
            suspect = None if any(_holds(box, x, y) for box in painted.images) else Hiding.INVISIBLE
        elif is_pale:
            suspect = Hiding.PALE
        else:
            suspect = Hiding.COVERED if painted.shapes and _is_covered(painted, address, word) else None
        return None if suspect is None or self._shows_ink(word) else suspect

    def _painting(self) -> _Painted:
        if self._painted is None:
            self._painted = _painted(self._page, self._turn)
        return self._painted

    def _shows_ink(self, word: Word) -> bool:
        """Whether anything is drawn in the word's place; True when the page cannot be painted."""
        if self._picture is None:
            self._picture = _picture(self._page, self._width, self._height)
        pixels, stride, scale = self._picture
        if not pixels:
            return True
        inset = (word.bottom - word.top) * 0.15
        # Not inset on the sides: a colon or an « l » is one stroke at the edge of its box.
        left, right = int(word.left * scale), math.ceil(word.right * scale)
        top, bottom = int((word.top + inset) * scale), math.ceil((word.bottom - inset) * scale)
        darkest, lightest = 255, 0
        for row in range(max(top, 0), min(bottom, len(pixels) // stride)):
            part = pixels[row * stride + max(left, 0) : row * stride + min(right, stride)]
            if part:
                darkest, lightest = min(darkest, *part, 255), max(lightest, *part, 0)
        return lightest - darkest >= _INK


def _look(item: object) -> tuple[bool, bool]:
    """(drawn without ink, nearly white or clear) of a text object."""
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    if mode in _NO_INK_MODES:
        return True, False
    channels = [ctypes.c_uint() for _ in range(4)]
    stroked = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    colour_of = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
    if not colour_of(item, *channels):
        return False, False
    red, green, blue, alpha = (channel.value for channel in channels)
    return False, alpha < _CLEAR_ALPHA or min(red, green, blue) >= PALE


def _painted(page: object, turn: Callable[..., BoxTuple]) -> _Painted:
    found = _Painted()
    sides = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for order in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, order)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.text_order[ctypes.cast(item, ctypes.c_void_p).value or 0] = order
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(item, *sides):
            found.images.append(turn(*(side.value for side in sides)))
        elif kind == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_GetDrawMode(item, fill, stroke):
            is_opaque = fill.value and found.text_order and not raw.FPDFPageObj_HasTransparency(item)
            if is_opaque and raw.FPDFPageObj_GetBounds(item, *sides):
                left, top, right, bottom = turn(*(side.value for side in sides))
                if right - left >= _SMALLEST_COVER[0] and bottom - top >= _SMALLEST_COVER[1]:
                    found.shapes.append((order, (left, top, right, bottom)))
    return found


def _is_covered(painted: _Painted, address: int, word: Word) -> bool:
    order = painted.text_order.get(address)
    if order is None:
        return False
    left, right, middle = word.left + 1, word.right - 1, word.middle
    return any(
        at > order and box[0] <= left and right <= box[2] and box[1] <= middle <= box[3] for at, box in painted.shapes
    )


def _holds(box: BoxTuple, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _picture(page: object, width: float, height: float) -> tuple[bytes, int, float]:
    """Grey levels of the page as painted, bytes a row, pixels a point; no byte when it cannot be painted."""
    if width <= 0 or height <= 0:
        return b"", 1, 1.0
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / (width * height)))
    across, down = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return b"", 1, 1.0
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return pixels, stride, scale
