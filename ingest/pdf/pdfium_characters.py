"""pypdfium2: the words of a PDF's pages with their places, and the rules drawn around them. Runs only in the cage."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw

from domain.document import FileReason
from ingest.hostile.hidden import Hiding
from ingest.pdf.geometry import PageGeometry, Rule, Word, joined
from ingest.pdf.pdfium_appearance import Appearance
from ingest.text import Refused

# pdfium gives these for a hyphen at a line's end.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
# A rule is thinner than this and longer than that, in points.
_THICKEST_RULE, _SHORTEST_RULE = 2.0, 6.0
# A map or a plan draws tens of thousands of paths; no table of the municipal files read had over 2,000.
_MOST_OBJECTS = 6_000
_DRAWN_PATHS = 100
_MOST_SEGMENTS = 2_000
# A cell drawn as a box is at least this wide and high, and at most that high, in points.
_SMALLEST_CELL, _TALLEST_CELL = (12, 8), 200

_Place = tuple[int, tuple[float, float, float, float]]
"""Index of a character in its page, and its box as seen."""


class PdfiumDocument:
    """An open PDF. ``page(i)`` counts from 0."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused: ENCRYPTED when a password is needed, DAMAGED when pdfium cannot open it."""
        try:
            self._document = pypdfium2.PdfDocument(data)
            self.page_count = len(self._document)
        except pypdfium2.PdfiumError as error:
            encrypted = "password" in str(error).lower()
            raise Refused(FileReason.ENCRYPTED if encrypted else FileReason.DAMAGED, f"pdfium: {error}") from error

    def page(self, index: int, most_characters: int) -> PageGeometry:
        """Words, rules and images of a page. Raises Refused when the page cannot be loaded or holds too much."""
        try:
            page = self._document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise Refused(FileReason.DAMAGED, f"pdfium, page {index + 1}: {error}") from error
        try:
            count = raw.FPDFText_CountChars(text_page.raw)
            if count > most_characters:
                raise Refused(FileReason.TOO_MUCH_TEXT, f"page {index + 1} has {count} characters")
            turned = _Turned(page)
            turned_letters: list[_Place] = []
            starts: list[int] = []
            found = list(_words(text_page.raw, count, turned, turned_letters, starts))
            appearance = Appearance(page.raw, text_page.raw, turned.size, turned.box)
            seen, hidden = _parted(appearance, list(zip(starts, found, strict=True)))
            words = tuple(_in_drawing_order(iter(seen)))
            sideways, more = _parted(appearance, list(_sideways_phrases(text_page.raw, turned_letters)))
            drawn = _drawings(page, turned)
        finally:
            text_page.close()
            page.close()
        return PageGeometry(
            number=index + 1,
            width=turned.width,
            height=turned.height,
            words=words,
            sideways=tuple(sideways),
            horizontal=tuple(joined(drawn.horizontal)),
            vertical=tuple(joined(drawn.vertical)),
            has_images=drawn.has_images,
            hidden=(*hidden, *more),
        )


def _parted(appearance: Appearance, words: list[tuple[int, Word]]) -> tuple[list[Word], list[tuple[Hiding, Word]]]:
    """Words that a reader of the page sees, and those that the file hides; each comes with its first character."""
    seen: list[Word] = []
    hidden: list[tuple[Hiding, Word]] = []
    for how, (_, word) in zip(appearance.hidden(words), words, strict=True):
        if how is None:
            seen.append(word)
        else:
            hidden.append((how, word))
    return seen, hidden


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page beside its letters."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    backgrounds: list[tuple[float, float, float, float]] = field(default_factory=list)
    has_images: bool = False


class _Turned:
    """From pdfium's space (bottom left, before rotation) to the page as it is seen (top left)."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.rotation = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        self.width, self.height = (
            (right - left, top - bottom) if self.rotation in (0, 180) else (top - bottom, right - left)
        )

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) as seen."""
        return self.width, self.height

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) as seen."""
        if self.rotation == 90:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.rotation == 180:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self.rotation == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom


def _words(text_page: object, count: int, turned: _Turned, sideways: list[_Place], starts: list[int]) -> Iterator[Word]:
    """Words of the lines; places of turned characters go to ``sideways``, first characters' indexes to ``starts``."""
    # One call a character and 2,200 characters a page: this loop is most of the reading time, so it calls little.
    box = raw.FS_RECTF()
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    letters: list[str] = []
    left = top = right = bottom = size = 0.0
    bold = False
    for index in range(count):
        code = unicode_of(text_page, index)
        if (code <= 32 and code != 2) or code == 160:
            if letters:
                yield _word(letters, (left, top, right, bottom), size, bold)
                letters = []
            continue
        box_of(text_page, index, box)
        x0, y0, x1, y1 = turned.box(box.left, box.bottom, box.right, box.top)
        if letters and _breaks(bottom - top, (y0 + y1) - (top + bottom), x0 - left, x0 - right):
            yield _word(letters, (left, top, right, bottom), size, bold)
            letters = []
        if not letters:
            if _is_sideways(text_page, index, turned):
                sideways.append((index, (x0, y0, x1, y1)))
                continue
            starts.append(index)
            left, top, right, bottom = x0, y0, x1, y1
            size = y1 - y0
            bold = _is_bold(text_page, index)
        else:
            left, top = (x0 if x0 < left else left), (y0 if y0 < top else top)
            right, bottom = (x1 if x1 > right else right), (y1 if y1 > bottom else bottom)
        letters.append(_HYPHENS.get(code) or (chr(code) if code < 0x110000 else "\ufffd"))
    if letters:
        yield _word(letters, (left, top, right, bottom), size, bold)


