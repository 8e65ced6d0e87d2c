"""ODT and ODP → lines, from the package's XML. Runs only in the cage.

Deleted text of tracked changes, annotations, tables of contents, headers and footers are left out; hidden text is
counted and left out; notes come after what refers to them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.office.bounded_xml import below
from ingest.office.bounded_zip import BoundedZip
from ingest.office.flow import (
    MOST_COLUMNS,
    CellSpan,
    broken_lines,
    heading_level,
    is_layout,
    item_line,
    looks_like_heading,
    spread_rows,
    table_lines,
)
from ingest.office.hidden_signal import hidden_signals
from ingest.office.odf_package import declared_title, open_content, repeats
from ingest.office.odf_styles import PLAIN, ListLevel, OdfStyle, read_lists, read_styles
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

_LEFT_OUT_WORDS = """
text:tracked-changes text:table-of-content text:alphabetical-index text:illustration-index text:table-index
text:object-index text:user-index text:bibliography text:sequence-decls text:variable-decls text:user-field-decls
office:annotation office:forms presentation:notes style:header style:footer
"""
_LEFT_OUT = frozenset(_LEFT_OUT_WORDS.split())
_HIDDEN = frozenset(("text:hidden-text", "text:hidden-paragraph"))


def read_odf(package: BoundedZip, media_type: MediaType) -> Reading:
    """Lines of an OpenDocument text or presentation. Raises Refused."""
    content, styles = open_content(package)
    body = below(content, "office:body")
    if body is None or not len(body):
        raise Refused(FileReason.DAMAGED, "no body in content.xml")
    reader = OdfReader([root for root in (styles, content) if root is not None])
    if body[0].tag == "office:presentation":
        lines = [line for page in body[0].iter("draw:page") for line in reader.slide(page)]
    else:
        lines = list(reader.blocks(body[0]))
    return Reading(
        media_type=media_type,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=declared_title(package),
        signals=hidden_signals(reader.hidden),
    )


@dataclass(slots=True, kw_only=True)
class _Text:
    """What a paragraph holds."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)


