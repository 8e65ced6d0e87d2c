"""What OpenDocument texts and sheets have in common: the package, its manifest, its metadata, its named styles."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from corpus.zip_package import zip_members

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "style", "text", "table", "meta")),
        f'xmlns:number="{_OASIS}:datastyle:1.0"',
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'office:version="1.3"',
    ]
)


def document_xml(styles: str, body: str) -> str:
    """``content.xml`` from its automatic styles and its ``office:text`` or ``office:spreadsheet``."""
    return (
        f"{_DECLARATION}<office:document-content {_NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )


def odf_package(media_type: str, content: str, head: Mapping[str, str], *, styles: str = "") -> bytes:
    """The package: its media type comes first and bare, so that the first bytes tell what the file is.

    ``styles`` are named styles of its own, beside those that all have.
    """
    parts = {
        "mimetype": media_type,
        "content.xml": content,
        "styles.xml": _styles(styles),
        "meta.xml": _meta(head),
        "META-INF/manifest.xml": _manifest(media_type),
    }
    return zip_members(((name, text.encode()) for name, text in parts.items()), stored=frozenset({"mimetype"}))


def _manifest(media_type: str) -> str:
    entries = [("/", media_type), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml"))]
    written = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    return (
        f'{_DECLARATION}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f"{written}</manifest:manifest>"
    )


def _meta(head: Mapping[str, str]) -> str:
    moment = f"{head['date']}T09:00:00"
    return (
        f"{_DECLARATION}<office:document-meta {_NAMESPACES}><office:meta>"
        f"<dc:title>{escape(head['title'])}</dc:title><meta:initial-creator>{escape(head['author'])}"
        f"</meta:initial-creator><meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        "<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    )


def _styles(more: str) -> str:
    headings = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
        f'style:default-outline-level="{level}"><style:text-properties fo:font-weight="bold" fo:font-size="{size}pt"/>'
        "</style:style>"
        for level, size in ((1, 16), (2, 13), (3, 12))
    )
    return (
        f"{_DECLARATION}<office:document-styles {_NAMESPACES}><office:styles>"
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR" '
        'fo:font-size="11pt"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
        '<style:style style:name="Footnote" style:family="paragraph"><style:text-properties fo:font-size="9pt"/>'
        f"</style:style>{headings}{more}</office:styles></office:document-styles>"
    )
