"""DOCX → lines, from the package's XML. Runs only in the cage.

Headings by style (in French too), outline level, else by their look; lists with the numbers that Word shows; tables
with merged cells; notes after what refers to them. Headers, footers, comments, deleted text and tables of contents are
left out. A page is where a printer puts it: there are none here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.markers import starts_article
from ingest.office.bounded_xml import below, parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.office.docx_runs import PAPER, Ground, ParagraphText, RunReader
from ingest.office.docx_styles import NO_STYLE, Style, read_numbering, read_styles, value
from ingest.office.flow import (
    MOST_COLUMNS,
    Cell,
    TableRow,
    broken_lines,
    heading_level,
    is_layout,
    item_line,
    looks_like_heading,
    table_lines,
)
from ingest.office.hidden_signal import hidden_signals
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

# « 2/4 », « Page 3 » in a box at a page's edge.
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?\d{1,3}(?:\s*(?:/|sur)\s*\d{1,3})?$", re.IGNORECASE)
_PASSED = frozenset(("w:ins", "w:moveTo", "w:customXml", "w:sdtContent", "w:smartTag"))


def read_docx(package: BoundedZip) -> Reading:
    """Lines of a DOCX package. Raises Refused."""
    document = package.read("word/document.xml")
    if document is None:
        raise Refused(FileReason.DAMAGED, "no word/document.xml in the package")
    body = parse_xml(document).find("w:body")
    if body is None:
        raise Refused(FileReason.DAMAGED, "no body in word/document.xml")
    reader = _Reader(package)
    lines = list(reader.blocks(body, PAPER))
    return Reading(
        media_type=MediaType.DOCX,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=declared_title(package),
        signals=hidden_signals(reader.hidden),
    )


def declared_title(package: BoundedZip) -> str:
    """The title in the properties of an Office Open XML package; empty when there is none."""
    core = optional_part(package, "docProps/core.xml")
    return clean_characters(core.findtext("dc:title") or "") if core is not None else ""


def optional_part(package: BoundedZip, name: str) -> Element | None:
    """A part that the text can do without: None when it is missing or damaged. Raises Refused when it is hostile."""
    try:
        data = package.read(name)
        return None if data is None else parse_xml(data)
    except Refused as refusal:
        if refusal.reason is not FileReason.DAMAGED:
            raise
        return None


class _Reader:
    """What stays the same while the body is read, and what is counted."""

    def __init__(self, package: BoundedZip) -> None:
        self._styles, self._base = read_styles(optional_part(package, "word/styles.xml"))
        self._numbering = read_numbering(optional_part(package, "word/numbering.xml"))
        self._runs = RunReader(self._styles, self._base)
        self._notes = {
            (kind, note.get("w:id") or ""): note
            for kind in ("footnote", "endnote")
            for note in optional_part(package, f"word/{kind}s.xml") or ()
        }
        self._tables = 0
        self._boxes: set[str] = set()
        self._carried = ""
        self._under = 0  # the level of the last heading that a style made
        self.hidden: dict[str, int] = {}

    def blocks(self, parent: Iterable[Element], ground: Ground) -> Iterator[TextLine]:
        """The lines of paragraphs and tables, in order."""
        for element in parent:
            if element.tag == "w:p":
                yield from self._paragraph(element, ground)
            elif element.tag == "w:tbl":
                yield from self._table(element, ground)
            elif element.tag == "w:sdt":
                if value(element, "w:sdtPr/w:docPartObj/w:docPartGallery") != "Table of Contents":
                    yield from self.blocks(element, ground)
            elif element.tag in _PASSED:
                yield from self.blocks(element, ground)

    def _paragraph(self, paragraph: Element, ground: Ground) -> Iterator[TextLine]:
        found = self._runs.read(paragraph, ground)
        for how, count in found.hidden.items():
            self.hidden[how] = self.hidden.get(how, 0) + count
        properties = paragraph.find("w:pPr")
        text, self._carried = self._carried + found.text, ""
        if below(properties, "w:rPr/w:del") is not None:
            # The mark at its end is deleted: the paragraph goes on in the next one.
            text, self._carried = "", text
        style = self._styles.get(value(properties, "w:pStyle") or "", NO_STYLE)
        texts = [] if style.is_contents else broken_lines(text)
        if texts:
            yield from self._lines(texts, found, properties, style)
        for box in found.boxes:
            yield from self._box(box)
        for key in found.notes:
            yield from self._note(key)

    def _box(self, box: Element) -> Iterator[TextLine]:
        """A text box's lines, unless an earlier one said the same: letterheads are drawn so on every page."""
        lines = list(self.blocks(box, Ground(is_known=False)))
        text = "\n".join(line.text for line in lines if not _PAGE_NUMBER.match(line.text))
        if text not in self._boxes:
            self._boxes.add(text)
            yield from lines

    def _lines(
        self, texts: list[str], found: ParagraphText, properties: Element | None, style: Style
    ) -> Iterator[TextLine]:
        label, level = self._label(properties, style)
        outline = value(properties, "w:outlineLvl")
        heading = min(int(outline) + 1, 6) if outline and outline.isdigit() and int(outline) < 9 else style.heading
        is_bold = found.letters > 0 and found.bold_letters == found.letters
        if heading:
            self._under = heading
            yield TextLine(text=" ".join(filter(None, (label, *texts))), kind=LineKind.HEADING, level=heading)
            return
        if label is not None and not starts_article(label):
            yield item_line(" ".join(texts), label, level)
            return
        texts = [f"{label} {texts[0]}", *texts[1:]] if label else texts
        for text in texts:
            if looks_like_heading(text, is_bold=is_bold, size=found.size, body_size=self._base.size):
                level = heading_level(text, found.size, self._base.size)
                yield TextLine(
                    text=text, kind=LineKind.HEADING, level=min(max(level, self._under + 1), 6), bold=is_bold
                )
            else:
                yield TextLine(text=text, kind=LineKind.PARAGRAPH, bold=is_bold)

    def _label(self, properties: Element | None, style: Style) -> tuple[str | None, int]:
        """The number or bullet that Word puts before the paragraph, None when it is in no list; and its depth."""
        list_id = value(properties, "w:numPr/w:numId") or style.list_id
        level = value(properties, "w:numPr/w:ilvl") or str(style.list_level)
        depth = int(level) if level.isdigit() else 0
        return (None if list_id is None else self._numbering.label(list_id, depth)), depth

    def _note(self, key: tuple[str, str]) -> Iterator[TextLine]:
        note = self._notes.get(key)
        if note is None:
            return
        text = " ".join(line.text for line in self.blocks(note, PAPER))
        if text:
            yield TextLine(text=f"({self._runs.note_marks[key]}) {text}", kind=LineKind.PARAGRAPH)

    def _table(self, table: Element, ground: Ground) -> Iterator[TextLine]:
        is_styled = value(table, "w:tblPr/w:tblStyle") is not None
        read = [row for row in (self._row(row, is_styled, ground) for row in _rows(table)) if row is not None]
        rows = _merged([row for row, _ in read])
        if is_layout(rows) or _holds_table(table):
            for _, lines in read:
                yield from lines
            return
        self._tables += 1
        yield from table_lines(rows, self._tables)

    def _row(self, row: Element, is_styled: bool, ground: Ground) -> tuple[TableRow, list[TextLine]] | None:
        """A row as the file gives it, and its lines should the table be a layout; None when the row is deleted."""
        properties = row.find("w:trPr")
        if properties is not None and properties.find("w:del") is not None:
            return None
        cells: list[Cell] = []
        every: list[TextLine] = []
        for cell in _cells(row):
            look = cell.find("w:tcPr")
            on_paper = not is_styled and ground.is_known
            lines = list(self.blocks(cell, Ground(is_known=on_paper, is_shaded=_is_filled(look))))
            every += _once(lines)
            text = " ".join(line.text for line in lines).removeprefix("- ")
            merge = None if look is None else look.find("w:vMerge")
            goes_on = merge is not None and merge.get("w:val") != "restart"
            for extra in range(_columns(look)):
                cells.append(Cell(text="" if goes_on else text, is_repeated=goes_on or extra > 0))
        header = properties is not None and properties.find("w:tblHeader") is not None
        is_bold = bool(every) and all(line.bold for line in every)
        return TableRow(cells=tuple(cells), is_header=header, is_bold=is_bold), every