class OdfReader:
    """What stays the same while the body is read, and what is counted."""

    def __init__(self, roots: list[Element]) -> None:
        self._styles = read_styles(roots)
        self._lists = read_lists(roots)
        self._body_size = self.style("paragraph", "Standard").size or self.style("paragraph", "").size or 12.0
        self._outline: dict[int, int] = {}
        self._continued: dict[str, dict[int, int]] = {}
        self._tables = self._under = 0
        self._in_table = False
        self.hidden: dict[str, int] = {}

    def slide(self, page: Element) -> Iterator[TextLine]:
        """A slide's lines: its title is a heading."""
        for frame in page.iter("draw:frame"):
            lines = list(self.blocks(frame))
            if frame.get("presentation:class") == "title" and lines:
                text = " ".join(line.text for line in lines)
                yield TextLine(text=text, kind=LineKind.HEADING, level=2)
            else:
                yield from lines

    def blocks(self, parent: Iterable[Element]) -> Iterator[TextLine]:
        """The lines of paragraphs, lists and tables, in order."""
        for element in parent:
            tag = element.tag
            if tag in ("text:p", "text:h"):
                yield from self._paragraph(element)
            elif tag == "text:list":
                yield from self._list(element, 1, None, {})
            elif tag == "table:table":
                yield from self._table(element)
            elif tag == "text:section" and element.get("text:display") == "none":
                self._hide("section", "".join(element.itertext()))
            elif tag not in _LEFT_OUT:
                yield from self.blocks(element)

    def style(self, family: str, name: str | None) -> OdfStyle:
        """A style by its family and name; a plain one when there is none."""
        return self._styles.get((family, name or ""), PLAIN)

    def _hide(self, how: str, text: str) -> None:
        count = len(text.strip())
        if count:
            self.hidden[how] = self.hidden.get(how, 0) + count

    def _paragraph(self, element: Element, label: str | None = None, depth: int = 0) -> Iterator[TextLine]:
        style = self.style("paragraph", element.get("text:style-name"))
        found = _Text()
        self._gather(element, style, found)
        texts = broken_lines("".join(found.pieces))
        if texts:
            yield from self._lines(element, texts, style, found, label, depth)
        for box in found.boxes:
            yield from self.blocks(box)
        for note in found.notes:
            body = note.find("text:note-body")
            text = " ".join(line.text for line in self.blocks(() if body is None else body))
            if text:
                yield TextLine(text=f"({_citation(note)}) {text}", kind=LineKind.PARAGRAPH)

    def _lines(
        self, element: Element, texts: list[str], style: OdfStyle, found: _Text, label: str | None, depth: int
    ) -> Iterator[TextLine]:
        is_bold = found.letters > 0 and found.bold_letters == found.letters
        heading = repeats(element, "text:outline-level") if element.tag == "text:h" else style.heading
        if heading:
            number = self._lists.label(self._lists.outline, self._outline, heading) if element.tag == "text:h" else ""
            self._under = min(heading, 6)
            text = " ".join(filter(None, (label or number, *texts)))
            yield TextLine(text=text, kind=LineKind.HEADING, level=self._under)
            return
        if label is not None:
            yield item_line(" ".join(texts), label, depth)
            return
        for text in texts:
            if looks_like_heading(text, is_bold=is_bold, size=style.size, body_size=self._body_size):
                level = min(max(heading_level(text, style.size, self._body_size), self._under + 1), 6)
                yield TextLine(text=text, kind=LineKind.HEADING, level=level, bold=is_bold)
            else:
                yield TextLine(text=text, kind=LineKind.PARAGRAPH, bold=is_bold)

    def _gather(self, element: Element, style: OdfStyle, found: _Text) -> None:
        self._add(element.text, style, found)
        for child in element:
            tag = child.tag
            if tag == "text:s":
                found.pieces.append(" " * repeats(child, "text:c"))
            elif tag == "text:tab":
                found.pieces.append(" ")
            elif tag == "text:line-break":
                found.pieces.append("\n")
            elif tag == "text:note":
                found.notes.append(child)
                found.pieces.append(f"({_citation(child)})")
            elif tag == "draw:frame" or tag.startswith("draw:"):
                found.boxes.append(child)
            elif tag in _HIDDEN:
                self._hide("vanish", child.get("text:string-value") or "".join(child.itertext()))
            elif tag == "text:span":
                self._gather(child, _under(style, self.style("text", child.get("text:style-name"))), found)
            elif tag not in _LEFT_OUT:
                self._gather(child, style, found)
            self._add(child.tail, style, found)

    def _add(self, text: str | None, style: OdfStyle, found: _Text) -> None:
        if not text:
            return
        is_white = style.is_white and not style.is_shaded and not self._in_table
        if style.hidden or is_white:
            self._hide(style.hidden or "white", text)
            return
        # A line end of the XML is a blank: only text:line-break ends a line.
        found.pieces.append(text.replace("\n", " "))
        letters = sum(map(str.isalpha, text))
        found.letters += letters
        found.bold_letters += letters if style.is_bold else 0

    def _list(
        self, element: Element, level: int, levels: dict[int, ListLevel] | None, counts: dict[int, int]
    ) -> Iterator[TextLine]:
        name = element.get("text:style-name") or ""
        levels = self._lists.styles.get(name, levels or {})
        if level == 1 and name:
            former = self._continued.get(name, {})
            counts = (
                former if element.get("text:continue-numbering") == "true" or element.get("text:continue-list") else {}
            )
            self._continued[name] = counts
        for item in element:
            if item.tag not in ("text:list-item", "text:list-header"):
                continue
            label: str | None = None
            if item.tag == "text:list-item" and any(child.tag in ("text:p", "text:h") for child in item):
                start = item.get("text:start-value") or ""
                if start.isdigit() and len(start) < 6:
                    counts[level] = int(start) - 1
                label = self._lists.label(levels, counts, level)
            for child in item:
                if child.tag == "text:list":
                    yield from self._list(child, level + 1, levels, counts)
                elif child.tag in ("text:p", "text:h"):
                    yield from self._paragraph(child, label, level - 1)
                    label = None if label is None else ""
                elif child.tag not in _LEFT_OUT:
                    yield from self.blocks([child])

    def _table(self, table: Element) -> Iterator[TextLine]:
        outer, self._in_table = self._in_table, True
        read = list(self._rows(table, is_header=False))
        self._in_table = outer
        rows = spread_rows((spans, header, bold) for spans, header, bold, _ in read)
        if (
            is_layout(rows)
            or outer
            or any(cell.find("table:table") is not None for cell in table.iter("table:table-cell"))
        ):
            for _, _, _, lines in read:
                yield from lines
            return
        self._tables += 1
        yield from table_lines(rows, self._tables)

    def _rows(self, parent: Element, is_header: bool) -> Iterator[tuple[list[CellSpan], bool, bool, list[TextLine]]]:
        for element in parent:
            if element.tag == "table:table-header-rows":
                yield from self._rows(element, is_header=True)
            elif element.tag in ("table:table-rows", "table:table-row-group"):
                yield from self._rows(element, is_header)
            elif element.tag == "table:table-row":
                row = self._row(element)
                yield row[0], is_header, row[1], row[2]

    def _row(self, row: Element) -> tuple[list[CellSpan], bool, list[TextLine]]:
        """A row's cells, whether all is in bold, and its lines should the table be a layout."""
        spans: list[CellSpan] = []
        every: list[TextLine] = []
        for cell in row.findall("table:table-cell"):
            lines = list(self.blocks(cell))
            every += lines
            span = CellSpan(
                text=" ".join(line.text for line in lines).removeprefix("- "),
                columns=repeats(cell, "table:number-columns-spanned"),
                rows=repeats(cell, "table:number-rows-spanned"),
            )
            spans += [span] * min(repeats(cell, "table:number-columns-repeated"), MOST_COLUMNS)
        return spans[:MOST_COLUMNS], bool(every) and all(line.bold for line in every), every


def _citation(note: Element) -> str:
    return clean_characters(note.findtext("text:note-citation") or "*")


def _under(outer: OdfStyle, own: OdfStyle) -> OdfStyle:
    """The look of a span: its own, and what its paragraph says where it says nothing."""
    return OdfStyle(
        is_bold=own.is_bold or outer.is_bold,
        size=own.size or outer.size,
        hidden=own.hidden or outer.hidden,
        is_white=own.is_white or outer.is_white,
        is_shaded=own.is_shaded or outer.is_shaded,
    )
