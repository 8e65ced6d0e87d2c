"""Parts of an article, said after its number or before it: points, paragraphs in Roman figures, alinéas, letters."""

import re

from visas.recognising.folded_text import FoldedText

_ORDINALS = {
    "premier": 1,
    "1er": 1,
    "ler": 1,
    "deuxieme": 2,
    "second": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
}
_ORDINAL = r"premier|deuxieme|second|troisieme|quatrieme|cinquieme"
_SUBDIVISION = re.compile(
    r"[\s,.(-]{0,3}(?:(?P<point>[0-9]{1,2})\s?(?:°|eme\s?°)|al(?:ineas?|\.)?\s?n?°?\s?(?P<al>[0-9]{1,2})(?![0-9])"
    rf"|(?P<al2>[0-9]{{1,2}}|1er|ler)(?:er|e|eme|nd)?\s?alinea\b|(?P<ord>{_ORDINAL})\s?alinea\b"
    r"|(?P<roman>[ivx]{1,5})(?![a-z0-9'])|(?P<letter>[a-j])\)|§\s?(?P<par>[ivx]{1,5}|[0-9]{1,2}))\)?"
)
_BEFORE = re.compile(
    rf"(?:(?P<ord>{_ORDINAL}|[0-9]{{1,2}}(?:er|e|eme)|ler)\salinea|alinea\s(?P<al>[0-9]{{1,2}})|(?P<point>[0-9]{{1,2}})\s?°"
    r"|(?<![a-z])(?P<roman>[ivx]{1,5})(?![a-z])|(?<![a-z])(?P<letter>[a-h])\)?)\s{0,2}(?:du\s|de\s|,\s?|de\sl'\s?|de\sl|des\s)\s?$"
)


def subdivisions_after(folded: FoldedText, end: int) -> tuple[tuple[str, ...], int]:
    """What follows a number that ends at ``end``, in order, and where that ends: « 2122-22, 4° » gives ``4°``."""
    subdivisions: list[str] = []
    while len(subdivisions) < 4 and (found := _SUBDIVISION.match(folded.folded, end)):
        kind = found.lastgroup or ""
        written = found[kind]
        if kind == "roman" and not folded.is_upper(*found.span("roman")):
            break
        if kind == "point" and subdivisions and subdivisions[-1].endswith("°"):
            break
        subdivisions.append(_subdivision(kind, written))
        end = found.end()
        if found[0].endswith(")") and "(" not in found[0] and kind != "letter":
            end -= 1
    return tuple(subdivisions), end


def _subdivision(kind: str, written: str) -> str:
    if kind == "point":
        return f"{int(written)}°"
    if kind in {"al", "al2", "ord"}:
        number = _ORDINALS.get(written) or int(re.sub(r"[^0-9]", "", written) or 1)
        return f"al{number}"
    if kind == "letter":
        return written
    return written.upper()


def subdivisions_before(folded: FoldedText, start: int) -> tuple[str, ...]:
    """« premier alinéa de l'article », « 4° du I de l'article »: from the widest to the narrowest."""
    plain = folded.folded
    low = max(0, start - 60)
    text = re.sub(r"l'?$", "", plain[low:start])
    subdivisions: list[str] = []
    while len(subdivisions) < 4 and (found := _BEFORE.search(text)):
        kind = found.lastgroup or ""
        at = low + found.start(kind)
        if kind == "roman" and not folded.is_upper(at, at + len(found[kind])):
            break
        subdivisions.append(_subdivision(kind, found[kind]))
        text = text[: found.start()]
    return tuple(subdivisions)
