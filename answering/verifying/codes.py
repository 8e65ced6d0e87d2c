"""Codes of a sentence (references, keys, identifiers): each stands in the passage as it is written, or is invented.

No word stands for a code and no stem is its own, so none of the checks of wording applies: a key that is not told from
an unknown word passes among enough known ones.
"""

import re
from collections.abc import Iterator

from answering.verifying.read_text import ReadText
from answering.verifying.verified import Lack, Trusted, Unsupported
from french.analyser import fold

LONGEST_WORD = 20
"""Letters. « intercommunalisation » has 20; what is longer is a key, or so rare that it is asked as written."""

FEWEST_SPELLED = 6
"""Single characters in a row that spell something out; « de 2 à 4 », « R. P. A. » are shorter."""

_WORD = re.compile(r"[^\W_]+(?:_+[^\W_]+)*")
# A number with a unit or an ending of its own, which the checks of figures read: « 14h30 », « 1er », « 12e », « 2ème »,
# « 80m2 », « 30kg », « 12ans », « n°12 » written « no12 ». Not « B12 », « 12xk », « 3f9c ».
_MEASURE = re.compile(
    r"(?:no|art)?\d+(?:h(?:\d{2})?(?:mn|min)?"
    r"|ers?|res?|eres?|e|es|d|nde?s?|emes?|iemes?"
    r"|euros?|ans?|mois|jours?|j|min|mn|s|km[23]?|m[23]?|[dc]m[23]?|mm|ha|kg|mg|g|t|[dcm]?l|kwh?|kva|w|v|db|ko|mo|go)?"
    r"|[kdc]?m[23]"
)
# Capitals within a word that are no name's: « aGVsbG8 », « qBrTzP »; « FranceConnect » and « eCarte » have one.
_MIXED = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_SINGLES = re.compile(rf"(?<![^\W_])(?:[^\W_][\W_]{{1,3}}){{{FEWEST_SPELLED - 1},}}[^\W_](?![^\W_])")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = r"[ _\-./·]{0,2}"
"""« RD 31 », « RD-31 » and « RD31 » are one code."""


def unsupported_codes(sentence: ReadText, known: ReadText, trusted: Trusted) -> Iterator[Lack]:
    """Codes of ``sentence`` that neither ``known`` nor a name of ``trusted`` holds as they are written."""
    there = fold("\n".join((known.text, *trusted.names)))
    for m in _WORD.finditer(sentence.text):
        if is_code(m.group()) and not _stands(_PARTS.findall(fold(m.group())), there):
            yield Lack(kind=Unsupported.CODE, words=m.group())
    for m in _SINGLES.finditer(sentence.text):
        letters = re.findall(r"[^\W_]", fold(m.group()))
        if sum(letter.isalpha() for letter in letters) > len(letters) / 2 and not _stands(letters, there):
            yield Lack(kind=Unsupported.CODE, words=m.group())


def is_code(word: str) -> bool:
    """Whether a word can only be taken as it is written: letters with digits, very long, or with a key's capitals."""
    plain = fold(word)
    if _MEASURE.fullmatch(plain):
        return False
    has_both = any(c.isdigit() for c in plain) and any(c.isalpha() for c in plain)
    return has_both or "_" in word or len(word) > LONGEST_WORD or len(_MIXED.findall(word)) > 1


def _stands(parts: list[str], there: str) -> bool:
    """Whether the parts follow one another in ``there``, with at most spaces, dashes or dots between two."""
    pattern = _BETWEEN.join(re.escape(part) for part in parts)
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", there) is not None
