"""ODS → sheets of cells as displayed, from the package's XML. Runs only in the cage.

Hidden sheets, rows and columns are counted and left out. What a file says is repeated is bounded: a row « repeated »
two thousand million times is a bomb that no count of bytes sees.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.office.bounded_xml import below
from ingest.office.bounded_zip import BoundedZip
from ingest.office.flow import MOST_COLUMNS, Cell
from ingest.office.hidden_signal import hidden_signals
from ingest.office.odf import OdfReader
from ingest.office.odf_package import declared_title, open_content, repeats
from ingest.office.odf_styles import PLAIN
from ingest.office.sheets import MOST_ROWS, Sheet, sheet_lines
from ingest.text import Reading, ReadPage, Refused

_HIDDEN = ("collapse", "filter")
_GROUPS = frozenset(("table:table-rows", "table:table-row-group", "table:table-header-rows"))


def read_ods(package: BoundedZip) -> Reading:
    """Lines of an OpenDocument spreadsheet. Raises Refused."""
    content, styles = open_content(package)
    body = below(content, "office:body/office:spreadsheet")
    if body is None:
        raise Refused(FileReason.DAMAGED, "no spreadsheet in content.xml")
    roots = [root for root in (styles, content) if root is not None]
    book = _Book(roots)
    lines = sheet_lines([sheet for table in body.findall("table:table") for sheet in book.sheet(table)])
    return Reading(
        media_type=MediaType.ODS,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=declared_title(package),
        signals=hidden_signals(book.hidden),
    )


@dataclass(slots=True, kw_only=True)
class _Rows:
    """A sheet while it is filled. ``held``: for a column, the text that reaches down, and for how many rows."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    held: dict[int, tuple[str, int]] = field(default_factory=dict)


class _Book:
    """What all sheets share, and what is counted."""

    def __init__(self, roots: list[Element]) -> None:
        self._reader = OdfReader(roots)
        self._unseen = {
            style.get("style:name")
            for root in roots
            for style in root.iter("style:style")
            for look in style.findall("style:table-properties")
            if look.get("table:display") == "false"
        }
        self.hidden = self._reader.hidden

    def sheet(self, table: Element) -> Iterator[Sheet]:
        """The sheet, nothing when it is hidden."""
        filled = _Rows()
        self._fill(table, _hidden_columns(table), filled)
        if table.get("table:style-name") in self._unseen:
            self._hide("sheet", [cell.text for row in filled.rows for cell in row if not cell.is_repeated])
            return
        name = clean_characters(table.get("table:name") or "")
        yield Sheet(name=name, rows=tuple(filled.rows), bold=frozenset(filled.bold))

    def _hide(self, how: str, texts: list[str]) -> None:
        count = sum(map(len, texts))
        if count:
            self.hidden[how] = self.hidden.get(how, 0) + count

    def _fill(self, parent: Element, narrow: frozenset[int], filled: _Rows) -> None:
        for element in parent:
            if element.tag in _GROUPS:
                self._fill(element, narrow, filled)
            elif element.tag == "table:table-row" and len(filled.rows) < MOST_ROWS:
                cells, is_bold = self._row(element, narrow, filled.held)
                if element.get("table:visibility") in _HIDDEN:
                    self._hide("rows", [cell.text for cell in cells if not cell.is_repeated])
                    continue
                has_text = any(cell.text for cell in cells)
                for _ in range(repeats(element, "table:number-rows-repeated") if has_text else 1):
                    if is_bold:
                        filled.bold.add(len(filled.rows))
                    filled.rows.append(cells)

    def _row(
        self, row: Element, narrow: frozenset[int], held: dict[int, tuple[str, int]]
    ) -> tuple[tuple[Cell, ...], bool]:
        cells: list[Cell] = []
        bold: list[bool] = []
        for element in row:
            if element.tag not in ("table:table-cell", "table:covered-table-cell"):
                continue
            text = self._text(element) if element.tag == "table:table-cell" else ""
            for _ in range(min(repeats(element, "table:number-columns-repeated"), MOST_COLUMNS - len(cells))):
                cells.append(_covered(held, len(cells)) if element.tag != "table:table-cell" else Cell(text=text))
            if text:
                bold.append(self._reader.style("table-cell", element.get("table:style-name")).is_bold)
                _hold(element, text, len(cells) - 1, held)
        self._hide("columns", [c.text for at, c in enumerate(cells) if at in narrow and not c.is_repeated])
        kept = tuple(cell for at, cell in enumerate(cells) if at not in narrow)
        return kept, bool(bold) and all(bold)

    def _text(self, cell: Element) -> str:
        look = self._reader.style("table-cell", cell.get("table:style-name")) or PLAIN
        text = " ".join(line.text for line in self._reader.blocks(cell)).removeprefix("- ")
        if text and (look.hidden or (look.is_white and not look.is_shaded)):
            self._hide(look.hidden or "white", [text])
            return ""
        return text


def _hidden_columns(table: Element) -> frozenset[int]:
    found: set[int] = set()
    at = 0
    for column in table.iter("table:table-column"):
        count = repeats(column, "table:number-columns-repeated")
        if column.get("table:visibility") in _HIDDEN:
            found.update(range(at, min(at + count, MOST_COLUMNS)))
        at += count
    return frozenset(found)


def _hold(cell: Element, text: str, column: int, held: dict[int, tuple[str, int]]) -> None:
    """Remember what a merged cell covers: the columns on its right in this row, and the rows below."""
    columns = min(repeats(cell, "table:number-columns-spanned"), MOST_COLUMNS)
    rows = repeats(cell, "table:number-rows-spanned")
    for at in range(column, column + columns):
        left = rows - (1 if at == column else 0)
        if left > 0:
            held[at] = (text, left)


def _covered(held: dict[int, tuple[str, int]], column: int) -> Cell:
    text, left = held.get(column, ("", 0))
    if left < 1:
        return Cell(text="")
    held[column] = (text, left - 1)
    return Cell(text=text, is_repeated=True)
