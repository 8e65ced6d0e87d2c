"""Reads a content file as sheets of a workbook: a ``##`` heading opens a sheet, paragraphs and tables are its rows.

A cell's value is what a person typed in a spreadsheet: an amount (« 1,20 € »), a date (« 2027-01-08 »), a whole number,
or words. Empty rows part the blocks.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corpus.content_format import NBSP, Block, BlockKind, Cell, Content, merged_cells

# « 1,20 € », « 1 250 € »; not « entre 3 et 5 € ».
_AMOUNT = re.compile(r"(\d{1,3}(?: ?\d{3})*(?:,\d\d)?) €")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money, in euros."""

    euros: Decimal

    @property
    def shown(self) -> str:
        """As the spreadsheet shows it: « 1,20 € »."""
        return f"{self.euros:,.2f} €".replace(",", " ").replace(".", ",")


Value = str | int | datetime.date | Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """A cell and the cells merged into it. ``row`` and ``column`` from 0, in the sheet."""

    value: Value
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its cells, row by row."""

    name: str
    cells: tuple[SheetCell, ...]

    @property
    def rows(self) -> int:
        """How many rows it has, empty ones included."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.column_span for cell in self.cells)


def sheets_of(content: Content) -> tuple[Sheet, ...]:
    """The sheets in order. Raises ValueError for a block before the first sheet, or one that no sheet can hold."""
    sheets: list[Sheet] = []
    name, row = "", 0
    cells: list[SheetCell] = []
    for block in content.blocks:
        if block.kind is BlockKind.HEADING:
            if cells:
                sheets.append(Sheet(name=name, cells=tuple(cells)))
            name, cells, row = block.lines[0], [], 0
            continue
        if not name or block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE):
            raise ValueError(f"no place in a sheet for {block}")
        new = tuple(_cells(block, row))
        cells.extend(new)
        row = max(cell.row + cell.row_span for cell in new) + 1
    return (*sheets, Sheet(name=name, cells=tuple(cells)))


def _cells(block: Block, first_row: int) -> Iterable[SheetCell]:
    found = merged_cells(block) if block.kind is BlockKind.TABLE else (Cell(text=block.lines[0], row=0, column=0),)
    for cell in found:
        if not cell.text:
            continue
        yield SheetCell(
            value=value_of(cell.text),
            row=first_row + cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            is_head=block.kind is BlockKind.TABLE and cell.row < block.header_rows,
        )


def value_of(text: str) -> Value:
    """What a spreadsheet makes of a typed text.

    >>> value_of("12"), value_of("1,20 €").shown, value_of("2027-01-08").isoformat(), value_of("lundi")
    (12, '1,20 €', '2027-01-08', 'lundi')
    """
    typed = text.replace(NBSP, " ")
    if match := _AMOUNT.fullmatch(typed):
        return Amount(euros=Decimal(match[1].replace(" ", "").replace(",", ".")))
    if _DATE.fullmatch(typed):
        return datetime.date.fromisoformat(typed)
    return int(typed) if typed.isdecimal() and not typed.startswith("0") else typed
