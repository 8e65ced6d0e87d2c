"""Styles and numbering of a DOCX package: what is a heading, hidden, numbered, and with what number. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

from ingest.office.bounded_xml import below

T = TypeVar("T")

# « heading 1 », « Titre 2 », « Überschrift 3 »; not « Titre du tableau ».
_HEADING_NAME = re.compile(r"^(?:heading|titre|título|überschrift)\s?(\d)$", re.IGNORECASE)
_TITLES = {"title": 1, "titre": 1, "titre principal": 1, "subtitle": 2, "sous-titre": 2}
# Lines of a table of contents repeat the headings with page numbers.
_CONTENTS = re.compile(
    r"^(?:toc|tm)\s?(?:\d|heading)|^(?:table des matières|en-tête de table des matières)", re.IGNORECASE
)
_LONGEST_CHAIN = 20
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_NO = frozenset({"0", "false", "off", "none"})


def is_on(properties: Element | None, name: str) -> bool | None:
    """What a switch such as ``w:b`` says; None when the properties do not hold it."""
    switch = None if properties is None else properties.find(name)
    return None if switch is None else (switch.get("w:val") or "1").lower() not in _NO


def value(properties: Element | None, path: str) -> str | None:
    """The ``w:val`` of an element below ``properties``."""
    found = below(properties, path)
    return None if found is None else found.get("w:val")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says, those that it is based on included. ``size`` is in points, 0 when nothing says."""

    heading: int = 0
    is_contents: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    size: float = 0.0
    list_id: str | None = None
    list_level: int = 0
    color: str = ""


NO_STYLE = Style()


def read_styles(root: Element | None) -> tuple[dict[str, Style], Style]:
    """Styles by their id, and what holds where none is named."""
    if root is None:
        return {}, NO_STYLE
    elements = {style.get("w:styleId") or "": style for style in root.iter("w:style")}
    styles = {name: _resolved(name, elements) for name in elements}
    size = value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz")
    normal = next(
        (name for name, s in elements.items() if s.get("w:default") == "1" and s.get("w:type") == "paragraph"), ""
    )
    base = styles.get(normal, NO_STYLE)
    return styles, Style(size=base.size or points(size) or 10.0, is_bold=base.is_bold, color=base.color)


def points(half_points: str | None) -> float:
    """« 24 » half points → 12.0; 0 when it is no number."""
    return float(half_points) / 2 if half_points and half_points.isdigit() and len(half_points) < 5 else 0.0


def _resolved(name: str, elements: Mapping[str, Element]) -> Style:
    chain: list[Element] = []
    while name in elements and len(chain) < _LONGEST_CHAIN:
        chain.append(elements[name])
        name = value(elements[name], "w:basedOn") or ""
    looks = [style.find("w:rPr") for style in chain]
    heading = next((level for level in map(_heading, chain) if level), 0)
    list_id = _first(value(style, "w:pPr/w:numPr/w:numId") for style in chain)
    list_level = _first(value(style, "w:pPr/w:numPr/w:ilvl") for style in chain) or "0"
    return Style(
        heading=heading,
        is_contents=any(_CONTENTS.match(value(style, "w:name") or "") for style in chain),
        is_bold=bool(_first(is_on(look, "w:b") for look in looks)),
        is_hidden=bool(_first(is_on(look, "w:vanish") for look in looks)),
        size=next((size for size in (points(value(look, "w:sz")) for look in looks) if size), 0.0),
        list_id=list_id,
        list_level=int(list_level) if list_level.isdigit() else 0,
        color=_first(value(look, "w:color") for look in looks) or "",
    )


def _first(found: Iterable[T | None]) -> T | None:
    return next((one for one in found if one is not None), None)


def _heading(style: Element) -> int:
    """1 to 6 when the style is a heading's, by its outline level or its name; else 0."""
    name = (value(style, "w:name") or "").strip().lower()
    level = value(style, "w:pPr/w:outlineLvl")
    if level and level.isdigit() and int(level) < 9:
        return min(int(level) + 1, 6)
    found = _HEADING_NAME.match(name)
    return min(int(found.group(1)) or 1, 6) if found else _TITLES.get(name, 0)


@dataclass(slots=True, kw_only=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, list_id: str, level: int) -> str | None:
        """The next number as shown (« 2.1 », « Article 3 »), empty for a bullet; None when there is no such list."""
        levels = self.levels.get(list_id)
        if list_id == "0" or levels is None:
            return None
        own = levels.get(level) or _Level(form="bullet")
        # Lists that share their definition count together, as Word does.
        counts = self.counts.setdefault(self.families.get(list_id, list_id), {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if own.form in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            of = levels.get(at) or _Level()
            return shown_number(counts.get(at, of.start), of.form)

        return re.sub(r"%([1-9])", shown, own.text).strip()


def read_numbering(root: Element | None) -> Numbering:
    """The lists of ``numbering.xml``."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {a.get("w:abstractNumId") or "": _levels(a) for a in root.iter("w:abstractNum")}
    for number in root.iter("w:num"):
        name, family = number.get("w:numId") or "", value(number, "w:abstractNumId") or ""
        overrides = {
            int(o.get("w:ilvl") or 0): o for o in number.iter("w:lvlOverride") if (o.get("w:ilvl") or "0").isdigit()
        }
        levels = dict(abstract.get(family, {}))
        for at, override in overrides.items():
            start = value(override, "w:startOverride")
            levels |= _levels(override)
            if start and start.isdigit():
                former = levels.get(at) or _Level()
                levels[at] = _Level(form=former.form, text=former.text, start=int(start))
        numbering.levels[name] = levels
        numbering.families[name] = name if overrides else f"abstract {family}"
    return numbering


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for level in parent.iter("w:lvl"):
        at, start = level.get("w:ilvl") or "0", value(level, "w:start") or "1"
        if at.isdigit():
            found[int(at)] = _Level(
                form=value(level, "w:numFmt") or "decimal",
                text=value(level, "w:lvlText") or "",
                start=int(start) if start.isdigit() else 1,
            )
    return found


def shown_number(count: int, form: str) -> str:
    """A number of a list in the form that Word calls « decimal », « lowerLetter », « upperRoman »…"""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return (letter.upper() if form == "upperLetter" else letter)[:4]
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalZero":
        return f"{count:02}"
    return "1er" if form == "ordinal" and count == 1 else str(count)


def _roman(count: int) -> str:
    """« iv » for 4; figures beyond 89, which no list of a municipal act reaches."""
    if not 0 < count < 90:
        return str(count)
    written, left = "l" * (count >= 50), count - 50 * (count >= 50)
    if left >= 40:
        written, left = f"{written}xl", left - 40
    for size, sign in _ROMAN:
        while left >= size:
            written, left = written + sign, left - size
    return written
