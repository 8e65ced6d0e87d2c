"""A draft as an OpenDocument text (ISO/IEC 26300) with a named style for each kind of line. Same draft, same bytes."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from corpus.odf_parts import document_xml, odf_package
from visas.drafting.draft import Draft, Line, LineStyle

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_LOOKS = {
    LineStyle.MARK: ('fo:text-align="center" fo:border="0.5pt solid #8a1f11" fo:padding="0.15cm"', True),
    LineStyle.HEADING: ('fo:text-align="center" fo:margin-top="0.4cm"', False),
    LineStyle.MEETING: ('fo:text-align="start"', False),
    LineStyle.OBJECT: ('fo:margin-top="0.4cm" fo:margin-bottom="0.4cm"', True),
    LineStyle.VISA: ('fo:margin-bottom="0.15cm" fo:text-align="justify"', False),
    LineStyle.CONSIDERANT: ('fo:margin-bottom="0.15cm" fo:text-align="justify"', False),
    LineStyle.BODY: ('fo:margin-top="0.2cm" fo:margin-bottom="0.2cm" fo:text-align="justify"', False),
    LineStyle.DECISION: ('fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', True),
    LineStyle.ARTICLE: ('fo:margin-bottom="0.2cm" fo:text-align="justify"', False),
    LineStyle.VOTE: ('fo:margin-top="0.3cm" fo:margin-bottom="0.3cm"', True),
    LineStyle.SIGNATURE: ('fo:margin-left="9cm" fo:margin-top="1cm" fo:text-align="center"', False),
}
"""Paragraph properties, and whether the words are bold."""

STYLE_NAMES = {
    LineStyle.MARK: "Mention de projet",
    LineStyle.HEADING: "Heading 1",
    LineStyle.MEETING: "Séance",
    LineStyle.OBJECT: "Objet",
    LineStyle.VISA: "Visa",
    LineStyle.CONSIDERANT: "Considérant",
    LineStyle.BODY: "Corps",
    LineStyle.DECISION: "Décision",
    LineStyle.ARTICLE: "Article",
    LineStyle.VOTE: "Vote",
    LineStyle.SIGNATURE: "Signature",
}
"""What an office suite lists for each kind of line; the title is the built-in heading, seen by its outline."""


def odt_file(draft: Draft, mark: Line) -> bytes:
    """The document, its mark first."""
    body = "".join(_paragraph(line) for line in (mark, *draft.lines))
    content = document_xml("", f"<office:text>{body}</office:text>")
    head = {"title": draft.title, "author": draft.commune, "date": draft.day.isoformat()}
    return odf_package(MEDIA_TYPE, content, head, styles=_styles(tuple(LineStyle)))


def _styles(kinds: Sequence[LineStyle]) -> str:
    written = []
    for kind in kinds:
        paragraph, is_bold = _LOOKS[kind]
        text = '<style:text-properties fo:font-weight="bold"/>' if is_bold else ""
        parent = "Heading_20_1" if kind is LineStyle.HEADING else "Standard"
        written.append(
            f'<style:style style:name="{kind}" style:display-name="{STYLE_NAMES[kind]}" style:family="paragraph" '
            f'style:parent-style-name="{parent}"><style:paragraph-properties {paragraph}/>{text}</style:style>'
        )
    return "".join(written)


def _paragraph(line: Line) -> str:
    text = escape(line.text)
    if line.style is LineStyle.HEADING:
        return f'<text:h text:style-name="{line.style}" text:outline-level="1">{text}</text:h>'
    return f'<text:p text:style-name="{line.style}">{text}</text:p>'
