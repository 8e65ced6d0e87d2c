"""Tables that go on from one page to the next: what governed the last row above governs the first rows below. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.markers import in_capitals
from ingest.text import LineKind, TextLine

# A page number or a stamp that was not known as such may stand between a table and the page's edge.
_FROM_EDGE = 2
# Points by which the borders of the two halves may differ: producers draw them again on each page.
_OFFSET = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table that reaches the end of its page: its last row, and the lines that govern it, verbatim."""

    row: TextLine
    headers: tuple[str, ...]
    groups: tuple[str, ...]


def open_table(
    lines: Sequence[TextLine], leads: Sequence[tuple[int, ...]], carried: Sequence[tuple[str, ...]]
) -> OpenTable | None:
    """The table at the end of a page, if any; ``carried`` are the lines that govern each line from earlier pages."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].kind is LineKind.ROW), None)
    if last is None or len(lines) - last > _FROM_EDGE or lines[last].table is None:
        return None
    above = leads[last] if not lines[last].is_header else (*leads[last], last)
    last_header = max((i for i in above if lines[i].is_header), default=-1)
    groups = [i for i in above if i > last_header and _names_group(lines[i])]
    headers = [i for i in above if i not in groups]
    return OpenTable(
        row=lines[last],
        headers=(*carried[last], *(lines[i].text for i in headers)),
        groups=tuple(lines[i].text for i in groups),
    )


def carried_lines(
    above: OpenTable | None, lines: Sequence[TextLine], leads: Sequence[tuple[int, ...]]
) -> list[tuple[str, ...]]:
    """For each line of a page the lines of earlier pages that govern it: those of the table that goes on, else none."""
    carried: list[tuple[str, ...]] = [()] * len(lines)
    first = next((line for line in lines[:_FROM_EDGE] if line.table is not None), None)
    if above is None or first is None:
        return carried
    rows = [i for i, line in enumerate(lines) if line.table == first.table and line.kind is LineKind.ROW]
    if not rows or not _goes_on(above, lines[rows[0]]):
        return carried
    own_headers = [lines[i].text for i in rows if lines[i].is_header]
    if own_headers and not set(own_headers) <= set(above.headers):
        return carried  # another table, or another header: nothing of the former one governs it
    groups = above.groups
    for index in rows:
        names = [lines[i].text for i in leads[index] if _names_group(lines[i])]
        if any(map(in_capitals, [*names, lines[index].cells[0]])):
            groups = ()  # a name of the widest kind: what came before is over
        elif names:
            groups = tuple(text for text in groups if in_capitals(text))
        carried[index] = tuple(text for text in (*above.headers, *groups) if text not in own_headers)
    return carried


def _names_group(line: TextLine) -> bool:
    return line.kind is not LineKind.ROW and line.table is not None


def _goes_on(above: OpenTable, row: TextLine) -> bool:
    """Whether the row has the columns and the borders of the table above."""
    one, other = above.row.box, row.box
    if one is None or other is None or len(above.row.cells) != len(row.cells):
        return False
    return abs(one.left - other.left) <= _OFFSET and abs(one.right - other.right) <= _OFFSET
