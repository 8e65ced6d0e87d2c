"""Lines → lines that know what governs them: the headings above, the lead-in of their list, the header of their table.

Pure. Nothing is moved or rewritten; a page's cleaned text is its lines joined by line ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markers import starts_operative
from ingest.text import LineKind, ReadPage, TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line with its place: ``start`` and ``end`` in the cleaned text of its page.

    ``lead`` numbers, in the page, the lines that must be read with it: a list's lead-in, a table's header rows.
    """

    line: TextLine
    start: int
    end: int
    heading_path: tuple[str, ...] = ()
    lead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredPage:
    """A page's cleaned text and its lines. ``number`` counts from 1, None where there are no pages."""

    number: int | None
    text: str
    lines: tuple[PlacedLine, ...]


def structure_pages(pages: Sequence[ReadPage]) -> list[StructuredPage]:
    """Place every line. Headings go on from one page to the next; lead-ins and headers do not."""
    path: list[tuple[int, str]] = []
    structured = []
    for page in pages:
        placed: list[PlacedLine] = []
        start = 0
        leads = _leads(page.lines)
        for index, line in enumerate(page.lines):
            if line.kind is LineKind.HEADING:
                path = [entry for entry in path if entry[0] < line.level]
                path.append((line.level, line.text))
            end = start + len(line.text)
            headings = tuple(text for _, text in path)
            placed.append(PlacedLine(line=line, start=start, end=end, heading_path=headings, lead=leads[index]))
            start = end + 1
        text = "\n".join(line.text for line in page.lines)
        structured.append(StructuredPage(number=page.number, text=text, lines=tuple(placed)))
    return structured


def _leads(lines: Sequence[TextLine]) -> list[tuple[int, ...]]:
    leads: list[tuple[int, ...]] = []
    lead_in: int | None = None
    headers: list[int] = []
    group: list[int] = []
    for index, line in enumerate(lines):
        if line.kind is LineKind.ROW:
            if line.is_header and (not headers or headers[-1] == index - 1):
                headers.append(index)
                leads.append(())
            elif line.is_header:
                headers, group = [index], []
                leads.append(())
            else:
                leads.append((*headers, *group))
            continue
        is_group = _names_group(lines, index)
        headers = headers if is_group and index and lines[index - 1].kind is LineKind.ROW else []
        group = [index] if is_group else []
        if line.kind is LineKind.ITEM:
            leads.append(() if lead_in is None else (lead_in,))
            continue
        leads.append(())
        lead_in = index if _opens_list(lines, index) else None
    return leads


def _names_group(lines: Sequence[TextLine], index: int) -> bool:
    """A short line just before rows that are no header: the row of one cell that names what follows in a table."""
    if lines[index].kind is LineKind.ITEM or index + 1 >= len(lines):
        return False
    after = lines[index + 1]
    return after.kind is LineKind.ROW and not after.is_header and len(lines[index].text) < 80


def _opens_list(lines: Sequence[TextLine], index: int) -> bool:
    """A paragraph just before an item, that ends with a colon or opens the operative part."""
    line = lines[index]
    if line.kind is not LineKind.PARAGRAPH or index + 1 >= len(lines) or lines[index + 1].kind is not LineKind.ITEM:
        return False
    return line.text.rstrip().endswith((":", ",")) or starts_operative(line.text) or len(line.text) < 200
