"""What an inspection holds: plain values, for the command's JSON and the console's page."""

from dataclasses import dataclass
from datetime import date

from domain.act import Act
from domain.document import FileReason, FileState, MediaType, Visibility
from domain.finding import Finding
from domain.written import Written
from ingest.acts.decisions import FoundDecision
from ingest.inspection.legibility import Legibility, PageLegibility
from ingest.passages import Cut
from ingest.structure import PlacedLine
from ingest.text import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedPage:
    """A page: its size in points (0 where it has none), how legible it was, and its cleaned lines in reading order.

    ``number`` counts from 1, None where there are no pages. ``text`` is the lines joined by line ends: ``start`` and
    ``end`` of lines and passages are offsets in it, in code points. ``left_out`` are the lines taken for the page's
    own: running headers and footers, page numbers, stamps of the prefecture.
    """

    number: int | None
    width: float
    height: float
    legibility: PageLegibility
    text: str
    lines: tuple[PlacedLine, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A heading and the headings under it. ``level`` is that of its look, so that a child's may skip some."""

    text: str
    level: int
    page: int | None
    start: int
    children: tuple["OutlineEntry", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedRow:
    """A row below the header; ``groups`` are the names of the groups of rows that it stands under.

    ``notes`` are those below the table whose marks the row, its headers or its groups bear.
    """

    cells: tuple[str, ...]
    groups: tuple[str, ...]
    notes: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedTable:
    """A table of one page. ``lead`` is its title and, when it goes on from an earlier page, what governed it there.

    ``headers`` are its header rows on this page, cell by cell. ``box`` is None where places are unknown.
    """

    page: int | None
    ordinal: int
    lead: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    rows: tuple[InspectedRow, ...]
    start: int
    end: int
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedPassage:
    """A passage as it would be indexed, and where it stands: one box for each run of lines under one another."""

    ordinal: int
    cut: Cut
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedDecision:
    """A decision that the document carries, and its matter when its title says it."""

    found: FoundDecision
    matter: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """All that would be known of a file once ingested, in document order.

    ``digest`` is the lower-case hexadecimal SHA-256, empty when the bytes could not be read. ``media_type`` is None
    for a file that no reader opened. ``detail`` is for operators, in English. ``pages`` are those that could be opened,
    also of a file that waits for OCR; the rest is empty unless the file would be indexed.
    """

    name: str
    digest: str
    size_bytes: int
    state: FileState
    reason: FileReason | None
    detail: str
    legibility: Legibility
    visibility: Visibility | None
    media_type: MediaType | None = None
    page_count: int | None = None
    title: str = ""
    session_date: date | None = None
    written: Written | None = None
    act: Act | None = None
    decisions: tuple[InspectedDecision, ...] = ()
    pages: tuple[InspectedPage, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    tables: tuple[InspectedTable, ...] = ()
    passages: tuple[InspectedPassage, ...] = ()
    findings: tuple[Finding, ...] = ()
