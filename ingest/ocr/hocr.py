"""What tesseract writes of a page (hOCR 1.2) → words with their places in points and how sure they are.

Only the parts that tesseract itself writes are known: ``ocr_line``, ``ocr_header``, ``ocr_textfloat``, ``ocr_caption``
hold ``ocrx_word``. Anything else raises: a file cut in the middle must not pass for a short page.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from ingest.ocr.page_picture import POINTS_PER_INCH

_LINES = {"ocr_line", "ocr_header", "ocr_textfloat", "ocr_caption"}
# title="bbox 348 333 896 373; baseline -0.011 -10; x_size 47.25; x_descenders 10.5; x_ascenders 12.25"
_BOX = re.compile(r"\bbbox (\d+) (\d+) (\d+) (\d+)\b")
_SIZE = re.compile(r"\bx_size ([\d.]+)")
_SURE = re.compile(r"\bx_wconf (\d+)")
# A page of A4 in the smallest print holds 2,500 words.
_MOST_WORDS = 20_000


class BadHocr(ValueError):
    """What was read is not a whole hOCR page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrWord:
    """A word as tesseract read it.

    Places are in points from the page's top left corner; ``top`` and ``bottom`` are the word's ink. ``line_top`` and
    ``line_bottom`` are those of its line, ``size`` the height of the line's letters from the highest to the lowest.
    ``confidence`` goes from 0 to 1, as tesseract tells it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line_top: float
    line_bottom: float
    size: float
    confidence: float


def read_hocr(data: bytes, dots_per_inch: float) -> list[OcrWord]:
    """Words of the page, in tesseract's order; blank ones left out. Raises BadHocr."""
    parser = _Words(POINTS_PER_INCH / dots_per_inch)
    try:
        parser.feed(data.decode("utf-8"))
        parser.close()
    except UnicodeDecodeError as error:
        raise BadHocr(f"not UTF-8: {error.reason}") from error
    if not parser.has_page or not parser.is_closed:
        raise BadHocr("the page does not end: the file is cut")
    return parser.words


class _Words(HTMLParser):
    def __init__(self, scale: float) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[OcrWord] = []
        self.has_page = False
        self.is_closed = False
        self._scale = scale
        self._line: tuple[float, float, float] | None = None
        self._title: str | None = None
        self._text: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind, title = given.get("class") or "", given.get("title") or ""
        if self._title is not None:
            self._depth += tag not in ("br", "img")
        elif kind == "ocr_page":
            self.has_page = True
        elif kind in _LINES:
            _, top, _, bottom = self._box(title)
            size = _SIZE.search(title)
            self._line = (top, bottom, float(size.group(1)) * self._scale if size else bottom - top)
        elif kind == "ocrx_word":
            self._title, self._text, self._depth = title, [], 0

    def handle_endtag(self, tag: str) -> None:
        if tag == "html":
            self.is_closed = True
        if self._title is None:
            return
        if self._depth:
            self._depth -= 1
            return
        self._add("".join(self._text).split(), self._title)
        self._title = None

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._text.append(data)

    def _add(self, texts: list[str], title: str) -> None:
        sure = _SURE.search(title)
        if self._line is None or sure is None or len(self.words) >= _MOST_WORDS:
            raise BadHocr(f"a word out of place or without its confidence, after {len(self.words)} words")
        left, top, right, bottom = self._box(title)
        if not texts:
            return
        line_top, line_bottom, size = self._line
        self.words.append(
            OcrWord(
                text=" ".join(texts),
                left=left,
                top=top,
                right=right,
                bottom=bottom,
                line_top=line_top,
                line_bottom=line_bottom,
                size=size,
                confidence=min(int(sure.group(1)), 100) / 100,
            )
        )

    def _box(self, title: str) -> tuple[float, float, float, float]:
        found = _BOX.search(title)
        if found is None:
            raise BadHocr(f"no box in {title[:80]!r}")
        left, top, right, bottom = (int(value) * self._scale for value in found.groups())
        return left, top, right, bottom
