"""Sets a content file on A4 pages as a mairie would: letterhead, running head, ruled tables, « Page x sur y ».

The bytes depend on the content and on the version of reportlab only (``invariant``): a rebuilt document is the
same file. Fonts are the standard ones of every PDF reader, so that no font file is shipped.
"""

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from corpus.content_format import Block, BlockKind, Content, merged_cells

MARGIN = 23 * mm
TEXT_WIDTH = A4[0] - 2 * MARGIN
LETTERHEADS = {
    "mairie": (
        "#1f5a48",
        "COMMUNE DE MONTREVAL-SUR-CISSE",
        "Mairie, 4 place du Mail, 41990 Montreval-sur-Cisse",
        "Tél. 02 61 91 04 00 – accueil@montreval-sur-cisse.example",
    ),
    "communaute": (
        "#24507a",
        "COMMUNAUTÉ DE COMMUNES DU VAL DES AULNES",
        "2 rue de l’Ancienne-Gare, 41990 Montreval-sur-Cisse",
        "Tél. 02 61 91 05 00 – contact@cc-valdesaulnes.example",
    ),
}

_BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=11,
    leading=14.6,
    alignment=TA_JUSTIFY,
    spaceAfter=6,
    embeddedHyphenation=1,
    spaceShrinkage=0,
    allowWidows=0,
    allowOrphans=0,
)
_LIST = ParagraphStyle("list", parent=_BODY, leftIndent=16, bulletIndent=4, spaceAfter=3.5)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=10, leading=12.4, alignment=0, spaceAfter=0)
_CELL_RIGHT = ParagraphStyle("cell-right", parent=_CELL, alignment=TA_RIGHT)
_CELL_HEAD = ParagraphStyle("cell-head", parent=_CELL, fontName="Times-Bold")
_HEADINGS = {
    1: ParagraphStyle(
        "h1",
        parent=_BODY,
        fontName="Times-Bold",
        fontSize=15,
        leading=19,
        alignment=TA_CENTER,
        spaceBefore=4,
        spaceAfter=10,
    ),
    2: ParagraphStyle(
        "h2", parent=_BODY, fontName="Times-Bold", fontSize=12, leading=15.5, alignment=0, spaceBefore=9, spaceAfter=5
    ),
    3: ParagraphStyle("h3", parent=_BODY, fontName="Times-BoldItalic", alignment=0, spaceBefore=6, spaceAfter=4),
}
_CENTRED = ParagraphStyle("centred", parent=_BODY, alignment=TA_CENTER)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=9, leading=11.5)
_SIGNATURE = ParagraphStyle("signature", parent=_BODY, leftIndent=TEXT_WIDTH * 0.52, alignment=TA_CENTER, spaceAfter=1)


def render_pdf(content: Content) -> bytes:
    """The typeset document. Head: ``title``, ``letterhead``, ``running_head``, optional ``receipt``."""
    output = io.BytesIO()
    first = Frame(MARGIN, 22 * mm, TEXT_WIDTH, A4[1] - 64 * mm, 0, 0, 0, 0)
    later = Frame(MARGIN, 22 * mm, TEXT_WIDTH, A4[1] - 51 * mm, 0, 0, 0, 0)
    template = BaseDocTemplate(
        output,
        pagesize=A4,
        title=content.head["title"],
        author=LETTERHEADS[content.head["letterhead"]][1].capitalize(),
        lang="fr-FR",
        invariant=1,
    )
    template.addPageTemplates(
        [
            PageTemplate("first", first, onPage=partial(_draw_letterhead, content)),
            PageTemplate("later", later, onPage=partial(_draw_running_head, content)),
        ]
    )
    story: list[Flowable] = [NextPageTemplate("later")]
    for block in content.blocks:
        story.extend(_flowables(block))
    template.build(story, canvasmaker=_NumberedCanvas)
    return output.getvalue()


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Writes « Page x sur y » once the number of pages is known."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # reportlab's name
        """Keep the page instead of writing it."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the kept pages, each with its number."""
        for kept in self._kept:
            self.__dict__.update(kept)
            self.setFont("Times-Roman", 9)
            self.drawRightString(A4[0] - MARGIN, 13 * mm, f"Page {self._pageNumber} sur {len(self._kept)}")
            Canvas.showPage(self)
        Canvas.save(self)


def _draw_letterhead(content: Content, canvas: Canvas, _document: BaseDocTemplate) -> None:
    colour, name, address, contact = LETTERHEADS[content.head["letterhead"]]
    top = A4[1] - 15 * mm
    _draw_arms(canvas, MARGIN, top - 17 * mm, HexColor(colour))
    left = MARGIN + 19 * mm
    canvas.setFillColor(HexColor(colour))
    canvas.setFont("Times-Bold", 13)
    canvas.drawString(left, top - 6 * mm, name)
    canvas.setFillColor(black)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(left, top - 11 * mm, address)
    canvas.drawString(left, top - 15 * mm, contact)
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, top - 20 * mm, A4[0] - MARGIN, top - 20 * mm)
    _draw_receipt(content, canvas)


def _draw_running_head(content: Content, canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFont("Times-Italic", 9)
    canvas.drawString(MARGIN, A4[1] - 17 * mm, content.head["running_head"])
    canvas.setStrokeColor(HexColor("#777777"))
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, A4[1] - 19 * mm, A4[0] - MARGIN, A4[1] - 19 * mm)
    _draw_receipt(content, canvas)


