"""Makes a content file into a Word document (ECMA-376), as an office suite saves it.

Headings by style, numbered definitions for lists, tables with merged cells and repeated headers, real footnotes, a
header and a page number in the footer. Written part by part, so that the same content gives the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from corpus.content_format import Block, BlockKind, Cell, Content, merged_cells
from corpus.docx_parts import document_part, fixed_parts, footnotes_part
from corpus.inline_runs import RunStyle, runs_of
from corpus.zip_package import zip_members

_PROPERTIES = {
    RunStyle.PLAIN: "",
    RunStyle.BOLD: "<w:rPr><w:b/></w:rPr>",
    RunStyle.ITALIC: "<w:rPr><w:i/></w:rPr>",
    RunStyle.RAISED: '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
}


@dataclass(slots=True, kw_only=True)
class _Notes:
    """The footnotes met so far, in the order of their calls."""

    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts)


def render_docx(content: Content) -> bytes:
    """The document. Head: ``title``, ``author``, ``date`` (ISO), ``running_head``."""
    notes = _Notes()
    body = "".join(xml for block in content.blocks for xml in _block(block, notes))
    parts = fixed_parts(content.head) | {
        "word/document.xml": document_part(body),
        "word/footnotes.xml": footnotes_part(notes.texts),
    }
    return zip_members((name, text.encode()) for name, text in parts.items())


def _block(block: Block, notes: _Notes) -> Iterator[str]:
    match block.kind:
        case BlockKind.HEADING:
            yield _paragraph(block.lines[0], notes, f'<w:pStyle w:val="Titre{block.level}"/>')
        case BlockKind.PARAGRAPH:
            yield _paragraph(block.lines[0], notes)
        case BlockKind.LIST:
            numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            for item in block.lines:
                yield _paragraph(item, notes, f'<w:pStyle w:val="Paragraphedeliste"/>{numbering}')
        case BlockKind.TABLE:
            yield _table(block, notes)
        case BlockKind.DIRECTIVE:
            yield from _directive(block, notes)


def _directive(block: Block, notes: _Notes) -> Iterator[str]:
    """Raises ValueError for a directive that office documents do not have."""
    alignments = {"centred": '<w:jc w:val="center"/>', "signature": '<w:ind w:left="5100"/><w:jc w:val="center"/>'}
    if block.name in alignments:
        for line in block.lines:
            yield _paragraph(line, notes, alignments[block.name])
    elif block.name == "small":
        for line in block.lines:
            yield _paragraph(line, notes, '<w:pStyle w:val="Petit"/>')
    elif block.name == "pagebreak":
        yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    else:
        raise ValueError(f"an office document has no directive {block.name}")


def _paragraph(text: str, notes: _Notes, properties: str = "", *, is_bold: bool = False) -> str:
    kept = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{kept}{_runs(text, notes, is_bold=is_bold)}</w:p>"


def _runs(text: str, notes: _Notes, *, is_bold: bool) -> str:
    written = []
    for run in runs_of(text):
        if run.style is RunStyle.NOTE:
            call = f'<w:footnoteReference w:id="{notes.add(run.text)}"/>'
            written.append(f'<w:r><w:rPr><w:rStyle w:val="Appelnotedebasdep"/></w:rPr>{call}</w:r>')
        else:
            style = RunStyle.BOLD if is_bold and run.style is RunStyle.PLAIN else run.style
            words = f'<w:t xml:space="preserve">{escape(run.text)}</w:t>'
            written.append(f"<w:r>{_PROPERTIES[style]}{words}</w:r>")
    return "".join(written)


def _table(block: Block, notes: _Notes) -> str:
    columns = len(block.rows[0])
    cells = {(cell.row, cell.column): cell for cell in merged_cells(block)}
    width = 9600 // columns
    rows = [_row(block, number, cells, width, notes) for number in range(len(block.rows))]
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    style = quoteattr("Grilledutableau" if block.is_ruled else "TableauNormal")
    properties = f'<w:tblPr><w:tblStyle w:val={style}/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def _row(block: Block, number: int, cells: dict[tuple[int, int], Cell], width: int, notes: _Notes) -> str:
    """A row of the table: a cell merged down is written again in each row, empty and marked as going on."""
    written, column = [], 0
    while column < len(block.rows[number]):
        above = next(
            cell
            for (row, first), cell in cells.items()
            if row <= number < row + cell.row_span and first <= column < first + cell.column_span
        )
        going_on = above.row < number
        merge = ("<w:vMerge/>" if going_on else '<w:vMerge w:val="restart"/>') if above.row_span > 1 else ""
        span = f'<w:gridSpan w:val="{above.column_span}"/>' if above.column_span > 1 else ""
        look = '<w:jc w:val="right"/>' if block.right_aligned[column] and number >= block.header_rows else ""
        text = "" if going_on else above.text
        words = _paragraph(text, notes, look, is_bold=number < block.header_rows)
        properties = f'<w:tcPr><w:tcW w:w="{width * above.column_span}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        written.append(f"<w:tc>{properties}{words}</w:tc>")
        column += above.column_span
    header = "<w:trPr><w:tblHeader/></w:trPr>" if number < block.header_rows else ""
    return f"<w:tr>{header}{''.join(written)}</w:tr>"
