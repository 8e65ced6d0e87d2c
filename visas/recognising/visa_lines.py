"""The visas of a whole délibération, one by one: glued, bulleted under one « Vu : », cut by the préfecture's stamp."""

import re
from dataclasses import dataclass

from visas.recognising.folded_text import fold
from visas.recognising.stamps import without_stamps

_VISA = re.compile(
    r"(?:(?:^|\n)[ \t]{0,20}(?:[-•*▪●○➢>–][ \t]{0,4})?(?:et[ \t])?|(?<=[,;.:])[ \t]{1,4}(?:et[ \t])?"
    r"|(?<=[,;])(?=vu[ \t](?:l'|la |le |les )))"
    r"(?P<vu>v ?u(?![a-z0-9]))(?!\s{1,3}(?:de|du|des|arriver|pour|par|et)\b)"
    r"(?P<colon>[ \t]{0,2}:[ \t]{0,3}(?=\n|[-•*▪●○➢]))?"
)
"""« Vu le code… », « VU, l'arrêté », « …, Vu la loi », « - vu »; not « au vu de l'avis », « vu de la diminution »."""

_AFTER_LOWER = re.compile(
    r"\s{0,3},?\s{0,3}(?:l'|l(?=[a-z]{4})|la\b|le\b|les\b|ensemble\b|notamment\b|que\b|qu'|son\b|sa\b|ses\b|y)"
)
_NEXT_PART = (
    r"\n[ \t]{0,20}(?:[-•*][ \t]{0,3})?(?=considerant|au vu d|sur (?:le |la )?(?:rapport|proposition|presentation)"
    r"|apres (?:en )?avoir|ayant |entendu |oui l"
    r"|le conseil|l'assemblee|decide|delibere|il est propose|(?:monsieur|madame) "
    r"|m\. |mme |article (?:1er|premier|[0-9])|le maire (?:expose|rappelle|propose))"
)
_LISTED_END = re.compile(_NEXT_PART)
_END = re.compile(_NEXT_PART + r"|\n[ \t]*\n(?=[ \t]{0,20}[a-z])")
_BULLET = re.compile(r"(?:^|\n)[ \t]{0,20}[-•*▪●○➢–][ \t]{0,4}(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaLine:
    """A visa at ``start:end`` of the text; ``text`` is it in one line, without « Vu » and without stamps."""

    text: str
    start: int
    end: int


def split_visas(text: str) -> tuple[VisaLine, ...]:
    """The visas of a délibération, in order. Linear in its length; nothing is found in a text that has none."""
    folded = fold(text)
    plain = without_stamps(folded.folded)
    starts = [found for found in _VISA.finditer(plain) if _begins(text[folded.offset(found.start("vu"))], plain, found)]
    lines: list[VisaLine] = []
    for found, after in zip(starts, [*starts[1:], None], strict=False):
        limit = after.start() if after else len(plain)
        stop = _END.search(plain, found.end(), limit)
        pieces = [(found.end(), stop.start() if stop else limit)]
        if found["colon"]:
            stop = _LISTED_END.search(plain, found.end(), limit)
            pieces = _bullets(plain, found.end(), stop.start() if stop else limit)
        for start, end in pieces:
            shown = [
                folded.text[folded.offset(at)] if plain[at] == folded.folded[at] else " " for at in range(start, end)
            ]
            line = re.sub(r"\s+", " ", "".join(shown)).strip(" ,;.:•-")
            if line:
                lines.append(VisaLine(text=line, start=folded.offset(start), end=folded.end(end)))
    return tuple(lines)


def _begins(first: str, plain: str, found: re.Match[str]) -> bool:
    """Whether a « vu » is of a visa: in capitals, or followed by what visas cite."""
    return first.isupper() or _AFTER_LOWER.match(plain, found.end()) is not None or found["colon"] is not None


def _bullets(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = list(_BULLET.finditer(plain, start, end))
    if not cuts:
        return [(start, end)]
    ends = [*(cut.start() for cut in cuts[1:]), end]
    return [(cut.end(), stop) for cut, stop in zip(cuts, ends, strict=True)]
