"""The text of one paragraph of a DOCX file, as a reader of the printed page sees it. Runs in the cage.

Deleted text, comments and fields' instructions are left out, inserted text is in; hidden text is counted and left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.office.docx_styles import NO_STYLE, Style, is_on, points, value

_LEFT_OUT = frozenset(
    ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:sdtPr", "w:instrText", "w:delText", "w:fldData", "w:annotationRef")
)
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_WHITE = frozenset({"ffffff", "fefefe", "white"})
_SHADED_BY_NOTHING = frozenset({None, "", "auto", "ffffff", "none"})
# Letters of a point or less are not there to be read; the smallest print of real forms has 5.
_TINY = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What text stands on: on white paper, white letters are hidden; ``is_known`` says whether it is white paper."""

    is_known: bool = True
    is_shaded: bool = False


PAPER = Ground()


@dataclass(slots=True, kw_only=True)
class ParagraphText:
    """What was gathered. ``hidden`` counts characters by how they are hidden; ``notes`` are (kind, id), in order."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold_letters: int = 0
    sized: dict[float, int] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Line breaks inside the paragraph are line ends."""
        return "".join(self.pieces)

    @property
    def size(self) -> float:
        """Points of most letters, 0 when unknown."""
        return max(self.sized, key=lambda size: self.sized[size]) if self.sized else 0.0


class RunReader:
    """Gathers paragraphs' text. ``note_marks`` numbers the notes in the order of their references."""

    def __init__(self, styles: dict[str, Style], base: Style) -> None:
        self._styles = styles
        self._base = base
        self.note_marks: dict[tuple[str, str], int] = {}

    def read(self, paragraph: Element, ground: Ground) -> ParagraphText:
        """The text of a ``w:p``."""
        found = ParagraphText()
        properties = paragraph.find("w:pPr")
        style = self._styles.get(value(properties, "w:pStyle") or "", self._base)
        shaded = ground.is_shaded or _is_shaded(properties)
        self._walk(paragraph, found, style, Ground(is_known=ground.is_known, is_shaded=shaded))
        return found

    def _walk(self, parent: Iterable[Element], found: ParagraphText, style: Style, ground: Ground) -> None:
        for element in parent:
            tag = element.tag
            if tag == "w:r":
                self._run(element, found, style, ground)
            elif tag == "mc:AlternateContent":
                self._alternate(element, found, style, ground)
            elif tag == "w:txbxContent":
                found.boxes.append(element)
            elif tag == "m:t":
                found.pieces.append(element.text or "")
            elif tag not in _LEFT_OUT:
                self._walk(element, found, style, ground)

    def _alternate(self, element: Element, found: ParagraphText, style: Style, ground: Ground) -> None:
        """The first of the forms of one content that holds something: the others say the same for older programs."""
        for choice in element:
            before = len(found.pieces) + len(found.boxes)
            self._walk(choice, found, style, ground)
            if len(found.pieces) + len(found.boxes) > before:
                return

    def _run(self, run: Element, found: ParagraphText, style: Style, ground: Ground) -> None:
        properties = run.find("w:rPr")
        own = self._styles.get(value(properties, "w:rStyle") or "", NO_STYLE)
        text = "".join(self._characters(run, found, style, ground))
        if not text:
            return
        how = _how_hidden(properties, own, style, ground)
        if how and text.strip():
            found.hidden[how] = found.hidden.get(how, 0) + len(text.strip())
            return
        found.pieces.append(text)
        letters = sum(map(str.isalpha, text))
        is_bold = is_on(properties, "w:b")
        found.letters += letters
        found.bold_letters += letters if (own.is_bold or style.is_bold if is_bold is None else is_bold) else 0
        size = points(value(properties, "w:sz")) or own.size or style.size or self._base.size
        found.sized[size] = found.sized.get(size, 0) + letters

    def _characters(self, run: Element, found: ParagraphText, style: Style, ground: Ground) -> Iterable[str]:
        for element in run:
            tag = element.tag
            if tag == "w:t":
                yield element.text or ""
            elif tag in ("w:br", "w:cr"):
                yield "\n"
            elif tag in ("w:tab", "w:ptab"):
                yield " "
            elif tag == "w:noBreakHyphen":
                yield "-"
            elif tag == "w:sym":
                yield _symbol(element.get("w:char"))
            elif tag in _NOTES:
                key = (_NOTES[tag], element.get("w:id") or "")
                found.notes.append(key)
                yield f"({self.note_marks.setdefault(key, len(self.note_marks) + 1)})"
            elif tag == "mc:AlternateContent":
                self._alternate(element, found, style, ground)
            elif tag in ("w:drawing", "w:pict", "w:object", "w:ruby"):
                self._walk(element, found, style, ground)


def _how_hidden(properties: Element | None, own: Style, style: Style, ground: Ground) -> str:
    """How a run is hidden from the reader; empty when it is seen."""
    vanish = is_on(properties, "w:vanish")
    if (own.is_hidden or style.is_hidden) if vanish is None else vanish:
        return "vanish"
    size = points(value(properties, "w:sz"))
    if 0 < size < _TINY:
        return "tiny"
    color = (value(properties, "w:color") or own.color or style.color).lower()
    marked = value(properties, "w:highlight") not in (None, "none", "white")
    if color in _WHITE and ground.is_known and not (ground.is_shaded or marked or _is_shaded(properties)):
        return "white"
    return ""


def _is_shaded(properties: Element | None) -> bool:
    shade = None if properties is None else properties.find("w:shd")
    if shade is None:
        return False
    fill = (shade.get("w:fill") or "").lower()
    return fill not in _SHADED_BY_NOTHING or shade.get("w:themeFill") not in (None, "background1")


def _symbol(code: str | None) -> str:
    """The sign of a symbol font, by its code in the private use area; ``ingest/characters.py`` knows what some mean."""
    try:
        number = int(code or "", 16)
        return chr(number) if number < 0xD800 or 0xE000 <= number < 0x10000 else ""
    except ValueError:
        return ""
