"""lxml: the grid of an HTML table, and its rows with a cell in each column. Runs only in the cage.

The grid is the one of the HTML standard's table model (§ 4.9.12): a cell takes the first free column, ``rowspan`` ends
with its group of rows, columns in which no cell begins do not exist. As for tables of PDFs, a merged cell is written in
each row and column that it covers, so that a value's column carries every level of its headers.
Tables that only place things on the page are left to the walk of ``ingest/markup/lxml_page.py``, which reads them as
text; so are the rows that hold a table of their own, or texts too long for a cell.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from ingest.characters import clean_characters
from ingest.markers import in_capitals
from ingest.text import LineKind, TextLine

# What is longer is a text of its own, written once, as in ``ingest/pdf/grid_rows.py``.
_LONGEST_REPEATED = 80
# A row with a longer cell is text: in a table without any header at once, in one with headers when it fills a passage.
_LONGEST_CELL, _LONGEST_HEADED_CELL = 300, 1_000
# « colspan="100" » for a full width is common; the standard stops at 1,000. No table of a page had 60 columns.
_WIDEST_SPAN, _TALLEST_SPAN, _MOST_SLOTS = 100, 200, 40_000
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_INLINE_WORDS = """
a abbr b bdi bdo cite code em font i ins kbd mark q s small span strong sub sup time u wbr
"""
_INLINE = frozenset(_INLINE_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell where it begins: ``row`` and ``column`` count from 0."""

    text: str
    is_header: bool
    scope: str
    is_bold: bool
    is_text: bool
    row: int
    column: int
    height: int
    width: int


def table_lines(table: html.HtmlElement, number: int) -> dict[html.HtmlElement, tuple[TextLine, ...]]:
    """The lines of each row, and of the caption, that are a table's; what is missing is to be read as text.

    ``number`` is the table's in its page. Empty when the table only places things.
    """
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    cells = list(_cells(rows))
    if _is_layout(table, cells):
        return {}
    columns, grid = _columns(cells), _grid(cells)
    own: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        own[cell.row].append(cell)
    is_headed = any(cell.is_header and cell.text for cell in cells)
    longest = _LONGEST_HEADED_CELL if is_headed else _LONGEST_CELL
    heads = [_is_header_row(element, own[row]) for row, element in enumerate(rows)]
    plan: dict[html.HtmlElement, tuple[TextLine, ...]] = {}
    for row, element in enumerate(rows):
        if any(cell.is_text or (len(cell.text) > longest and len(columns) <= 3) for cell in own[row]):
            continue
        slots = [grid.get((row, column)) for column in columns]
        line = _line(row, slots, number, heads[row] and not all(heads))
        plan[element] = (line,) if line else ()
    caption = next((c for c in table.iterchildren("caption")), None)
    if caption is not None and (text := clean_characters(" ".join(caption.itertext()))):
        plan[caption] = (TextLine(text=text, kind=LineKind.PARAGRAPH, table=number),)
    return plan


def _table_of(element: html.HtmlElement) -> html.HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _cells(rows: Sequence[html.HtmlElement]) -> Iterator[_Cell]:
    """Cells with their places. A cell that would make the table monstrous takes one slot."""
    taken: dict[int, set[int]] = defaultdict(set)
    lasts = _last_rows([_group(row) for row in rows])
    slots = 0
    for number, row in enumerate(rows):
        room = lasts[number] - number + 1
        column = 0
        for element in row.iterchildren("td", "th"):
            while column in taken[number]:
                column += 1
            width = min(_span(element, "colspan") or 1, _WIDEST_SPAN)
            height = min(_span(element, "rowspan") or room, room, _TALLEST_SPAN)
            slots += width * height
            if slots > _MOST_SLOTS:
                width = height = 1
            for covered in range(number, number + height):
                taken[covered].update(range(column, column + width))
            yield _cell(element, number, column, height, width)
            column += width
        taken.pop(number, None)


def _last_rows(groups: Sequence[object]) -> list[int]:
    """For each row the last one of its group."""
    lasts = list(range(len(groups)))
    for number in range(len(groups) - 2, -1, -1):
        if groups[number] is groups[number + 1]:
            lasts[number] = lasts[number + 1]
    return lasts


def _group(row: html.HtmlElement) -> html.HtmlElement | None:
    return next((above for above in row.iterancestors() if above.tag in _GROUPS or above.tag == "table"), None)


def _span(element: html.HtmlElement, name: str) -> int:
    """« 2 », « 100% » (read as 100); 0 means to the end of the group; anything else is 1."""
    value = (element.get(name) or "1").strip()
    figures = value[: next((i for i, c in enumerate(value) if not c.isascii() or not c.isdigit()), len(value))]
    return int(figures) if figures and len(figures) < 7 else 1


