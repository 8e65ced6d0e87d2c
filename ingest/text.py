"""What a reader hands over: pages of lines, before anything is decided about paragraphs and passages.

Only plain values: they cross the cage's pipe as JSON (``ingest/cage/wire.py``), never as pickles,
because a worker that has parsed a hostile file is not to be trusted with the parent's interpreter.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.document import FileReason, MediaType
from domain.written import WrittenEvidence


class LineKind(StrEnum):
    """What a line is. ``RAW`` is a line of a PDF or of bare text, known only by its place on the page."""

    RAW = "raw"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a line stands, in points from the page's top left corner; ``top`` < ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Box") -> "Box":
        """The box that holds both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line. ``cells`` is filled for rows (their text is the cells joined by `` | ``).

    ``level`` counts from 1 for headings, and gives the depth from 0 for items. ``size`` is the font size in
    points, 0 when unknown. ``drawn`` is the span, in characters drawn on the page, of a line that the file draws in one
    go; (-1, -1) when it does not, None when unknown. ``table`` numbers, in its page, the ruled
    table that a row or the name of a group of rows is in; None outside them, where only neighbourhood tells.
    ``link`` is the public address (http or https) that the file itself gives for what the line is about.
    ``confidence``, 0 to 1, is that of a line read by OCR, None elsewhere; ``doubts`` are its words whose figures are
    not sure, verbatim.
    """

    text: str
    kind: LineKind = LineKind.RAW
    level: int = 0
    cells: tuple[str, ...] = ()
    is_header: bool = False
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    drawn: tuple[int, int] | None = None
    table: int | None = None
    link: str = ""
    confidence: float | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page in reading order. ``number`` counts from 1, None where there are no pages. Sizes are in points.

    ``is_disordered`` is True when no reading order was found, so that lines stand as the file draws them.
    ``is_ocr_done`` is True when OCR has read the page, whether or not it found something better.
    """

    number: int | None
    lines: tuple[TextLine, ...]
    width: float = 0.0
    height: float = 0.0
    has_images: bool = False
    is_disordered: bool = False
    is_ocr_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Something that a reader noticed; ``ingest/findings.py`` makes a finding of it. Pages are both included."""

    rule: str
    first_page: int | None = None
    last_page: int | None = None
    measures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file that could be opened. ``declared_title`` is metadata, to be believed only if it looks like a title.

    ``trail`` is the page's breadcrumb, widest first. ``foot`` holds the lines of a page's footer that give hours, a
    phone or an address: they are the site's more than the page's (``ingest/sites/own_lines.py``). ``dates`` are days on
    which the file's metadata say that it was written, with what they are.
    """

    media_type: MediaType
    pages: tuple[ReadPage, ...]
    page_count: int | None = None
    declared_title: str = ""
    signals: tuple[Signal, ...] = ()
    trail: tuple[str, ...] = ()
    foot: tuple[TextLine, ...] = ()
    dates: tuple[tuple[WrittenEvidence, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that could not be read, or must wait. ``detail`` is for operators, in English."""

    reason: FileReason
    detail: str = ""
    signals: tuple[Signal, ...] = ()


Outcome = Reading | Refusal

WORKER = "the worker"
"""How the detail of a refusal begins when the file's worker, and not the file, was seen to fail."""


class Refused(Exception):
    """Raised inside a worker by whatever finds that a file cannot be read; never leaves the cage."""

    def __init__(self, reason: FileReason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost (DESIGN §3).

    Of 388 malformed PDFs read without limits, one of 287 KB held the processor over 120 s and one took 1.9 GB
    (research on hostile files; ``eval/bench_reading.py`` reads them all again).
    """

    file_bytes: int = 20_000_000
    pages: int = 500
    characters: int = 2_000_000
    page_characters: int = 20_000
    base_s: float = 10.0
    page_s: float = 0.2
    memory_bytes: int = 512 * 1024 * 1024
    files_per_worker: int = 50
    markup_bytes: int = 5_000_000
    """HTML, Markdown and text: past this size trees cost over 100 bytes a byte."""
