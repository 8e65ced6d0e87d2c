"""A draft as a Word document (ECMA-376) with a named style for each kind of line. Same draft, same bytes."""

from xml.sax.saxutils import escape

from corpus.zip_package import zip_members
from visas.drafting.draft import Draft, Line, LineStyle
from visas.drafting.odt_file import STYLE_NAMES

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="8A1F11"/>' for side in ("top", "left", "bottom", "right")
)
# In the order that the schema wants inside w:pPr: keepNext, pBdr, spacing, ind, jc, outlineLvl.
_LOOKS = {
    LineStyle.MARK: (f'<w:pBdr>{_BOX}</w:pBdr><w:spacing w:after="240"/><w:jc w:val="center"/>', True),
    LineStyle.HEADING: (
        '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        True,
    ),
    LineStyle.MEETING: ('<w:spacing w:after="40"/>', False),
    LineStyle.OBJECT: ('<w:spacing w:before="240" w:after="240"/>', True),
    LineStyle.VISA: ('<w:spacing w:after="80"/><w:jc w:val="both"/>', False),
    LineStyle.CONSIDERANT: ('<w:spacing w:after="80"/><w:jc w:val="both"/>', False),
    LineStyle.BODY: ('<w:spacing w:before="120" w:after="120"/><w:jc w:val="both"/>', False),
    LineStyle.DECISION: ('<w:keepNext/><w:spacing w:before="240" w:after="120"/>', True),
    LineStyle.ARTICLE: ('<w:spacing w:after="120"/><w:jc w:val="both"/>', False),
    LineStyle.VOTE: ('<w:spacing w:before="180" w:after="180"/>', True),
    LineStyle.SIGNATURE: ('<w:spacing w:before="560"/><w:ind w:left="5100"/><w:jc w:val="center"/>', False),
}


def docx_file(draft: Draft, mark: Line) -> bytes:
    """The document, its mark first."""
    return _package(_document((mark, *draft.lines)), draft.title, draft.commune)


def plain_docx(words: str, title: str, author: str) -> bytes:
    """Any text as a document, a paragraph a line: what a draft that was pasted is given back in."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in words.split("\n")
    )
    return _package(_whole(lines), title, author)


def _package(document: str, title: str, author: str) -> bytes:
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author),
        "word/_rels/document.xml.rels": _relations((f"{_OFFICE}/styles", "styles.xml")),
        "word/styles.xml": _styles(),
        "word/document.xml": document,
    }
    return zip_members((name, text.encode()) for name, text in parts.items())


def _document(lines: tuple[Line, ...]) -> str:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{line.style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(line.text)}</w:t></w:r></w:p>'
        for line in lines
    )
    return _whole(paragraphs)


def _whole(paragraphs: str) -> str:
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1417" '
        'w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return f"{_DECLARATION}<w:document {_WORD}><w:body>{paragraphs}{section}</w:body></w:document>"


def _styles() -> str:
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr></w:style>'
    )
    written = []
    for kind, (paragraph, is_bold) in _LOOKS.items():
        name = "heading 1" if kind is LineStyle.HEADING else STYLE_NAMES[kind]
        size = '<w:sz w:val="32"/>' if kind is LineStyle.HEADING else ""
        run = f"<w:rPr>{'<w:b/>' if is_bold else ''}{size}</w:rPr>" if is_bold or size else ""
        written.append(
            f'<w:style w:type="paragraph" w:customStyle="{int(kind is not LineStyle.HEADING)}" w:styleId="{kind}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>'
        )
    return f"{_DECLARATION}<w:styles {_WORD}>{normal}{''.join(written)}</w:styles>"


def _content_types() -> str:
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = (
        ("/word/document.xml", f"{_KIND}.document.main+xml"),
        ("/word/styles.xml", f"{_KIND}.styles+xml"),
        ("/docProps/core.xml", core),
    )
    written = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{written}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _core(title: str, author: str) -> str:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    )
