"""The parts of a Word document that its words do not change, and the frames of those that they do."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "settings", "footnotes", "header1", "footer1")


def fixed_parts(head: Mapping[str, str]) -> dict[str, str]:
    """Every part but the document and its footnotes, by name, in the order in which Word writes them."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core_properties(head),
        "word/_rels/document.xml.rels": _relations(*((part.rstrip("1"), f"{part}.xml") for part in _PARTS)),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": f'{_DECLARATION}<w:settings {_WORD}><w:defaultTabStop w:val="708"/></w:settings>',
        "word/header1.xml": f"{_DECLARATION}<w:hdr {_WORD}>{_margin_line(head['running_head'])}</w:hdr>",
        "word/footer1.xml": f"{_DECLARATION}<w:ftr {_WORD}>{_page_number()}</w:ftr>",
    }


def document_part(body: str) -> str:
    """``word/document.xml`` around its paragraphs and tables."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1417" w:left="1134" '
        'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    return f"{_DECLARATION}<w:document {_WORD} {_LINKS}><w:body>{body}{section}</w:body></w:document>"


def footnotes_part(texts: Sequence[str]) -> str:
    """``word/footnotes.xml``: the two separators that Word wants, then the notes from number 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="Notedebasdepage"/></w:pPr>'
        f'<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, start=1)
    )
    return f"{_DECLARATION}<w:footnotes {_WORD}>{separators}{notes}</w:footnotes>"


def _content_types() -> str:
    overrides = [("word/document.xml", f"{_TYPE}.document.main+xml")]
    overrides += [(f"word/{part}.xml", f"{_TYPE}.{part.rstrip('1')}+xml") for part in _PARTS]
    overrides += [("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    written = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{written}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    """Relations rId1, rId2… to (kind, part). Core properties are of the package's own family."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{package if "/" in kind else _RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{package}">{written}</Relationships>'


def _core_properties(head: Mapping[str, str]) -> str:
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{head["date"]}T09:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(head['title'])}</dc:title><dc:creator>{escape(head['author'])}</dc:creator>{dates}"
        "<dc:language>fr-FR</dc:language></cp:coreProperties>"
    )


def _style(kind: str, name: str, title: str, look: str, based_on: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if name in ("Normal", "TableauNormal") else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{title}"/>{parent}{look}</w:style>'


def _styles() -> str:
    """The names of the styles are those of a French Word; « heading 1 » is the built-in name behind « Titre1 »."""
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _EDGES)
    body = '<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="22"/><w:lang w:val="fr-FR"/></w:rPr>'
    written = [_style("paragraph", "Normal", "Normal", body)]
    for level, size in ((1, 32), (2, 26), (3, 24)):
        look = (
            f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        )
        written.append(_style("paragraph", f"Titre{level}", f"heading {level}", look, "Normal"))
    indent = '<w:pPr><w:ind w:left="720"/></w:pPr>'
    written.append(_style("paragraph", "Paragraphedeliste", "List Paragraph", indent, "Normal"))
    small = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    written.append(_style("paragraph", "Notedebasdepage", "footnote text", small, "Normal"))
    written.append(_style("paragraph", "Petit", "Petit", small, "Normal"))
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    written.append(_style("character", "Appelnotedebasdep", "footnote reference", raised))
    written.append(_style("table", "TableauNormal", "Normal Table", ""))
    grid = f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>"
    written.append(_style("table", "Grilledutableau", "Table Grid", grid, "TableauNormal"))
    return f"{_DECLARATION}<w:styles {_WORD}>{''.join(written)}</w:styles>"


_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    )
    return (
        f'{_DECLARATION}<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
        f'w:val="hybridMultilevel"/>{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )


def _margin_line(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _page_number() -> str:
    return (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">Page </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    )
