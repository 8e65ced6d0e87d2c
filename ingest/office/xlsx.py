"""XLSX → sheets of cells as displayed, from the package's XML. Runs only in the cage.

Formulas give the value that was last worked out. Hidden sheets, rows and columns are counted and left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.office.bounded_xml import below, parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.office.docx import declared_title, optional_part
from ingest.office.flow import MOST_COLUMNS, Cell
from ingest.office.hidden_signal import hidden_signals
from ingest.office.number_formats import built_in_format, shown_number
from ingest.office.sheets import MOST_ROWS, Sheet, sheet_lines
from ingest.text import Reading, ReadPage, Refused

T = TypeVar("T")
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_MOST_MERGES = 5_000
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFEFEFE"})
_SAID = {"0": "FAUX", "1": "VRAI"}


def read_xlsx(package: BoundedZip) -> Reading:
    """Lines of an XLSX package. Raises Refused."""
    data = package.read("xl/workbook.xml")
    if data is None:
        raise Refused(FileReason.DAMAGED, "no xl/workbook.xml in the package")
    book = _Book(package, parse_xml(data))
    lines = sheet_lines(list(book.sheets()))
    return Reading(
        media_type=MediaType.XLSX,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=declared_title(package),
        signals=hidden_signals(book.hidden),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    code: str = ""
    is_bold: bool = False
    is_white: bool = False


@dataclass(slots=True, kw_only=True)
class _Grid:
    """A sheet while it is filled: texts by row and column, from 0."""

    texts: dict[int, dict[int, Cell]] = field(default_factory=dict)
    bold: dict[int, bool] = field(default_factory=dict)


class _Book:
    """What all sheets share, and what is counted."""

    def __init__(self, package: BoundedZip, workbook: Element) -> None:
        self._package = package
        self._workbook = workbook
        properties = workbook.find("x:workbookPr")
        self._is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._strings = [_text(item) for item in optional_part(package, "xl/sharedStrings.xml") or ()]
        self._looks = _looks(optional_part(package, "xl/styles.xml"))
        self.hidden: dict[str, int] = {}

    def sheets(self) -> Iterator[Sheet]:
        """The visible sheets, in the book's order."""
        relations = optional_part(self._package, "xl/_rels/workbook.xml.rels")
        targets = {r.get("Id"): r.get("Target") or "" for r in relations} if relations is not None else {}
        for place, entry in enumerate(self._workbook.iter("x:sheet"), start=1):
            target = targets.get(entry.get("r:id")) or f"worksheets/sheet{place}.xml"
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            data = self._package.read(name)
            if data is None:
                continue
            grid = self._grid(parse_xml(data))
            if entry.get("state") in ("hidden", "veryHidden"):
                self._hide("sheet", (cell.text for row in grid.texts.values() for cell in row.values()))
                continue
            yield _sheet(clean_characters(entry.get("name") or ""), grid)

    def _hide(self, how: str, texts: Iterator[str]) -> None:
        count = sum(len(text) for text in texts)
        if count:
            self.hidden[how] = self.hidden.get(how, 0) + count

    def _grid(self, root: Element) -> _Grid:
        grid = _Grid()
        narrow = _hidden_columns(root)
        at = -1
        for row in below(root, "x:sheetData") or ():
            at = int(row.get("r") or at + 2) - 1 if (row.get("r") or "1").isdigit() else at + 1
            if at >= MOST_ROWS * 50:
                break
            cells = dict(self._cells(row))
            if row.get("hidden") in ("1", "true"):
                self._hide("rows", (cell.text for cell, _ in cells.values()))
                continue
            self._hide("columns", (cell.text for column, (cell, _) in cells.items() if column in narrow))
            kept = {column: cell for column, (cell, _) in cells.items() if column not in narrow}
            if kept:
                grid.texts[at] = kept
                grid.bold[at] = all(bold for column, (_, bold) in cells.items() if column in kept)
        _repeat_merged(root, grid, narrow)
        return grid

    def _cells(self, row: Element) -> Iterator[tuple[int, tuple[Cell, bool]]]:
        column = -1
        for cell in row.findall("x:c"):
            found = _REFERENCE.match(cell.get("r") or "")
            column = _column(found.group(1)) if found else column + 1
            if column >= MOST_COLUMNS:
                return
            style = cell.get("s") or "0"
            look = self._looks[int(style)] if style.isdigit() and int(style) < len(self._looks) else _Look()
            text = clean_characters(self._shown(cell, look))
            if text and look.is_white:
                self._hide("white", iter((text,)))
            elif text:
                yield column, (Cell(text=text), look.is_bold)

    def _shown(self, cell: Element, look: _Look) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find("x:is")
            return "" if inline is None else _text(inline)
        value = cell.findtext("x:v") or ""
        if kind == "s":
            return self._strings[int(value)] if value.isdigit() and int(value) < len(self._strings) else ""
        if kind == "b":
            return _SAID.get(value, value)
        if kind in ("str", "d", "e"):
            return "" if kind == "e" else value
        try:
            return shown_number(float(value), look.code, self._is_1904)
        except (ValueError, OverflowError):
            return value


