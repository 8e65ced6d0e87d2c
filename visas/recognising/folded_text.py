"""A text made plain for the grammar: lower case, no accents, one form of quote, dash and space; its offsets kept.

Nearly every text folds one character to one character, so that offsets are the same. Only a text with combining
marks, soft hyphens, ligatures or a word cut at a line's end needs a table of offsets.
"""

import re
import unicodedata
from dataclasses import dataclass

from visas.recognising.latex_noise import is_marked, marks

_DROPPED = "\x00"
_SPELT = "\x01"
_QUOTES = dict.fromkeys("’‘‛`´ʼ′＇", "'") | dict.fromkeys("«»“”„‟″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_DEGREES = dict.fromkeys("º°˚", "°")
_PLAIN = _QUOTES | _DASHES | _DEGREES | {"№": "n", "\r": " ", "\u2028": "\n", "\u2029": "\n"}

_CUT = re.compile(
    r"(?<=[a-z]{2})-[ \t]{0,4}\n?[ \t]{0,20}(?<=\s)(?=[a-z]{2})(?!(?:articles?|lois?|vu|et|codes?)\b)"
    r"|[ \t]{1,200}(?=[ \t])"
)
"""« comp- tables », « collec-⏎tivités », one of two spaces; not « vice-président », « territoriales- article »."""


class _Folding(dict[int, str]):
    """Each character's plain form, found once."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = plain = _plain(chr(code_point))
        return plain


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in "\x00\x01" or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return _DROPPED
    if character != "\n" and (character.isspace() or unicodedata.category(character) == "Cc"):
        return " "
    spelt = unicodedata.normalize("NFKD", character).lower()
    spelt = "".join(c for c in spelt if not unicodedata.combining(c))
    if character in "œŒæÆ" or (len(spelt) > 1 and spelt.isalpha()):
        return _SPELT
    return spelt if len(spelt) == 1 else character


_FOLDING = _Folding()
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedText:
    """``folded[i]`` comes from ``text[offset(i)]``. ``offsets`` is None when they are the same."""

    text: str
    folded: str
    offsets: tuple[int, ...] | None

    def offset(self, at: int) -> int:
        """Where a character of the folded text stands in the text."""
        return at if self.offsets is None else self.offsets[at]

    def end(self, at: int) -> int:
        """End in the text of what ends at ``at`` in the folded text."""
        if self.offsets is None or at == 0:
            return at
        return self.offsets[at - 1] + 1

    def is_upper(self, start: int, end: int) -> bool:
        """Whether all that stands there is written in capitals."""
        return self.text[self.offset(start) : self.end(end)].isupper()


def fold(text: str) -> FoldedText:
    """The plain form of a text. Linear in its length."""
    folded = text.translate(_FOLDING)
    offsets: list[int]
    if _DROPPED not in folded and _SPELT not in folded:
        if not _CUT.search(folded) and not is_marked(folded):
            return FoldedText(text=text, folded=folded, offsets=None)
        offsets = list(range(len(folded)))
    else:
        kept: list[str] = []
        offsets = []
        for at, character in enumerate(folded):
            if character == _SPELT:
                character = _LIGATURES.get(text[at]) or unicodedata.normalize("NFKD", text[at]).lower()
            if character != _DROPPED:
                kept.extend(character)
                offsets.extend([at] * len(character))
        folded = "".join(kept)
    if is_marked(folded):
        folded, offsets = _without(folded, offsets, marks(folded))
    folded, offsets = _without(folded, offsets, [(*cut.span(), "") for cut in _CUT.finditer(folded)])
    return FoldedText(text=text, folded=folded, offsets=(*offsets, len(text)))


def _without(folded: str, offsets: list[int], cuts: list[tuple[int, int, str]]) -> tuple[str, list[int]]:
    """A text without (start, end), what stands for each put there, at the place of its last character."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, instead in cuts:
        pieces += [folded[at:start], instead]
        places.extend(offsets[at:start])
        places.extend([offsets[end - 1]] * len(instead))
        at = end
    places.extend(offsets[at:])
    return "".join((*pieces, folded[at:])), places