def _in_drawing_order(words: Iterator[Word]) -> Iterator[Word]:
    drawn = 0
    for word in words:
        yield replace(word, drawn_at=drawn)
        drawn += len(word.text)


def _is_sideways(text_page: object, index: int, turned: _Turned) -> bool:
    """Whether a character stands turned by a quarter, up or down, on the page as it is seen."""
    angle: float = (raw.FPDFText_GetCharAngle(text_page, index) + math.radians(turned.rotation)) % math.pi
    return abs(angle - math.pi / 2) < 0.2


def _sideways_phrases(text_page: object, places: list[_Place]) -> Iterator[tuple[int, Word]]:
    """Runs of turned characters that stand in one line up or down the page, each with its first character's index."""
    run: list[_Place] = []
    for index, box in places:
        if run:
            last_index, last = run[-1]
            apart = max(box[1] - last[3], last[1] - box[3])
            shifted = abs((box[0] + box[2]) - (last[0] + last[2])) > (last[2] - last[0])
            if shifted or apart > 1.5 * (last[2] - last[0]) or index - last_index > 3:
                yield run[0][0], _phrase(text_page, run)
                run = []
        run.append((index, box))
    if run:
        yield run[0][0], _phrase(text_page, run)


def _phrase(text_page: object, run: list[_Place]) -> Word:
    codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(run[0][0], run[-1][0] + 1)]
    boxes = [box for _, box in run]
    place = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    letters = [_HYPHENS.get(code) or (" " if code <= 32 else chr(code)) for code in codes if code < 0x110000]
    return _word(letters, place, boxes[0][2] - boxes[0][0], False)


def _breaks(height: float, twice_down: float, from_start: float, from_end: float) -> bool:
    """Whether the next character is on another line, jumps back, or stands away from the word."""
    height = max(height, 1.0)
    return abs(twice_down) > height or from_start < -1 or from_end > height * 0.6


def _word(letters: list[str], place: tuple[float, float, float, float], size: float, bold: bool) -> Word:
    text = "".join(letters)
    if not text.isascii():
        # Pairs of surrogates come as two characters; other blanks than those of ASCII must not stay inside a word.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Word(text=text, left=place[0], top=place[1], right=place[2], bottom=place[3], size=size, bold=bold)


def _is_bold(text_page: object, index: int) -> bool:
    name = ctypes.create_string_buffer(80)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, name, 80, flags)
    return bool(_BOLD.search(name.value)) or bool(flags.value & (1 << 18))


def _drawings(page: pypdfium2.PdfPage, turned: _Turned) -> _Drawn:
    drawn = _Drawn()
    paths = 0
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        drawn.has_images = drawn.has_images or kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        if kind != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(item, *sides):
            continue
        paths += 1
        segments = raw.FPDFPath_CountSegments(item)
        if 5 < segments <= _MOST_SEGMENTS:
            boxes = _path_pieces(item, segments)
        else:
            boxes = [(sides[0].value, sides[1].value, sides[2].value, sides[3].value)]
        for box in boxes:
            _add_rules(turned.box(*box), _is_stroked(item), drawn)
    if len(drawn.horizontal) < 2 or len(drawn.vertical) < 3:
        # A table without borders whose rows or cells have a colour.
        for box in drawn.backgrounds:
            _add_sides(box, drawn)
    # Letters drawn as outlines are pictures too.
    drawn.has_images = drawn.has_images or paths > _DRAWN_PATHS
    return drawn


def _is_stroked(item: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)


def _path_pieces(item: object, segments: int) -> list[tuple[float, float, float, float]]:
    """Boxes (left, bottom, right, top) of the figures of one path: a whole table's borders may be a single path."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[tuple[float, float]]] = []
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([point])
        else:
            figures[-1].append(point)
    boxes = []
    for figure in figures:
        # Up to five points are a rectangle or a line; longer figures are taken side by side.
        pieces = [figure] if len(figure) <= 5 else [[a, b] for a, b in pairwise(figure)]
        for piece in pieces:
            xs, ys = [p[0] for p in piece], [p[1] for p in piece]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return boxes


def _add_rules(box: tuple[float, float, float, float], is_stroked: bool, drawn: _Drawn) -> None:
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if height <= _THICKEST_RULE:
        if width >= _SHORTEST_RULE:
            drawn.horizontal.append(Rule(at=(top + bottom) / 2, start=left, end=right))
    elif width <= _THICKEST_RULE:
        if height >= _SHORTEST_RULE:
            drawn.vertical.append(Rule(at=(left + right) / 2, start=top, end=bottom))
    elif width >= _SMALLEST_CELL[0] and _SMALLEST_CELL[1] <= height <= _TALLEST_CELL:
        if is_stroked:
            _add_sides(box, drawn)
        else:
            # Word paints a background a few points inside the cell: its sides would be columns of their own.
            drawn.backgrounds.append(box)


def _add_sides(box: tuple[float, float, float, float], drawn: _Drawn) -> None:
    left, top, right, bottom = box
    drawn.horizontal += [Rule(at=top, start=left, end=right), Rule(at=bottom, start=left, end=right)]
    drawn.vertical += [Rule(at=left, start=top, end=bottom), Rule(at=right, start=top, end=bottom)]
