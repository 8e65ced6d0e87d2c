"""What the readers of office files share: lines of a paragraph, headings by their look, rows of a table. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.characters import clean_characters
from ingest.markers import bullet, ends_sentence, starts_article, starts_object, starts_part
from ingest.text import LineKind, TextLine

# Past these a bold line is a paragraph printed in bold, as in PDF files (``ingest/cleaning.py``).
_LONGEST_HEADING, _HEADING_SIZE = 120, 1.18
# « Vote : pour à l'unanimité », « TOTAL : 12 400 € »: a label and its value in bold are no heading.
_LABELLED = re.compile(r"^[^:]{2,40}\s?:\s*[^\s:]")
# A table whose cells are texts only places blocks on the page.
LONGEST_CELL = 300
MOST_COLUMNS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's text. ``is_repeated``: it belongs to the merged cell on its left, or above."""

    text: str
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row as seen: every column has its cell, merged ones repeated. ``is_header`` is what the file says."""

    cells: tuple[Cell, ...]
    is_header: bool = False
    is_bold: bool = False


def looks_like_heading(text: str, *, is_bold: bool, size: float, body_size: float) -> bool:
    """Whether a line that no style calls a heading is one: whole in bold or larger, short, and no sentence."""
    letters = [c for c in text if c.isalpha()]
    if len(text) > _LONGEST_HEADING or len(letters) < 3 or text[-1] in ".;,":
        return False
    if starts_object(text) or (starts_article(text) and len(text) < 90):
        return True
    if text[0].islower() or _LABELLED.search(text) or starts_part(text) or bullet(text) is not None:
        return False
    capitals = len(letters) >= 6 and all(c.isupper() for c in letters) and not any(c.isdigit() for c in text[-4:])
    return is_bold or capitals or (body_size > 0 and size > body_size * _HEADING_SIZE)


def heading_level(text: str, size: float, body_size: float) -> int:
    """1 to 4 for a heading known by its look."""
    if body_size and size > body_size * 1.6:
        return 1
    if body_size and size > body_size * _HEADING_SIZE:
        return 2
    return 4 if starts_article(text) else 3


def broken_lines(text: str) -> list[str]:
    """The lines of one paragraph, cut at its line breaks unless a line goes on with the one before."""
    lines: list[str] = []
    for piece in filter(None, map(clean_characters, text.split("\n"))):
        wrapped = bool(lines) and len(lines[-1]) > 60 and not ends_sentence(lines[-1])
        if lines and (wrapped or piece[0].islower() or piece[0] in "(,;:"):
            lines[-1] = f"{lines[-1]} {piece}"
        else:
            lines.append(piece)
    return lines


def item_line(text: str, label: str, level: int) -> TextLine:
    """A list item; ``label`` is its number as shown (« 3. »), empty for a bullet."""
    bare = bullet(text) if not label else text
    return TextLine(text=f"- {f'{label} ' if label else ''}{bare or text}", kind=LineKind.ITEM, level=level)


def table_lines(rows: Iterable[TableRow], number: int) -> list[TextLine]:
    """The lines of one table; a row of one cell is the name of a group, or a title."""
    lines: list[TextLine] = []
    for row in rows:
        own = [cell for cell in row.cells if cell.text and not cell.is_repeated]
        texts = tuple(cell.text for cell in row.cells[:MOST_COLUMNS])
        if not own and not any(texts):
            continue
        if len({text for text in texts if text}) == 1 and len(own) < 2:
            text = next(filter(None, texts))
            lines.append(TextLine(text=text, kind=LineKind.PARAGRAPH, table=number if len(texts) > 1 else None))
            continue
        lines.append(
            TextLine(
                text=" | ".join(texts),
                kind=LineKind.ROW,
                cells=texts,
                is_header=row.is_header,
                bold=row.is_bold,
                table=number,
            )
        )
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSpan:
    """A cell as the file gives it: its text and over how many columns and rows it goes."""

    text: str
    columns: int = 1
    rows: int = 1


def spread_rows(rows: Iterable[tuple[Sequence[CellSpan], bool, bool]]) -> list[TableRow]:
    """Rows of (cells, is header, is bold) → rows where every merged cell is repeated in what it covers."""
    held: dict[int, tuple[str, int]] = {}
    spread = []
    for spans, is_header, is_bold in rows:
        cells: list[Cell] = []
        for span in spans:
            cells += _held_cells(held, len(cells))
            for extra in range(min(span.columns, MOST_COLUMNS - len(cells))):
                if span.rows > 1:
                    held[len(cells)] = (span.text, span.rows - 1)
                cells.append(Cell(text=span.text, is_repeated=extra > 0))
        cells += _held_cells(held, len(cells))
        spread.append(TableRow(cells=tuple(cells), is_header=is_header, is_bold=is_bold))
    return spread


def _held_cells(held: dict[int, tuple[str, int]], column: int) -> list[Cell]:
    """The cells of rows above that reach into this row from ``column`` on; counts them down."""
    cells: list[Cell] = []
    while held.get(column, ("", 0))[1] > 0:
        text, left = held[column]
        held[column] = (text, left - 1)
        cells.append(Cell(text=text, is_repeated=True))
        column += 1
    return cells


def is_layout(rows: Sequence[TableRow]) -> bool:
    """Whether a table only places blocks: one column, or texts side by side."""
    width = max((len(row.cells) for row in rows), default=0)
    if width < 2:
        return True
    texts = [cell.text for row in rows for cell in row.cells if cell.text and not cell.is_repeated]
    long = sum(len(text) > LONGEST_CELL for text in texts)
    return (len(rows) == 1 and long > 0) or (width <= 3 and long > 0.3 * len(texts))
