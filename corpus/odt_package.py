"""Makes a content file into an OpenDocument text (ISO/IEC 26300), as an office suite saves it.

Headings with their outline level, lists, tables with header rows and covered cells, real footnotes. The same content
gives the same bytes.
"""

from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape

from corpus.content_format import Block, BlockKind, Cell, Content, merged_cells
from corpus.inline_runs import RunStyle, runs_of
from corpus.odf_parts import document_xml, odf_package

_STYLES = """
<style:style style:name="Centré" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>\
</style:style>
<style:style style:name="Signature" style:family="paragraph"><style:paragraph-properties fo:margin-left="9cm" \
fo:text-align="center"/></style:style>
<style:style style:name="Saut" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>\
</style:style>
<style:style style:name="Petit" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="raised" style:family="text"><style:text-properties style:text-position="super 58%"/>\
</style:style>
<style:style style:name="Tableau" style:family="table"><style:table-properties table:border-model="collapsing"/>\
</style:style>
"""


def render_odt(content: Content) -> bytes:
    """The document. Head: ``title``, ``author``, ``date`` (ISO)."""
    notes = count(1)
    tables = count(1)
    body = "".join(xml for block in content.blocks for xml in _block(block, notes, tables))
    text = document_xml(_STYLES, f"<office:text>{body}</office:text>")
    return odf_package("application/vnd.oasis.opendocument.text", text, content.head)


def _block(block: Block, notes: Iterator[int], tables: Iterator[int]) -> Iterator[str]:
    match block.kind:
        case BlockKind.HEADING:
            words = _runs(block.lines[0], notes)
            style = f'text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}"'
            yield f"<text:h {style}>{words}</text:h>"
        case BlockKind.PARAGRAPH:
            yield _paragraph(block.lines[0], notes)
        case BlockKind.LIST:
            items = "".join(f"<text:list-item>{_paragraph(item, notes)}</text:list-item>" for item in block.lines)
            yield f"<text:list>{items}</text:list>"
        case BlockKind.TABLE:
            yield _table(block, notes, f"Tableau{next(tables)}")
        case BlockKind.DIRECTIVE:
            yield from _directive(block, notes)


def _directive(block: Block, notes: Iterator[int]) -> Iterator[str]:
    """Raises ValueError for a directive that office documents do not have."""
    styles = {"centred": "Centré", "signature": "Signature", "small": "Petit", "pagebreak": "Saut"}
    if block.name not in styles:
        raise ValueError(f"an office document has no directive {block.name}")
    for line in block.lines or ("",):
        yield _paragraph(line, notes, styles[block.name])


def _paragraph(text: str, notes: Iterator[int], style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{_runs(text, notes)}</text:p>'


def _runs(text: str, notes: Iterator[int]) -> str:
    written = []
    for run in runs_of(text):
        if run.style is RunStyle.NOTE:
            number = next(notes)
            body = f'<text:note-body><text:p text:style-name="Footnote">{escape(run.text)}</text:p></text:note-body>'
            written.append(
                f'<text:note text:id="ftn{number}" text:note-class="footnote">'
                f"<text:note-citation>{number}</text:note-citation>{body}</text:note>"
            )
        elif run.style is RunStyle.PLAIN:
            written.append(escape(run.text))
        else:
            written.append(f'<text:span text:style-name="{run.style}">{escape(run.text)}</text:span>')
    return "".join(written)


def _table(block: Block, notes: Iterator[int], name: str) -> str:
    cells = {(cell.row, cell.column): cell for cell in merged_cells(block)}
    rows = []
    for number, line in enumerate(block.rows):
        written = "".join(_cell(cells.get((number, column)), notes) for column in range(len(line)))
        rows.append(f"<table:table-row>{written}</table:table-row>")
    head = f"<table:table-header-rows>{''.join(rows[: block.header_rows])}</table:table-header-rows>"
    columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
    body = "".join(rows[block.header_rows :])
    return f'<table:table table:name="{name}" table:style-name="Tableau">{columns}{head}{body}</table:table>'


def _cell(cell: Cell | None, notes: Iterator[int]) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    spans = f' table:number-columns-spanned="{cell.column_span}"' if cell.column_span > 1 else ""
    spans += f' table:number-rows-spanned="{cell.row_span}"' if cell.row_span > 1 else ""
    return f'<table:table-cell office:value-type="string"{spans}>{_paragraph(cell.text, notes)}</table:table-cell>'
