"""Which rows of a table are its header. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.text import LineKind, TextLine

_MOST_HEADER_ROWS = 3
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:er)?[/.\s-](?:\d{1,2}|[a-zéû]{3,9})[/.\s-])?(?:19|20)\d\d(?:\s?[-/]\s?(?:20)?\d\d)?\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d\s?(?:€|euros?\b|%)|^-?\d[\d\s]*[.,]\d+$", re.IGNORECASE)
_MEASURE = re.compile(r"\d[.,]\d|\d\s?h(?:\d|\b)", re.IGNORECASE)
_NO_FIGURE = re.compile(r"^(?:gratuit\w*|n[ée]ant|offert\w*|exon[ée]r\w*|[-–—])\b|^[-–—]$", re.IGNORECASE)
# Words beside a number make it a label (« 1 enfant à charge ») rather than a measure (« 12 ans »).
_MOST_LETTERS = 5


def with_headers(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, the header rows of each table marked."""
    marked = list(lines)
    for run in tables_of(lines):
        for position in _header_positions([lines[index] for index in run]):
            marked[run[position]] = replace(lines[run[position]], is_header=True)
    return marked


def tables_of(lines: Sequence[TextLine]) -> list[list[int]]:
    """The rows of each table, by their place in ``lines``: those of one number, else those that follow one another."""
    tables: list[list[int]] = []
    for index, line in enumerate(lines):
        if line.kind is not LineKind.ROW:
            continue
        last = tables[-1][-1] if tables else None
        if last is not None and lines[last].table == line.table and (line.table is not None or last == index - 1):
            tables[-1].append(index)
        else:
            tables.append([index])
    return tables


def _header_positions(rows: Sequence[TextLine]) -> list[int]:
    if any(row.is_header for row in rows):
        return [i for i, row in enumerate(rows) if row.is_header]
    if len(rows) < 2:
        return []
    count = max(_before_figures(rows) or _under_corner(rows), _under_merged(rows))
    if count:
        return list(range(count))
    bold = [i for i, row in enumerate(rows[:2]) if row.bold]
    return bold if bold and not all(row.bold for row in rows) and bold[0] == 0 else []


def _before_figures(rows: Sequence[TextLine]) -> int:
    """How many rows stand above those that give figures; 0 when the first one does, or most do not."""
    widest = max(len(row.cells) for row in rows)
    usual = median(_filled(row) for row in rows)
    for is_figure in (_is_figure, _is_amount):
        has = [any(map(is_figure, row.cells[1:])) for row in rows]
        count = next((i for i, found in enumerate(has) if found), 0)
        enough = sum(has[count:]) >= 0.5 * (len(rows) - count)
        if 1 <= count <= _MOST_HEADER_ROWS and enough and _filled(rows[count - 1]) >= usual - 1:
            return count
        if widest < 3:
            break  # « Repas servis | 1 200 » above « Prix | 3,10 € » is no header
    return 0


def _under_corner(rows: Sequence[TextLine]) -> int:
    """Rows at the head of a ruled table whose first cell is empty: nothing but a header leaves its corner blank."""
    count = 0
    while count < len(rows) and rows[count].table is not None and rows[count].cells[0] == "":
        count += 1
    return count if 1 <= count <= _MOST_HEADER_ROWS and count < len(rows) else 0


def _under_merged(rows: Sequence[TextLine]) -> int:
    """Rows at the head of a ruled table under one label, the first of which names several columns at once.

    « Quotient | Habitants | Habitants » above « Quotient | moins de 500 € | 500 € et plus »: a header, whatever its
    figures. Rows of values under one label give their figures in the first of them.
    """
    first = rows[0]
    if first.table is None or not first.cells[0] or any(map(_is_figure, first.cells[1:])):
        return 0
    if not any(a and a == b for a, b in pairwise(first.cells[1:])):
        return 0
    count = 1
    while count < len(rows) and rows[count].cells[0] == first.cells[0]:
        count += 1
    return count if 2 <= count <= _MOST_HEADER_ROWS and count < len(rows) else 0


def _filled(row: TextLine) -> int:
    return sum(map(bool, row.cells))


def _is_figure(cell: str) -> bool:
    """« 3,40 € », « 12 », « de 9 h à 12 h », « gratuit », « - »; not « 2024 », « 1 enfant à charge »."""
    if _NO_FIGURE.match(cell):
        return True
    text = _DATE.sub("", cell)
    if not any(c.isdigit() for c in text):
        return False
    few = sum(c.isalpha() for c in text) <= _MOST_LETTERS
    return few or bool(_AMOUNT.search(text) or _MEASURE.search(text))


def _is_amount(cell: str) -> bool:
    return bool(_AMOUNT.search(cell))
