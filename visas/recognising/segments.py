"""Where one visa or paragraph ends and the next begins: what « même code » and « son article » may look back to."""

import re
from itertools import pairwise

_BREAK = re.compile(
    r"\n[ \t]*\n"
    r"|\n(?=\s{0,8}(?:[-•*▪●○➢>]\s{0,3})?(?:vu\b|v\su\b|considerant|sur\s(?:le\s)?(?:rapport|proposition)"
    r"|apres\s(?:en\savoir|avoir)"
    r"|article\s(?:[0-9]{1,2}|1er|premier)\s?[:.-]|le\sconseil\b|decide\b|delibere\b))"
    r"|\n(?=\s{0,8}[-•*▪◦●○❖➢]\s)"
    r"|(?<=[,;.])\s(?=vu\s(?:l'|la\b|le\b|les\b|larticle|larrete))"
    r"|\n(?=\s{0,8}et\svu\b)"
)
"""A blank line; a line that begins with Vu, Considérant, a bullet, « Article 1er : »; « …, Vu la loi » within."""


def segments(plain: str) -> list[tuple[int, int]]:
    """Start and end of each visa or paragraph of a folded text, in order; together they are the whole of it."""
    cuts = [0, *(found.end() for found in _BREAK.finditer(plain)), len(plain)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]
