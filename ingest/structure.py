"""Lines → lines that know what governs them: the headings above, the lead-in of their list, the header of their table.

Pure. Nothing is moved or rewritten; a page's cleaned text is its lines joined by line ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from french.act_parts import starts_operative
from ingest.pdf.continued import OpenTable, carried_lines, open_table
from ingest.pdf.table_leads import table_leads
from ingest.pdf.table_notes import with_notes
from ingest.text import LineKind, ReadPage, TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line with its place: ``start`` and ``end`` in the cleaned text of its page.

    ``lead`` numbers, in the page, the lines that must be read with it: a list's lead-in, a table's header rows, the
    notes below that a row calls.
    ``carried`` holds those of earlier pages, verbatim: what governs a table that goes on from there.
    """

    line: TextLine
    start: int
    end: int
    heading_path: tuple[str, ...] = ()
    lead: tuple[int, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredPage:
    """A page's cleaned text and its lines. ``number`` counts from 1, None where there are no pages."""

    number: int | None
    text: str
    lines: tuple[PlacedLine, ...]


def structure_pages(pages: Sequence[ReadPage]) -> list[StructuredPage]:
    """Place every line. Headings and tables go on from one page to the next; lists do not."""
    path: list[tuple[int, str]] = []
    above: OpenTable | None = None
    structured = []
    for page in pages:
        placed: list[PlacedLine] = []
        start = 0
        leads = table_leads(page.lines, _list_leads(page.lines))
        carried = carried_lines(above, page.lines, leads)
        above = open_table(page.lines, leads, carried)
        leads = with_notes(page.lines, leads)
        for index, line in enumerate(page.lines):
            if line.kind is LineKind.HEADING:
                path = [entry for entry in path if entry[0] < line.level]
                path.append((line.level, line.text))
            end = start + len(line.text)
            headings = tuple(text for _, text in path)
            placed.append(
                PlacedLine(
                    line=line,
                    start=start,
                    end=end,
                    heading_path=headings,
                    lead=leads[index],
                    carried=carried[index],
                )
            )
            start = end + 1
        text = "\n".join(line.text for line in page.lines)
        structured.append(StructuredPage(number=page.number, text=text, lines=tuple(placed)))
    return structured


def _list_leads(lines: Sequence[TextLine]) -> list[tuple[int, ...]]:
    """For each item the line that opens its list."""
    leads: list[tuple[int, ...]] = []
    opening: int | None = None
    for index, line in enumerate(lines):
        leads.append(() if line.kind is not LineKind.ITEM or opening is None else (opening,))
        if line.kind not in (LineKind.ITEM, LineKind.ROW):
            opening = index if _opens_list(lines, index) else None
    return leads


def _opens_list(lines: Sequence[TextLine], index: int) -> bool:
    """A paragraph just before an item, that ends with a colon or opens the operative part."""
    line = lines[index]
    if line.kind is not LineKind.PARAGRAPH or index + 1 >= len(lines) or lines[index + 1].kind is not LineKind.ITEM:
        return False
    return line.text.rstrip().endswith((":", ",")) or starts_operative(line.text) or len(line.text) < 200
