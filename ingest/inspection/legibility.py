"""How well a page and a document can be read: the measures of ``eval/legibility.py``, page by page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.document import FileReason, FileState
from ingest.inspection.places import around
from ingest.ocr.poor_text import is_poor
from ingest.ocr.waiting_pages import FEWEST_CHARACTERS
from ingest.pdf.columns import Item, reading_order
from ingest.pdf.disorder import disorder_share
from ingest.pdf.unreadable import bad_share
from ingest.running import is_stamp
from ingest.settling import Settled
from ingest.text import Box, LineKind, ReadPage, TextLine

DISORDERED_PAGES = 0.25
"""Share of pages without a reading order that makes a whole file disordered: 0.5 and more in the four leaflets of the
gold set that are, under 0.2 in the five long documents that have a few such pages."""


class Legibility(StrEnum):
    """What a whole document is to its reader. A closed set."""

    LEGIBLE = "legible"
    SCAN = "scan"
    MIXED = "mixed"
    BROKEN = "broken"
    DISORDERED = "disordered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLegibility:
    """Measures of one page as it was read, before cleaning; stamps of the prefecture are not counted.

    ``unreadable_share`` is the share of characters without a meaning, ``out_of_order_share`` that of lines drawn before
    the line that they are read after. ``columns`` counts the columns of prose side by side, 1 on a plain page, 0 on one
    without text. ``waits_for_ocr``: the page is a picture without text of its own, or with a bad OCR of it; here
    nothing is read by OCR.
    """

    characters: int
    words: int
    unreadable_share: float
    has_images: bool
    columns: int
    waits_for_ocr: bool
    is_disordered: bool
    out_of_order_share: float


def legibility_of(settled: Settled) -> Legibility:
    """The class that the reader's signals give."""
    if settled.reason is FileReason.NEEDS_OCR:
        return Legibility.SCAN
    if settled.state is not FileState.INDEXED:
        return Legibility.REFUSED
    if settled.reason is FileReason.SOME_PAGES_NEED_OCR:
        return Legibility.MIXED
    if any(signal.rule == "PD-04" for signal in settled.signals):
        return Legibility.BROKEN
    pages = settled.reading.pages if settled.reading else ()
    disordered = sum(page.is_disordered for page in pages)
    if disordered and disordered >= DISORDERED_PAGES * len(pages):
        return Legibility.DISORDERED
    return Legibility.LEGIBLE


def measure_page(page: ReadPage) -> PageLegibility:
    """The measures of a page as the reader gave it."""
    own = [line for line in page.lines if not is_stamp(line.text)]
    characters = sum(len(line.text) for line in own)
    return PageLegibility(
        characters=characters,
        words=sum(len(line.text.split()) for line in own),
        unreadable_share=round(bad_share(replace(page, lines=tuple(own))), 4),
        has_images=page.has_images,
        columns=count_columns(own),
        waits_for_ocr=(page.has_images and characters < FEWEST_CHARACTERS) or is_poor(page),
        is_disordered=page.is_disordered,
        out_of_order_share=round(disorder_share(own), 4),
    )


def count_columns(lines: Sequence[TextLine]) -> int:
    """The most columns of prose that stand side by side; tables and the cells of a row are one column."""
    raw = [line for line in lines if line.kind is LineKind.RAW and line.box is not None]
    rows = sorted({round(line.box.top) for line in raw if line.box})
    items = [Item(box=line.box, row=rows.index(round(line.box.top)), lines=(line,)) for line in raw if line.box]
    regions = [around(item.box for item in region) for region in reading_order(items)]
    if not regions:
        return min(len(lines), 1)
    return max(sum(_is_beside(one, other) for other in regions) + 1 for one in regions)


def _is_beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0 and (one.right <= other.left + 2 or other.right <= one.left + 2)
