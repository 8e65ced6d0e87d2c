"""PPTX → lines, slide by slide, from the package's XML. Runs only in the cage.

A slide's title is a heading; notes of the speaker and hidden slides are left out, the latter counted.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from domain.document import MediaType
from ingest.office.bounded_xml import below, parse_xml
from ingest.office.bounded_zip import BoundedZip
from ingest.office.docx import declared_title
from ingest.office.flow import CellSpan, broken_lines, spread_rows, table_lines
from ingest.office.hidden_signal import hidden_signals
from ingest.text import LineKind, Reading, ReadPage, TextLine

MOST_SLIDES = 500
_SLIDE = re.compile(r"^ppt/slides/slide(\d{1,5})\.xml$")
_TITLES = frozenset({"title", "ctrTitle"})


def read_pptx(package: BoundedZip) -> Reading:
    """Lines of a PPTX package. Raises Refused."""
    hidden: dict[str, int] = {}
    lines: list[TextLine] = []
    for name in _slides(package):
        slide = parse_xml(package.read(name) or b"")
        own = list(_shapes(slide, len(lines)))
        if slide.get("show") in ("0", "false"):
            hidden["slide"] = hidden.get("slide", 0) + sum(len(line.text) for line in own)
        else:
            lines += own
    return Reading(
        media_type=MediaType.PPTX,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=declared_title(package),
        signals=hidden_signals(hidden),
    )


def _slides(package: BoundedZip) -> list[str]:
    """Parts of the slides, in the order of their numbers: PowerPoint numbers them as they are shown when it saves."""
    found = [(int(match.group(1)), name) for name in package.names if (match := _SLIDE.match(name))]
    return [name for _, name in sorted(found)[:MOST_SLIDES]]


def _shapes(slide: Element, number: int) -> Iterator[TextLine]:
    for shape in slide.iter():
        if shape.tag == "p:sp":
            body = shape.find("p:txBody")
            place = below(shape, "p:nvSpPr/p:nvPr/p:ph")
            is_title = place is not None and place.get("type") in _TITLES
            yield from _title(body) if is_title else _paragraphs(body)
        elif shape.tag == "a:tbl":
            number += 1
            rows = [
                [_cell(cell) for cell in row.findall("a:tc") if not _is_merged(cell)] for row in shape.findall("a:tr")
            ]
            yield from table_lines(spread_rows((row, False, False) for row in rows), number)


def _title(body: Element | None) -> Iterator[TextLine]:
    text = " ".join(line for paragraph in _bodies(body) for line in broken_lines(_text(paragraph)))
    if text:
        yield TextLine(text=text, kind=LineKind.HEADING, level=2)


def _paragraphs(body: Element | None) -> Iterator[TextLine]:
    for paragraph in _bodies(body):
        look = paragraph.find("a:pPr")
        level = "0" if look is None else look.get("lvl") or "0"
        is_item = look is not None and (look.find("a:buChar") is not None or look.find("a:buAutoNum") is not None)
        for text in broken_lines(_text(paragraph)):
            if is_item:
                yield TextLine(text=f"- {text}", kind=LineKind.ITEM, level=int(level) if level.isdigit() else 0)
            else:
                yield TextLine(text=text, kind=LineKind.PARAGRAPH)


def _bodies(body: Element | None) -> list[Element]:
    return [] if body is None else body.findall("a:p")


def _text(paragraph: Element) -> str:
    pieces = []
    for element in paragraph:
        if element.tag == "a:br":
            pieces.append("\n")
        elif element.tag in ("a:r", "a:fld"):
            pieces.append(element.findtext("a:t") or "")
    return "".join(pieces)


def _cell(cell: Element) -> CellSpan:
    text = " ".join(line for p in _bodies(cell.find("a:txBody")) for line in broken_lines(_text(p)))
    return CellSpan(text=text, columns=_span(cell, "gridSpan"), rows=_span(cell, "rowSpan"))


def _span(cell: Element, name: str) -> int:
    count = cell.get(name) or "1"
    return max(min(int(count), 100), 1) if count.isdigit() and len(count) < 5 else 1


def _is_merged(cell: Element) -> bool:
    return cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