def _cell(element: html.HtmlElement, row: int, column: int, height: int, width: int) -> _Cell:
    text = clean_characters(" ".join(_pieces(element)))
    bold = " ".join("".join(b.itertext()) for b in element.iter(*_BOLD))
    headings = ["".join(heading.itertext()) for heading in element.iter(*_HEADINGS)]
    return _Cell(
        text=text,
        is_header=element.tag == "th",
        scope=(element.get("scope") or "").strip().lower(),
        is_bold=bool(text) and len(clean_characters(bold)) >= 0.9 * len(text),
        is_text=next(element.iter("table"), None) is not None
        or any(len(clean_characters(heading)) < 0.9 * len(text) for heading in headings),
        row=row,
        column=column,
        height=height,
        width=width,
    )


def _pieces(cell: html.HtmlElement) -> Iterator[str]:
    """The texts of a cell, cut where the page cuts them: between blocks and at ``br``, never inside a word."""
    gathered: list[str] = []
    stack: list[html.HtmlElement | str] = [cell]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            gathered.append(item)
            continue
        is_block = item.tag not in _INLINE
        if is_block:
            yield "".join(gathered)
            gathered = [item.text or ""]
        else:
            gathered.append(item.text or "")
        for child in reversed(item):
            stack.append((" " if child.tag not in _INLINE else "") + (child.tail or ""))
            stack.append(child)
    yield "".join(gathered)


def _is_layout(table: html.HtmlElement, cells: Sequence[_Cell]) -> bool:
    """Whether the table only places things on the page.

    It says so, has one column, or has neither headers nor caption and holds a table, headings above texts, or one row
    whose cells are longer than labels and values are.
    """
    if (table.get("role") or "").lower() in ("presentation", "none") or len(_columns(cells)) < 2:
        return True
    if any(cell.is_header and cell.text for cell in cells):
        return False
    if next(table.iterchildren("caption"), None) is not None:
        return False
    one_row = all(cell.row == cells[0].row for cell in cells)
    return any(cell.is_text or (one_row and len(cell.text) > _LONGEST_REPEATED) for cell in cells)


def _columns(cells: Sequence[_Cell]) -> list[int]:
    """The columns in which a cell with words begins: others hold nothing but the end of a wide cell."""
    return sorted({cell.column for cell in cells if cell.text})


def _grid(cells: Sequence[_Cell]) -> dict[tuple[int, int], _Cell]:
    """The cell of each slot; where two claim one, which the standard calls an error, the first keeps it."""
    grid: dict[tuple[int, int], _Cell] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.height):
            for column in range(cell.column, cell.column + cell.width):
                grid.setdefault((row, column), cell)
    return grid


def _is_header_row(row: html.HtmlElement, own: Sequence[_Cell]) -> bool:
    """A row of the head, or one whose words are all in header cells, further than its own label."""
    group = _group(row)
    if group is not None and group.tag == "thead":
        return True
    filled = [cell for cell in own if cell.text]
    if not filled or not all(cell.is_header for cell in filled) or any(c.scope.startswith("row") for c in filled):
        return False
    return any(cell.column > 0 or cell.scope.startswith("col") for cell in filled)


def _line(row: int, slots: Sequence[_Cell | None], number: int, is_header: bool) -> TextLine | None:
    """The row as a line; the name of a group of rows, alone in its row, is a paragraph of the table."""
    filled = list({id(cell): cell for cell in slots if cell is not None and cell.text}.values())
    own = [cell for cell in filled if cell.row == row]
    if not own:
        return None
    if len(filled) == 1 and _is_name(filled[0], slots):
        return TextLine(text=filled[0].text, kind=LineKind.PARAGRAPH, bold=filled[0].is_bold, table=number)
    seen: set[int] = set()
    texts = []
    for cell in slots:
        is_again = cell is not None and (id(cell) in seen or cell.row < row)
        texts.append("" if cell is None or (is_again and len(cell.text) > _LONGEST_REPEATED) else cell.text)
        seen.add(id(cell))
    cells = tuple(texts)
    return TextLine(
        text=" | ".join(cells),
        kind=LineKind.ROW,
        cells=cells,
        is_header=is_header,
        bold=all(cell.is_bold for cell in own),
        table=number,
    )


def _is_name(cell: _Cell, slots: Sequence[_Cell | None]) -> bool:
    """As wide as the table, or at the row's start and looking like a title, as in ``ingest/pdf/grid_rows.py``."""
    if all(slot is cell for slot in slots):
        return True
    looks = cell.is_bold or cell.is_header or in_capitals(cell.text) or cell.text.endswith(":")
    return slots[0] is cell and looks