def _draw_receipt(content: Content, canvas: Canvas) -> None:
    """The mark that the State's platform prints at the foot of a transmitted act."""
    if receipt := content.head.get("receipt"):
        canvas.setFont("Helvetica", 7)
        canvas.drawString(MARGIN, 13 * mm, f"Accusé de réception en préfecture {receipt}")


def _draw_arms(canvas: Canvas, x: float, y: float, colour: Color) -> None:
    """A plain shield with a river: arms of nobody."""
    width, height = 14 * mm, 16 * mm
    path = canvas.beginPath()
    path.moveTo(x, y + height)
    path.lineTo(x + width, y + height)
    path.lineTo(x + width, y + height * 0.4)
    path.curveTo(x + width, y + height * 0.15, x + width * 0.75, y + height * 0.05, x + width / 2, y)
    path.curveTo(x + width * 0.25, y + height * 0.05, x, y + height * 0.15, x, y + height * 0.4)
    path.close()
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor("#ffffff"))
    canvas.setLineWidth(1.6)
    for level in (0.62, 0.48):
        wave = canvas.beginPath()
        wave.moveTo(x + width * 0.12, y + height * level)
        for step in range(3):
            start = x + width * (0.12 + 0.253 * step)
            middle, end = start + width * 0.127, start + width * 0.253
            wave.curveTo(
                start + 3, y + height * level + 4, middle - 2, y + height * level + 4, middle, y + height * level
            )
            wave.curveTo(middle + 2, y + height * level - 4, end - 3, y + height * level - 4, end, y + height * level)
        canvas.drawPath(wave, stroke=1, fill=0)


def _flowables(block: Block) -> Iterator[Flowable]:
    match block.kind:
        case BlockKind.HEADING:
            yield CondPageBreak(26 * mm)
            yield Paragraph(inline_marks(block.lines[0]), _HEADINGS[block.level])
        case BlockKind.PARAGRAPH:
            yield Paragraph(inline_marks(block.lines[0]), _BODY)
        case BlockKind.LIST:
            for item in block.lines:
                yield Paragraph(inline_marks(item), _LIST, bulletText="–")
            yield Spacer(1, 3)
        case BlockKind.TABLE:
            yield table_flowable(block, TEXT_WIDTH)
            yield Spacer(1, 9)
        case BlockKind.DIRECTIVE:
            yield from _DIRECTIVES[block.name](block)


def table_flowable(block: Block, width: float) -> Table:
    """A table over ``width`` points; the first column is the widest, the header rows come back on each page."""
    columns = len(block.rows[0])
    first = 0.68 if columns == 2 else 0.46 if columns == 3 else 0.34
    shares = block.widths or (first, *[(1 - first) / (columns - 1)] * (columns - 1))
    widths = [width * share / sum(shares) for share in shares]
    cells: list[list[object]] = [[""] * columns for _ in block.rows]
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if block.is_ruled else "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if block.is_ruled:
        style += [("GRID", (0, 0), (-1, -1), 0.5, black)]
        style += [("BACKGROUND", (0, 0), (-1, block.header_rows - 1), HexColor("#e9e6df"))]
    for cell in merged_cells(block):
        is_head = cell.row < block.header_rows
        look = _CELL_HEAD if is_head else _CELL_RIGHT if block.right_aligned[cell.column] else _CELL
        cells[cell.row][cell.column] = Paragraph(inline_marks(cell.text), look)
        end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
        if end != (cell.column, cell.row):
            style.append(("SPAN", (cell.column, cell.row), end))
    return Table(cells, colWidths=widths, repeatRows=block.header_rows, spaceBefore=3, style=style)


def _centred(block: Block) -> Iterator[Flowable]:
    for line in block.lines:
        yield Paragraph(inline_marks(line), _CENTRED)


def _signature(block: Block) -> Iterator[Flowable]:
    yield CondPageBreak(24 * mm)
    yield Spacer(1, 8)
    for line in block.lines:
        yield Paragraph(inline_marks(line), _SIGNATURE)


def _boxed(block: Block) -> Iterator[Flowable]:
    paragraphs = [Paragraph(inline_marks(line), _SMALL) for line in block.lines]
    yield Spacer(1, 6)
    yield Table([[paragraphs]], colWidths=[TEXT_WIDTH], style=[("BOX", (0, 0), (-1, -1), 0.6, black)])
    yield Spacer(1, 6)


def _small(block: Block) -> Iterator[Flowable]:
    for line in block.lines:
        yield Paragraph(inline_marks(line), _SMALL)


def _page_break(_block: Block) -> Iterator[Flowable]:
    yield PageBreak()


def _rule(_block: Block) -> Iterator[Flowable]:
    yield HRFlowable(width="30%", thickness=0.6, color=black, spaceBefore=6, spaceAfter=10)


_DIRECTIVES: dict[str, Callable[[Block], Iterator[Flowable]]] = {
    "centred": _centred,
    "signature": _signature,
    "boxed": _boxed,
    "pagebreak": _page_break,
    "rule": _rule,
    "small": _small,
}


def inline_marks(text: str) -> str:
    """Text with our inline marks (``**bold**``, ``_italic_``, ``1^er^``) as reportlab's."""
    text = text.replace("&shy;", "\u00ad")
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"<i>\1</i>", text)
    return re.sub(r"\^(\w+)\^", r"<super size=7>\1</super>", text)
