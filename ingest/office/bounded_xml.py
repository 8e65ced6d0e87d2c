"""XML within bounds: no document type, no entity, no endless depth; names with short prefixes. Runs in the cage.

The parser is the standard library's expat, which opens nothing by itself: no reference to the outside is ever followed.
"""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from domain.document import FileReason
from ingest.text import Refused

# Word nests tables and text boxes 40 to 60 deep; research on hostile files asks for 256.
DEEPEST = 256
# A tree costs about 300 bytes an element: past this it does not fit the memory limit.
MOST_ELEMENTS = 1_000_000

_OOXML = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {
    **{
        f"{root}/{path}": prefix
        for root, year in ((_OOXML, "/2006"), (_STRICT, ""))
        for path, prefix in (
            (f"wordprocessingml{year}/main", "w"),
            (f"spreadsheetml{year}/main", "x"),
            (f"presentationml{year}/main", "p"),
            (f"drawingml{year}/main", "a"),
            (f"officeDocument{year}/relationships", "r"),
            (f"package{year}/relationships", "rel"),
        )
    },
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xlink": "xlink",
    **{
        f"{_OASIS}:{name}:1.0": name
        for name in ("office", "style", "text", "table", "meta", "presentation", "config", "manifest")
    },
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}:svg-compatible:1.0": "svg",
    f"{_OASIS}:datastyle:1.0": "number",
}


def parse_xml(data: bytes) -> Element:
    """The tree of a document, its names as « w:p »; a name without namespace stays bare.

    Raises Refused: ABNORMAL for a document type, entities, or beyond the bounds; DAMAGED when it is no XML.
    """
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise Refused(FileReason.DAMAGED, f"XML: {error}"[:200]) from error


def below(element: Element | None, path: str) -> Element | None:
    """The first element at « w:pPr/w:numPr » below ``element``; the library's own paths know no short prefix."""
    for step in path.split("/"):
        element = None if element is None else element.find(step)
    return element


def _refuse_doctype(name: str, *_: object) -> None:
    raise Refused(FileReason.ABNORMAL, f"a document type ({name[:40]}) in XML")


class _Builder:
    """Builds the tree and counts."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = 0
        self._count = 0
        self._names: dict[str, str] = {}
        self.data = self._tree.data

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise Refused(FileReason.ABNORMAL, f"XML of depth {self._depth} or {self._count} elements")
        self._tree.start(self._short(name), {self._short(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(self._short(name))

    def close(self) -> Element:
        return self._tree.close()

    def _short(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            uri, brace, local = name.rpartition("}")
            known = f"{_PREFIXES.get(uri, '_')}:{local}" if brace else name
            self._names[name] = known
        return known
