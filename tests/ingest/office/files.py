"""Office files made by hand from their parts, for the tests: what each program writes, and nothing else."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{uri}:1.0"'
    for name, uri in {
        **{name: name for name in ("office", "style", "text", "table", "meta", "presentation")},
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0)), part, compression)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file; ``parts`` are others of the folder word/, without their « .xml »."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}" {_MORE}><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{part}</w:{name}>' for name, part in parts.items()}
    return package({"[Content_Types].xml": TYPES, "word/document.xml": document, **others})


_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def odf(body: str, styles: str = "", kind: str = "text") -> bytes:
    """An OpenDocument file of that kind (text, spreadsheet, presentation); ``styles`` are automatic ones."""
    content = (
        f"<office:document-content {_ODF_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return package({"mimetype": mimetype, "content.xml": content}, zipfile.ZIP_STORED)


def xlsx(
    rows: str, *, after: str = "", styles: str = "", strings: str = "", state: str = "", columns: str = ""
) -> bytes:
    """An XLSX file of one sheet, « Tarifs », and a second one, « Notes », when ``state`` says how that is hidden."""
    sheets = '<sheet name="Tarifs" sheetId="1" r:id="rId1"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{X}">{columns}<sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{X}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{X}">{strings}</sst>',
    }
    if state:
        sheets += f'<sheet name="Notes" sheetId="2" state="{state}" r:id="rId2"/>'
        parts["xl/worksheets/sheet2.xml"] = (
            f'<worksheet xmlns="{X}"><sheetData><row r="1">{cell("A1", "secret")}</row></sheetData></worksheet>'
        )
    links = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{space}">{links}</Relationships>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'
    return package(parts)


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def number(reference: str, value: float, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def pptx(*slides: str) -> bytes:
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "ppt/presentation.xml": f"<p:presentation {spaces}/>",
    }
    for place, slide in enumerate(slides, start=1):
        parts[f"ppt/slides/slide{place}.xml"] = f"<p:sld {spaces}>{slide}</p:sld>"
    return package(parts)