def _text(item: Element) -> str:
    """A string's runs, without the phonetic ones."""
    pieces = [piece.text or "" for piece in item.findall("x:t")]
    pieces += [run.findtext("x:t") or "" for run in item.findall("x:r")]
    return "".join(pieces).replace("\n", " ")


def _looks(styles: Element | None) -> list[_Look]:
    if styles is None:
        return []
    codes = {f.get("numFmtId"): f.get("formatCode") or "" for f in styles.iter("x:numFmt")}
    fonts = [(_is_on(font.find("x:b")), _is_white(font.find("x:color"))) for font in styles.find("x:fonts") or ()]
    fills = [_is_filled(fill) for fill in styles.find("x:fills") or ()]
    looks = []
    for xf in styles.find("x:cellXfs") or ():
        number = xf.get("numFmtId") or "0"
        code = codes.get(number) or (built_in_format(int(number)) if number.isdigit() else "")
        is_bold, is_white = _of(fonts, xf.get("fontId"), (False, False))
        looks.append(_Look(code=code, is_bold=is_bold, is_white=is_white and not _of(fills, xf.get("fillId"), False)))
    return looks


def _of(found: Sequence[T], index: str | None, default: T) -> T:
    return found[int(index)] if index and index.isdigit() and int(index) < len(found) else default


def _is_on(element: Element | None) -> bool:
    return element is not None and (element.get("val") or "1") not in ("0", "false")


def _is_white(color: Element | None) -> bool:
    return color is not None and (color.get("rgb") or "").upper() in _WHITE


def _is_filled(fill: Element) -> bool:
    pattern = fill.find("x:patternFill")
    if pattern is None:
        return len(fill) > 0
    ground = pattern.find("x:fgColor")
    is_white = ground is not None and (ground.get("rgb") or "").upper() in _WHITE
    return (pattern.get("patternType") or "none") != "none" and not is_white


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _hidden_columns(root: Element) -> frozenset[int]:
    found: set[int] = set()
    for column in below(root, "x:cols") or ():
        first, last = column.get("min") or "", column.get("max") or ""
        if column.get("hidden") in ("1", "true") and first.isdigit() and last.isdigit():
            found.update(range(int(first) - 1, min(int(last), MOST_COLUMNS)))
    return frozenset(found)


def _repeat_merged(root: Element, grid: _Grid, narrow: frozenset[int]) -> None:
    """Fill what a merged cell covers with its text."""
    merges = below(root, "x:mergeCells")
    for merge in list(merges if merges is not None else ())[:_MOST_MERGES]:
        first, _, last = (merge.get("ref") or "").partition(":")
        start, end = _REFERENCE.match(first), _REFERENCE.match(last)
        if not start or not end:
            continue
        top, left = int(start.group(2)) - 1, _column(start.group(1))
        cell = grid.texts.get(top, {}).get(left)
        if cell is None:
            continue
        bottom, right = min(int(end.group(2)), top + 1_000), min(_column(end.group(1)) + 1, MOST_COLUMNS)
        for row in range(top, bottom):
            for column in range(left, right):
                if (row, column) != (top, left) and row in grid.texts and column not in narrow:
                    grid.texts[row].setdefault(column, Cell(text=cell.text, is_repeated=True))


def _sheet(name: str, grid: _Grid) -> Sheet:
    """Rows in order, one empty row wherever some are skipped."""
    rows: list[tuple[Cell, ...]] = []
    bold: set[int] = set()
    before = -1
    for at in sorted(grid.texts):
        if at > before + 1 and rows:
            rows.append(())
        cells = grid.texts[at]
        if grid.bold.get(at):
            bold.add(len(rows))
        rows.append(tuple(cells.get(column, Cell(text="")) for column in range(max(cells) + 1)))
        before = at
    return Sheet(name=name, rows=tuple(rows), bold=frozenset(bold))
