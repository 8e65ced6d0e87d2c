"""Sets a content file as a municipal newsletter: a masthead, two columns, boxes that interrupt them.

What a layout program gives: sans-serif type, no running head, columns that are read one after the other while the
boxes stand apart, a folio in the margin. Head: ``title``, ``masthead``, ``issue``.
"""

import io
from collections.abc import Iterator
from functools import partial

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from corpus.content_format import Block, BlockKind, Content
from corpus.reportlab_layout import inline_marks, table_flowable

MARGIN = 15 * mm
GUTTER = 8 * mm
COLUMN = (A4[0] - 2 * MARGIN - GUTTER) / 2
MASTHEAD = 30 * mm
_GREEN = HexColor("#1f5a48")

_BODY = ParagraphStyle("column", fontName="Helvetica", fontSize=9.5, leading=12.6, spaceAfter=5)
_LIST = ParagraphStyle("column-list", parent=_BODY, leftIndent=10, bulletIndent=0)
_HEADING = ParagraphStyle(
    "column-heading",
    parent=_BODY,
    fontName="Helvetica-Bold",
    fontSize=13,
    leading=16,
    textColor=_GREEN,
    spaceBefore=7,
    keepWithNext=1,
)
_SIGNATURE = ParagraphStyle("column-signature", parent=_BODY, fontName="Helvetica-Oblique", alignment=2)


def render_newsletter(content: Content) -> bytes:
    """The newsletter, the same bytes for the same content and version of reportlab."""
    output = io.BytesIO()
    template = BaseDocTemplate(output, pagesize=A4, title=content.head["title"], lang="fr-FR", invariant=1)
    template.addPageTemplates(
        [
            PageTemplate("first", _columns(MASTHEAD), onPage=partial(_draw_first, content)),
            PageTemplate("later", _columns(0), onPage=partial(_draw_folio, content)),
        ]
    )
    story: list[Flowable] = [NextPageTemplate("later")]
    for block in content.blocks:
        story.extend(_flowables(block))
    template.build(story)
    return output.getvalue()


def _columns(above: float) -> list[Frame]:
    height = A4[1] - 2 * MARGIN - 6 * mm - above
    return [
        Frame(MARGIN + number * (COLUMN + GUTTER), MARGIN + 6 * mm, COLUMN, height, 0, 0, 0, 0) for number in range(2)
    ]


def _draw_first(content: Content, canvas: Canvas, document: BaseDocTemplate) -> None:
    bottom = A4[1] - MARGIN - MASTHEAD + 6 * mm
    canvas.setFillColor(_GREEN)
    canvas.rect(MARGIN, bottom, A4[0] - 2 * MARGIN, MASTHEAD - 6 * mm, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont("Helvetica-Bold", 30)
    canvas.drawString(MARGIN + 6 * mm, bottom + 10 * mm, content.head["masthead"])
    canvas.setFont("Helvetica", 10)
    canvas.drawString(MARGIN + 6 * mm, bottom + 4 * mm, content.head["issue"])
    _draw_folio(content, canvas, document)


def _draw_folio(content: Content, canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFillColor(_GREEN)
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(A4[0] / 2, MARGIN - 2 * mm, f"{content.head['masthead']} | {document.page}")


def _flowables(block: Block) -> Iterator[Flowable]:
    """Raises ValueError for a directive that a newsletter does not have."""
    match block.kind:
        case BlockKind.HEADING:
            yield Paragraph(inline_marks(block.lines[0]), _HEADING)
        case BlockKind.PARAGRAPH:
            yield Paragraph(inline_marks(block.lines[0]), _BODY)
        case BlockKind.LIST:
            for item in block.lines:
                yield Paragraph(inline_marks(item), _LIST, bulletText="•")
        case BlockKind.TABLE:
            yield table_flowable(block, COLUMN)
            yield Spacer(1, 6)
        case BlockKind.DIRECTIVE if block.name == "signature":
            for line in block.lines:
                yield Paragraph(inline_marks(line), _SIGNATURE)
        case BlockKind.DIRECTIVE if block.name == "boxed":
            yield KeepTogether([Spacer(1, 4), _box(block), Spacer(1, 6)])
        case BlockKind.DIRECTIVE:
            raise ValueError(f"a newsletter has no directive {block.name}")


def _box(block: Block) -> Table:
    paragraphs = [Paragraph(inline_marks(line), _BODY) for line in block.lines]
    style = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#e6efe9")), ("BOX", (0, 0), (-1, -1), 0.8, _GREEN)]
    return Table([[paragraphs]], colWidths=[COLUMN], style=style)
