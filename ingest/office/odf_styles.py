"""Styles and lists of an OpenDocument package: headings, bold, hidden text, and the numbers of lists. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.office.docx_styles import shown_number

_LONGEST_CHAIN = 20
_WHITE = frozenset({"#ffffff", "#fefefe"})
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEADING_NAMES = {"title": 1, "subtitle": 2}
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OdfStyle:
    """What a style says, its parents included. ``size`` is in points, 0 when unknown; ``hidden`` says how."""

    heading: int = 0
    is_bold: bool = False
    size: float = 0.0
    hidden: str = ""
    is_white: bool = False
    is_shaded: bool = False
    list_style: str = ""


PLAIN = OdfStyle()


def read_styles(roots: Iterable[Element]) -> dict[tuple[str, str], OdfStyle]:
    """Styles by family (« paragraph », « text »…) and name, from ``styles.xml`` and ``content.xml``."""
    elements: dict[tuple[str, str], Element] = {}
    for root in roots:
        for style in (*root.iter("style:style"), *root.iter("style:default-style")):
            elements[style.get("style:family") or "", style.get("style:name") or ""] = style
    return {key: _resolved(key, elements) for key in elements}


def points(length: str | None) -> float:
    """« 14pt », « 0.5cm » → points; 0 for a percentage or anything else."""
    for unit, factor in (("pt", 1.0), ("cm", 28.35), ("mm", 2.835), ("in", 72.0)):
        if length and length.endswith(unit):
            try:
                return max(float(length.removesuffix(unit)), 0.0) * factor
            except ValueError:
                return 0.0
    return 0.0


def _resolved(key: tuple[str, str], elements: dict[tuple[str, str], Element]) -> OdfStyle:
    family, name = key
    chain: list[Element] = []
    while (family, name) in elements and len(chain) < _LONGEST_CHAIN:
        chain.append(elements[family, name])
        name = chain[-1].get("style:parent-style-name") or ""
    if (family, "") in elements and name != "":
        chain.append(elements[family, ""])

    def first(kind: str, attribute: str) -> str:
        found = (look.get(attribute) for style in chain for look in style.findall(f"style:{kind}-properties"))
        return next((text for text in found if text), "")

    tiny = 0 < points(first("text", "fo:font-size")) < 2
    back = (first("text", "fo:background-color"), first("paragraph", "fo:background-color"))
    return OdfStyle(
        heading=next((level for level in map(_heading, chain) if level), 0),
        is_bold=first("text", "fo:font-weight") in _BOLD,
        size=points(first("text", "fo:font-size")),
        hidden="vanish" if first("text", "text:display") in ("none", "condition") else "tiny" if tiny else "",
        is_white=first("text", "fo:color").lower() in _WHITE,
        is_shaded=any(
            color not in ("", "transparent", "#ffffff") for color in (*back, first("table-cell", "fo:background-color"))
        ),
        list_style=next((s.get("style:list-style-name") or "" for s in chain if s.get("style:list-style-name")), ""),
    )


def _heading(style: Element) -> int:
    level = style.get("style:default-outline-level") or ""
    name = (style.get("style:display-name") or style.get("style:name") or "").lower()
    return min(int(level), 6) if level.isdigit() else _HEADING_NAMES.get(name, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """How one level of a list is shown. ``form`` is empty for bullets."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    levels_shown: int = 1


@dataclass(slots=True, kw_only=True)
class OdfLists:
    """List styles by name, and how far each list has counted."""

    styles: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)

    def label(self, levels: dict[int, ListLevel], counts: dict[int, int], level: int) -> str:
        """The next number at ``level`` (from 1) as shown; empty for a bullet. ``counts`` is moved on."""
        own = levels.get(level) or ListLevel()
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if not own.form:
            return ""
        shown = range(max(level - own.levels_shown + 1, 1), level + 1)
        numbers = [shown_number(counts.get(at, 1), (levels.get(at) or own).form or "decimal") for at in shown]
        return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip()


def read_lists(roots: Iterable[Element]) -> OdfLists:
    """The list styles of ``styles.xml`` and ``content.xml``."""
    lists = OdfLists()
    for root in roots:
        for style in root.iter("text:list-style"):
            lists.styles[style.get("style:name") or ""] = dict(_levels(style))
        for outline in root.iter("text:outline-style"):
            lists.outline = dict(_levels(outline))
    return lists


def _levels(style: Element) -> Iterator[tuple[int, ListLevel]]:
    for level in style:
        at = level.get("text:level") or ""
        start, shown = level.get("text:start-value") or "1", level.get("text:display-levels") or "1"
        if at.isdigit() and level.tag != "text:list-level-style-bullet":
            form = level.get("style:num-format") or ""
            yield (
                int(at),
                ListLevel(
                    form=_FORMS.get(form, "decimal") if form else "",
                    prefix=level.get("style:num-prefix") or "",
                    suffix=level.get("style:num-suffix") or "",
                    start=int(start) if start.isdigit() else 1,
                    levels_shown=min(int(shown), 10) if shown.isdigit() else 1,
                ),
            )
