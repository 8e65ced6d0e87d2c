"""The tables of a page as they were understood: title, header rows, groups of rows, cells. Pure."""

from collections.abc import Iterator, Sequence

from ingest.inspection.model import InspectedRow, InspectedTable
from ingest.inspection.places import box_of
from ingest.pdf.headers import tables_of
from ingest.structure import PlacedLine, StructuredPage
from ingest.text import LineKind


def find_tables(pages: Sequence[StructuredPage]) -> tuple[InspectedTable, ...]:
    """Every table, in document order; one whose header is written again further down is two."""
    parts = [(page, part) for page in pages for part in _parts(page)]
    return tuple(_table(page, part, ordinal) for ordinal, (page, part) in enumerate(parts))


def _parts(page: StructuredPage) -> Iterator[list[int]]:
    """Rows of each table, by their place in the page's lines."""
    lines = [placed.line for placed in page.lines]
    for run in tables_of(lines):
        part: list[int] = []
        for index in run:
            if part and lines[index].is_header and not lines[part[-1]].is_header:
                yield part
                part = []
            part.append(index)
        yield part


def _table(page: StructuredPage, part: Sequence[int], ordinal: int) -> InspectedTable:
    headers = [page.lines[index] for index in part if page.lines[index].line.is_header]
    rows = [page.lines[index] for index in part if not page.lines[index].line.is_header]
    titles = _titles(page, part)
    carried = dict.fromkeys(text for placed in (*headers, *rows) for text in placed.carried)
    number = page.lines[part[0]].line.table
    inside = [placed for placed in page.lines[part[0] : part[-1] + 1] if placed.line.table == number]
    return InspectedTable(
        page=page.number,
        ordinal=ordinal,
        lead=(*carried, *(page.lines[index].line.text for index in titles)),
        headers=tuple(placed.line.cells for placed in headers),
        rows=tuple(_row(page, placed, titles) for placed in rows),
        start=page.lines[part[0]].start,
        end=page.lines[part[-1]].end,
        box=box_of(inside),
    )


def _titles(page: StructuredPage, part: Sequence[int]) -> list[int]:
    """Lines that govern the whole table: those that lead its first row and stand above it, groups of rows apart."""
    first = page.lines[part[0]]
    groups = {i for i in first.lead if page.lines[i].line.table is not None and not first.line.is_header}
    above = [i for i in first.lead if i < part[0]]
    return [i for i in above if i not in groups and page.lines[i].line.kind is not LineKind.ROW]


def _row(page: StructuredPage, placed: PlacedLine, titles: Sequence[int]) -> InspectedRow:
    leads = [page.lines[i] for i in placed.lead if i not in titles and page.lines[i].line.kind is not LineKind.ROW]
    return InspectedRow(
        cells=placed.line.cells,
        groups=tuple(lead.line.text for lead in leads if lead.start < placed.start),
        notes=tuple(lead.line.text for lead in leads if lead.start > placed.start),
        start=placed.start,
        end=placed.end,
    )