def _once(lines: list[TextLine]) -> list[TextLine]:
    """A cell's lines; of one that stands there three times or more only the first: letterheads typed in the margin."""
    counts = Counter(line.text for line in lines)
    first = {line.text: place for place, line in reversed(list(enumerate(lines)))}
    return [line for place, line in enumerate(lines) if counts[line.text] < 3 or first[line.text] == place]


def _columns(look: Element | None) -> int:
    width = value(look, "w:gridSpan") or "1"
    return max(min(int(width), MOST_COLUMNS), 1) if width.isdigit() else 1


def _merged(rows: list[TableRow]) -> list[TableRow]:
    """The rows, a cell that goes on from the row above filled with its text."""
    above: dict[int, str] = {}
    filled = []
    for row in rows:
        cells = tuple(
            replace(cell, text=above.get(column, "")) if cell.is_repeated and not cell.text else cell
            for column, cell in enumerate(row.cells)
        )
        above = {column: cell.text for column, cell in enumerate(cells)}
        filled.append(replace(row, cells=cells))
    return filled


def _holds_table(table: Element) -> bool:
    return any(next(cell.iter("w:tbl"), None) is not None for row in _rows(table) for cell in _cells(row))


def _is_filled(look: Element | None) -> bool:
    shade = None if look is None else look.find("w:shd")
    return shade is not None and (shade.get("w:fill") or "auto").lower() not in ("auto", "ffffff")


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == "w:tr":
            yield element
        elif element.tag in _PASSED or element.tag == "w:sdt":
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == "w:tc":
            if below(element, "w:tcPr/w:cellDel") is None:
                yield element
        elif element.tag in _PASSED or element.tag == "w:sdt":
            yield from _cells(element)
