"""One page of an inspection set out for reading: passages in order, their headings, lists and tables, and boxes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from api.answer_view import without_bullet
from domain.finding import Finding
from ingest.inspection.model import InspectedPage, InspectedPassage, InspectedRow, InspectedTable, Inspection
from ingest.structure import PlacedLine
from ingest.text import Box, LineKind


class BlockKind(StrEnum):
    """How a run of lines is set out."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """A header cell; ``span`` counts the columns that it names."""

    text: str
    span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under the same names of groups; ``names`` is empty for rows that stand under none."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table, or the part of it that one passage holds: its header is then read with that part all the same.

    ``number`` counts the document's tables from 1. ``width`` is its number of columns.
    """

    number: int
    lead: tuple[str, ...]
    headers: tuple[tuple[HeadCell, ...], ...]
    groups: tuple[RowGroup, ...]
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A heading (with its level), a paragraph, a list (its items) or a table."""

    kind: BlockKind
    texts: tuple[str, ...] = ()
    level: int = 0
    table: TableView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage as indexed: ``number`` counts from 1 in the document; ``context`` is what is read with it."""

    number: int
    start: int
    end: int
    heading_path: tuple[str, ...]
    context: tuple[str, ...]
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """A frame over the page's picture, in points from its top left corner."""

    label: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that the console shows of one page."""

    page: InspectedPage
    passages: tuple[PassageView, ...]
    passage_boxes: tuple[BoxView, ...]
    table_boxes: tuple[BoxView, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Run:
    kind: BlockKind
    level: int
    texts: list[str] = field(default_factory=list)


def page_view(seen: Inspection, page: InspectedPage) -> PageView:
    """The page with what was read on it. Findings about the whole document are those of every page."""
    passages = [passage for passage in seen.passages if passage.cut.page == page.number]
    tables = [table for table in seen.tables if table.page == page.number]
    return PageView(
        page=page,
        passages=tuple(_passage(passage, page, tables) for passage in passages),
        passage_boxes=tuple(_box(str(p.ordinal + 1), box) for p in passages for box in p.boxes),
        table_boxes=tuple(_box(str(table.ordinal + 1), table.box) for table in tables if table.box),
        findings=tuple(finding for finding in seen.findings if _is_about(finding, page.number)),
    )


def _is_about(finding: Finding, page: int | None) -> bool:
    if finding.page is None or page is None:
        return True
    last = dict(finding.measures).get("last_page", "")
    return finding.page <= page <= (int(last) if last.isdecimal() else finding.page)


def _box(label: str, box: Box) -> BoxView:
    return BoxView(
        label=label,
        left=round(box.left, 1),
        top=round(box.top, 1),
        width=round(max(box.right - box.left, 0.0), 1),
        height=round(max(box.bottom - box.top, 0.0), 1),
    )


def _passage(passage: InspectedPassage, page: InspectedPage, tables: Sequence[InspectedTable]) -> PassageView:
    cut = passage.cut
    lines = [line for line in page.lines if line.start < cut.end and line.end > cut.start]
    return PassageView(
        number=passage.ordinal + 1,
        start=cut.start,
        end=cut.end,
        heading_path=cut.heading_path,
        context=cut.context,
        blocks=tuple(_blocks(lines, page.text, cut.start, cut.end, tables)),
    )


def _blocks(
    lines: Sequence[PlacedLine], text: str, start: int, end: int, tables: Sequence[InspectedTable]
) -> Iterable[BlockView]:
    """Blocks in reading order; what stands inside a table is told by the table, at its first line here."""
    run: _Run | None = None
    told: set[int] = set()
    for placed in lines:
        table = next((t for t in tables if t.start <= placed.start < t.end), None)
        kind = BlockKind.TABLE if table else _kind(placed)
        words = text[max(placed.start, start) : min(placed.end, end)]
        if run and kind is BlockKind.LIST and run.kind is BlockKind.LIST:
            run.texts.append(without_bullet(words))
            continue
        if run and not (table and table.lead and run.texts == [table.lead[-1]]):
            yield _told(run)  # a table's title is read with it, as its caption
        run = None
        if table is None:
            run = _Run(kind, placed.line.level, [without_bullet(words) if kind is BlockKind.LIST else words])
        elif table.ordinal not in told:
            told.add(table.ordinal)
            rows = [row for row in table.rows if row.start < end and row.end > start]
            yield BlockView(kind=kind, table=_table(table, rows))
    if run:
        yield _told(run)


def _told(run: _Run) -> BlockView:
    return BlockView(kind=run.kind, texts=tuple(run.texts), level=run.level)


def _kind(placed: PlacedLine) -> BlockKind:
    match placed.line.kind:
        case LineKind.HEADING:
            return BlockKind.HEADING
        case LineKind.ITEM:
            return BlockKind.LIST
        case _:
            return BlockKind.PARAGRAPH


def _table(table: InspectedTable, rows: Sequence[InspectedRow]) -> TableView:
    width = max((len(cells) for cells in (*table.headers, *(row.cells for row in table.rows))), default=1)
    return TableView(
        number=table.ordinal + 1,
        lead=table.lead,
        headers=tuple(_header(cells, width, is_last=cells is table.headers[-1]) for cells in table.headers),
        groups=tuple(
            RowGroup(names=names, rows=tuple(_wide(row.cells, width) for row in group))
            for names, group in groupby(rows, key=lambda row: row.groups)
        ),
        width=width,
    )


def _header(cells: tuple[str, ...], width: int, *, is_last: bool) -> tuple[HeadCell, ...]:
    """The cells of a header row; above the last row, equal neighbours are one cell that names several columns."""
    whole = _wide(cells, width)
    if is_last:
        return tuple(HeadCell(text=cell, span=1) for cell in whole)
    return tuple(HeadCell(text=cell, span=len(list(same))) for cell, same in groupby(whole))


def _wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))
