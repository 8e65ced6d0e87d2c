"""What must be read with each row of a table: its title, its header rows, the names of its group. Pure."""

from collections.abc import Sequence

from ingest.markers import in_capitals
from ingest.text import LineKind, TextLine

# « Barème à partir du 1er septembre : » just above a table is its title; a sentence is not.
_LONGEST_TITLE = 160
_LONGEST_LABEL = 120
_DEEPEST = 3


def table_leads(lines: Sequence[TextLine], others: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """For each row the lines that govern it, in the page's order; ``others`` gives those of all other lines."""
    leads = list(others)
    titles: list[int] = []
    headers: list[int] = []
    groups: list[int] = []
    for index, line in enumerate(lines):
        if line.table is not None and not _is_same_table(lines, index):
            titles, headers, groups = _titles(lines, index), [], []
        if line.kind is not LineKind.ROW:
            if _heads_table(lines, index):
                titles.append(index)
            elif _names_group(lines, index):
                groups = _nested(lines, groups, index)
            elif line.table is None or not _is_same_table(lines, index):
                titles, headers, groups = [], [], []
            continue
        if line.table is None and not _is_same_table(lines, index) and not groups:
            titles, headers = _titles(lines, index), []
        if line.is_header:
            if headers and headers[-1] != index - 1:
                headers, groups = [], []
            headers.append(index)
            leads[index] = tuple(titles)
            continue
        if groups and _is_label_of_its_own(line, lines[groups[0]]):
            groups = []
        leads[index] = tuple(sorted({*titles, *headers, *groups}))
    return leads


def _is_same_table(lines: Sequence[TextLine], index: int) -> bool:
    """Whether the line goes on with the table of the line before."""
    if index == 0:
        return False
    line, before = lines[index], lines[index - 1]
    if line.table is not None or before.table is not None:
        return line.table == before.table
    return before.kind is LineKind.ROW


def _titles(lines: Sequence[TextLine], index: int) -> list[int]:
    """The short line just above a table, unless it is a heading, which governs already."""
    if index == 0 or lines[index - 1].kind is not LineKind.PARAGRAPH:
        return []
    text = lines[index - 1].text
    return [index - 1] if len(text) <= _LONGEST_TITLE and not text.endswith((".", ";")) else []


def _names_group(lines: Sequence[TextLine], index: int) -> bool:
    """The row of one cell that names the rows below it in a table."""
    line = lines[index]
    if line.kind is LineKind.ITEM or len(line.text) > _LONGEST_LABEL:
        return False
    after = index + 1
    if line.table is None:
        return (
            after < len(lines)
            and lines[after].kind is LineKind.ROW
            and not lines[after].is_header
            and len(line.text) < 80
        )
    while after < len(lines) and lines[after].table == line.table and lines[after].kind is not LineKind.ROW:
        after += 1
    return after < len(lines) and lines[after].table == line.table and not lines[after].is_header


def _heads_table(lines: Sequence[TextLine], index: int) -> bool:
    """A row of one cell, as wide as the table, above the header."""
    line = lines[index]
    if line.table is None or len(line.text) > _LONGEST_TITLE:
        return False
    return index + 1 < len(lines) and lines[index + 1].table == line.table and lines[index + 1].is_header


def _nested(lines: Sequence[TextLine], groups: list[int], index: int) -> list[int]:
    """The names that govern what follows line ``index``: it replaces those of its look, and stands under bolder ones.

    A name right under another one is a part of it.
    """
    if groups and groups[-1] == index - 1:
        return [*groups, index][-_DEEPEST:]
    look = _look(lines[index])
    for depth in range(len(groups) - 1, -1, -1):
        if _look(lines[groups[depth]]) == look:
            return [*groups[:depth], index]
    return [*(group for group in groups if _weight(lines[group]) > _weight(lines[index])), index]


def _look(line: TextLine) -> tuple[bool, bool, int, int]:
    left = round(line.box.left / 6) if line.box and not in_capitals(line.text) else 0
    return line.bold, in_capitals(line.text), round(line.size), left


def _weight(line: TextLine) -> int:
    return line.bold + 2 * in_capitals(line.text)


def _is_label_of_its_own(row: TextLine, outermost: TextLine) -> bool:
    """A row that gives its value itself and looks like the name of a group: it ends the group above."""
    return in_capitals(row.cells[0]) and in_capitals(outermost.text)
