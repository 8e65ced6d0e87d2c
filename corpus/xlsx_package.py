"""Makes sheets into an Excel workbook (ECMA-376): shared strings, dates as serial numbers, merged cells."""

import datetime
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from corpus.content_format import Content
from corpus.sheet_format import Amount, Sheet, SheetCell, sheets_of
from corpus.zip_package import zip_members

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Day 0 of Excel's calendar, which believes in a 29 February 1900: right for every date after it.
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_WIDTH, _WIDTH = 30, 15
"""Widths of columns, in characters."""
_PLAIN, _HEAD, _DATE, _MONEY = range(4)
"""Positions in ``cellXfs``."""


def render_xlsx(content: Content) -> bytes:
    """The workbook. Head: ``title``, ``author``, ``date`` (ISO)."""
    sheets = sheets_of(content)
    strings: list[str] = []
    worksheets = [_worksheet(sheet, strings) for sheet in sheets]
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", name) for name in names), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        **{f"xl/{name}": worksheet for name, worksheet in zip(names, worksheets, strict=True)},
        "xl/styles.xml": _styles(),
        "xl/sharedStrings.xml": _shared_strings(strings),
    }
    return zip_members((name, text.encode()) for name, text in parts.items())


def column_name(column: int) -> str:
    """Letters of a column counted from 0: A to Z, then AA."""
    return (column_name(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _worksheet(sheet: Sheet, strings: list[str]) -> str:
    rows = "".join(
        f'<row r="{number + 1}">{"".join(_cells(sheet, number, strings))}</row>'
        for number in range(sheet.rows)
        if any(cell.row == number for cell in sheet.cells)
    )
    merged = [cell for cell in sheet.cells if cell.row_span > 1 or cell.column_span > 1]
    ranges = "".join(f'<mergeCell ref="{_name(cell)}:{_end(cell)}"/>' for cell in merged)
    merges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{_FIRST_WIDTH if number == 1 else _WIDTH}" customWidth="1"/>'
        for number in range(1, sheet.columns + 1)
    )
    return f"{_DECLARATION}<worksheet {_MAIN}><cols>{widths}</cols><sheetData>{rows}</sheetData>{merges}</worksheet>"


def _cells(sheet: Sheet, row: int, strings: list[str]) -> Iterator[str]:
    for cell in sheet.cells:
        if cell.row != row:
            continue
        match cell.value:
            case datetime.date() as day:
                yield f'<c r="{_name(cell)}" s="{_DATE}"><v>{(day - _EPOCH).days}</v></c>'
            case Amount() as amount:
                yield f'<c r="{_name(cell)}" s="{_MONEY}"><v>{amount.euros.normalize():f}</v></c>'
            case int() as number:
                yield f'<c r="{_name(cell)}"><v>{number}</v></c>'
            case str() as words:
                if words not in strings:
                    strings.append(words)
                style = _HEAD if cell.is_head else _PLAIN
                yield f'<c r="{_name(cell)}" s="{style}" t="s"><v>{strings.index(words)}</v></c>'


def _name(cell: SheetCell) -> str:
    return f"{column_name(cell.column)}{cell.row + 1}"


def _end(cell: SheetCell) -> str:
    return f"{column_name(cell.column + cell.column_span - 1)}{cell.row + cell.row_span}"


def _content_types(names: Sequence[str]) -> str:
    overrides = [("workbook.xml", "sheet.main"), *((name, "worksheet") for name in names)]
    overrides += [("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    written = "".join(f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in overrides)
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{written}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    written = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'{_DECLARATION}<workbook {_MAIN} xmlns:r="{_RELATION}"><sheets>{written}</sheets></workbook>'


def _styles() -> str:
    fonts = '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    patterns = "".join(f'<fill><patternFill patternType="{name}"/></fill>' for name in ("none", "gray125"))
    fills = f'<fills count="2">{patterns}</fills>'
    formats = (
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts>'
    )
    looks = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number, font in ((0, 0), (0, 1), (164, 0), (165, 0))
    )
    borders = '<borders count="1"><border/></borders>'
    base = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    return (
        f'{_DECLARATION}<styleSheet {_MAIN}>{formats}{fonts}{fills}{borders}{base}<cellXfs count="4">{looks}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _shared_strings(strings: Sequence[str]) -> str:
    written = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{_DECLARATION}<sst {_MAIN} uniqueCount="{len(strings)}">{written}</sst>'
