"""A document's extracted text set out page by page, the cited words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from api.answer_view import without_bullet
from domain.ids import PassageId
from domain.passage import Passage
from retriever.ranking.header_levels import CELL_MARK as CELL
from retriever.ranking.header_levels import cells_of_row, header_above, one_level


class UnitKind(StrEnum):
    """How a run of lines of a passage is set out."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Text that is marked or not."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A heading or a paragraph (one line of one cell), a list (a cell a line) or a table (cells)."""

    kind: UnitKind
    header: tuple[str, ...] = ()
    lines: tuple[tuple[tuple[Segment, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage to show. ``headings`` are those that begin with it; ``is_cited`` draws the bar."""

    headings: tuple[str, ...]
    context: tuple[str, ...]
    units: tuple[Unit, ...]
    is_cited: bool

    @property
    def first_mark(self) -> Segment | None:
        """Where the marked words begin, to be known by identity: the same words may stand elsewhere. None without any.

        The page opens there: the last row of a table stood 3,050 px below the top of its passage on a narrow screen.
        """
        segments = (s for unit in self.units for line in unit.lines for cell in line for s in cell)
        return next((segment for segment in segments if segment.is_marked and segment.text.strip()), None)


# « Article 3. Entrée en vigueur », « Chapitre II – Réservations »; not « Article 3 ci-dessus. », a sentence.
_ARTICLE = re.compile(
    r"(?:article|chapitre|titre|section|annexe)\s+(?:\d+|[IVX]+|1er|premier)\b.{0,90}[^.;:,]", re.IGNORECASE
)


@dataclass(slots=True)
class _Run:
    kind: UnitKind
    width: int
    lines: list[tuple[tuple[Segment, ...], ...]] = field(default_factory=list)


def passage_views(
    passages: Sequence[Passage], *, title: str = "", cited: PassageId | None, start: int, end: int
) -> tuple[PassageView, ...]:
    """Passages in order; a heading is written when it changes, unless the text or the document's ``title`` holds it."""
    views: list[PassageView] = []
    previous: tuple[str, ...] = ()
    known = {heading.strip() for passage in passages for heading in passage.heading_path} | {title.strip()}
    for passage in passages:
        span = (start, end) if passage.id == cited else None
        headings = tuple(heading for heading in _new_headings(previous, passage) if heading.strip() not in title)
        views.append(_passage_view(passage, headings, known, span))
        previous = passage.heading_path
    return tuple(views)


def page_window(pages: Iterable[int], current: int) -> tuple[int | None, ...]:
    """Page numbers for a pager: the first, the last, two around the current one; None where some are left out."""
    numbers = sorted(set(pages))
    shown = [n for n in numbers if n in (numbers[0], numbers[-1]) or abs(n - current) <= 2]
    window: list[int | None] = []
    for number in shown:
        if window and window[-1] is not None and number - window[-1] > 1:
            window.append(None)
        window.append(number)
    return tuple(window)


def _new_headings(previous: tuple[str, ...], passage: Passage) -> tuple[str, ...]:
    path = passage.heading_path
    shared = 0
    while shared < min(len(previous), len(path)) and previous[shared] == path[shared]:
        shared += 1
    lines = {line.strip() for line in passage.text.split("\n")}
    return tuple(heading for heading in path[shared:] if heading.strip() not in lines)


def _passage_view(
    passage: Passage, headings: tuple[str, ...], known: set[str], span: tuple[int, int] | None
) -> PassageView:
    runs: list[_Run] = []
    offset = 0
    for line in passage.text.split("\n"):
        kind, cells = _line_cells(line, offset, span or (0, 0))
        if kind is UnitKind.PARAGRAPH and (line.strip() in known or _ARTICLE.fullmatch(line.strip())):
            kind = UnitKind.HEADING
        offset += len(line) + 1
        if not line.strip():
            continue
        before = (runs[-1].kind, runs[-1].width) if runs else None
        if kind in (UnitKind.HEADING, UnitKind.PARAGRAPH) or before != (kind, len(cells)):
            runs.append(_Run(kind, len(cells)))
        runs[-1].lines.append(cells)
    header, context = _table_header(passage.context, runs[0] if runs else None)
    units = [Unit(kind=run.kind, lines=tuple(run.lines)) for run in runs]
    if header and units:
        units[0] = Unit(kind=units[0].kind, header=header, lines=units[0].lines)
    units = [unit if unit.header else _with_own_header(unit) for unit in units]
    return PassageView(headings=headings, context=context, units=tuple(units), is_cited=span is not None)


def _with_own_header(unit: Unit) -> Unit:
    """A table whose first row, or levels, have no figure while each other row has one: they name the columns."""
    if unit.kind is not UnitKind.TABLE or len(unit.lines) < 2:
        return unit
    rows = [CELL.join(map(_cell_text, line)) for line in unit.lines]
    levels = next((n for n in (3, 2) if n < len(rows) and header_above(rows[:n]) == rows[:n]), 1)
    header, others = unit.lines[:levels], unit.lines[levels:]
    is_marked = any(segment.is_marked for line in header for cell in line for segment in cell)
    if is_marked or any(map(_has_figure, header)) or not all(map(_has_figure, others)):
        return unit
    return Unit(kind=unit.kind, header=one_level(rows[:levels]), lines=others)


def _has_figure(line: tuple[tuple[Segment, ...], ...]) -> bool:
    return any(character.isdigit() for cell in line for character in _cell_text(cell))


def _cell_text(cell: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in cell)


def _table_header(context: tuple[str, ...], first: _Run | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The context lines that head the first table, as one header, if any, and the rest of the context."""
    if first is None or first.kind is not UnitKind.TABLE:
        return (), context
    for index in range(len(context), 0, -1):
        header = header_above(context[:index])
        if header and len(cells_of_row(header[-1])) == first.width:
            return one_level(header), (*context[: index - len(header)], *context[index:])
    return (), context


def _line_cells(line: str, offset: int, span: tuple[int, int]) -> tuple[UnitKind, tuple[tuple[Segment, ...], ...]]:
    if line.startswith("- "):
        text = without_bullet(line)
        return UnitKind.LIST, (_segments(text, offset + len(line) - len(text), span),)
    if CELL in line:
        cells: list[tuple[Segment, ...]] = []
        at = offset
        for cell in line.split(CELL):
            cells.append(_segments(cell, at, span))
            at += len(cell) + len(CELL)
        return UnitKind.TABLE, tuple(cells)
    return UnitKind.PARAGRAPH, (_segments(line, offset, span),)


def _segments(text: str, offset: int, span: tuple[int, int]) -> tuple[Segment, ...]:
    """``text``, which begins at ``offset`` of its passage, cut where ``span`` begins and ends."""
    first = min(max(span[0] - offset, 0), len(text))
    last = min(max(span[1] - offset, first), len(text))
    parts = ((text[:first], False), (text[first:last], True), (text[last:], False))
    return tuple(Segment(text=part, is_marked=is_marked) for part, is_marked in parts if part)
