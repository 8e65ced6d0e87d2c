"""Makes sheets into an OpenDocument spreadsheet (ISO/IEC 26300): typed cells, covered cells, and the long empty tail
of rows and columns that LibreOffice writes after the last value.
"""

import datetime
from xml.sax.saxutils import escape, quoteattr

from corpus.content_format import Content
from corpus.odf_parts import document_xml, odf_package
from corpus.sheet_format import Amount, Sheet, SheetCell, Value, sheets_of

_ROWS, _COLUMNS = 1_048_576, 1_024
"""The size of a sheet in LibreOffice 7, which writes all of it, run-length encoded."""
_STYLES = """
<number:date-style style:name="N36"><number:day number:style="long"/><number:text>/</number:text>\
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="date" style:family="table-cell" style:data-style-name="N36"/>
<number:currency-style style:name="N104"><number:number number:decimal-places="2" number:min-integer-digits="1" \
number:grouping="true"/><number:text> </number:text><number:currency-symbol number:language="fr" \
number:country="FR">€</number:currency-symbol></number:currency-style>
<style:style style:name="money" style:family="table-cell" style:data-style-name="N104"/>
<style:style style:name="first" style:family="table-column"><style:table-column-properties style:column-width="6cm"/>\
</style:style>
<style:style style:name="later" style:family="table-column"><style:table-column-properties style:column-width="3.5cm"/>\
</style:style>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
"""


def render_ods(content: Content) -> bytes:
    """The workbook. Head: ``title``, ``author``, ``date`` (ISO)."""
    tables = "".join(_table(sheet) for sheet in sheets_of(content))
    text = document_xml(_STYLES, f"<office:spreadsheet>{tables}</office:spreadsheet>")
    return odf_package("application/vnd.oasis.opendocument.spreadsheet", text, content.head)


def _table(sheet: Sheet) -> str:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    covered = {
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    rows = []
    for row in range(sheet.rows):
        written = []
        for column in range(sheet.columns):
            if cell := cells.get((row, column)):
                written.append(_cell(cell))
            else:
                written.append(f"<table:{'covered-table-cell' if (row, column) in covered else 'table-cell'}/>")
        tail = f'<table:table-cell table:number-columns-repeated="{_COLUMNS - sheet.columns}"/>'
        rows.append(f"<table:table-row>{''.join(written)}{tail}</table:table-row>")
    rows.append(
        f'<table:table-row table:number-rows-repeated="{_ROWS - sheet.rows}">'
        f'<table:table-cell table:number-columns-repeated="{_COLUMNS}"/></table:table-row>'
    )
    later = f'<table:table-column table:style-name="later" table:number-columns-repeated="{_COLUMNS - 1}"/>'
    columns = f'<table:table-column table:style-name="first"/>{later}'
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _cell(cell: SheetCell) -> str:
    spans = f' table:number-columns-spanned="{cell.column_span}"' if cell.column_span > 1 else ""
    spans += f' table:number-rows-spanned="{cell.row_span}"' if cell.row_span > 1 else ""
    style = ' table:style-name="head"' if cell.is_head and isinstance(cell.value, str) else ""
    value, shown = _typed(cell.value)
    return f"<table:table-cell{style}{spans} {value}><text:p>{escape(shown)}</text:p></table:table-cell>"


def _typed(value: Value) -> tuple[str, str]:
    """The attributes that carry a value, and the words that show it."""
    match value:
        case datetime.date():
            return f'table:style-name="date" office:value-type="date" office:date-value="{value}"', f"{value:%d/%m/%Y}"
        case Amount():
            kept = f'office:value-type="currency" office:currency="EUR" office:value="{value.euros}"'
            return f'table:style-name="money" {kept}', value.shown
        case int():
            return f'office:value-type="float" office:value="{value}"', str(value)
        case str():
            return 'office:value-type="string"', value
