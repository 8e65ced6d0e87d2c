"""Two readings of a page → one: the words that stand, and the figures that are not sure. Pure.

OCR loses figures first (94.9 % kept where 99.6 % of words are). A figure is sure when both readings have it at its
place, and tesseract was sure enough each time; else it is doubtful. It is never corrected.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from statistics import median

from french.typed_span import flat
from ingest.ocr.hocr import OcrWord

# Of the second reading, words that the first does not have at all are taken when tesseract is this sure of them.
_SURE_ALONE = 0.6
# Under this, or when read once only, a figure is doubtful. Of 564 figures of ten pages scanned by our own means, at .5
# four wrong ones pass for sure and 56 right ones are doubtful; at .7 two and 69, at .8 two and 90, at .9 one and 140.
SURE_FIGURE = 0.7
# So is each figure of a line that is not sure as a whole: of pages scanned at 90 dots an inch, three of the four wrong
# figures that both readings give stand in such lines.
_SURE_LINE = 0.7
# A word of one reading stands where a word of the other does when they share so much of the smaller one's box.
_SHARED = 0.5
# No French text holds these as words: pieces of rules. Others without a letter or a figure are what dust is taken for,
# and of those tesseract is at most so sure.
_RULE = re.compile(r"[_|~\[\]]+")
_DUST = re.compile(r"[^\w€%&+–—-]*|[_|—–-]+")
_SURE_DUST = 0.9
# No act of a commune is dated before the communes, or of the next century.
_FIRST_YEAR, _LAST_YEAR = 1789, 2100
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_MONTH = re.compile(_MONTHS)
# « Il mars », « ler septembre », « lO € », « l h 30 », « O % »: what these come after is a figure.
_LOOKS_LIKE_FIGURE = re.compile(r"[IilLOoSsZBb!|]{1,3}|[Il!|][eé]r?")
_NEEDS_FIGURE = re.compile(rf"(?:{_MONTHS}|€|euros?|h|heures?|%)(?!\w)")
_DAY, _YEAR = re.compile(r"\d{1,2}(?:er)?"), re.compile(r"(?:19|20)\d\d(?!\d)")
# « octohre », « fevner », « aoui » share so much with a month (difflib's ratio).
_NEAR = 0.7
# « dlimars », « llmai »; not « demain », « jamais », « juin ».
_STUCK_MONTH = re.compile(rf"[dl]?[il1o]{{1,2}}(?:{_MONTHS})")
# Kept of a word with figures: « 12,50€ » and « 12,50 » are one figure, « 12.50 » another writing of it.
_FIGURES = re.compile(r"\d+(?:[.,:/h-]\d+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWord:
    """A word that stands. ``is_doubtful`` tells that its figures are not sure."""

    word: OcrWord
    is_doubtful: bool


def merged_readings(first: Sequence[OcrWord], second: Sequence[OcrWord]) -> list[SeenWord]:
    """The words of the first reading, and those of the second that stand where the first has none, in no order."""
    first, second = _without_dust(first), _without_dust(second)
    unlikely = {id(word) for before, word, after in _neighbours(first) if _is_unlikely(before, word, after)}
    unlikely |= {
        id(word) for line in _lines(first) if _sureness(line) < _SURE_LINE for word in line if _has_figure(word.text)
    }
    seen = [
        SeenWord(word=word, is_doubtful=id(word) in unlikely or _is_doubtful(word, first, second)) for word in first
    ]
    for word in second:
        is_new = not any(_meet(word, other) for other in first)
        if is_new and word.confidence >= _SURE_ALONE:
            seen.append(SeenWord(word=word, is_doubtful=_has_figure(word.text)))
    return seen


def usual_size(words: Sequence[OcrWord]) -> float:
    """Height of most of the letters, in points; 0 for a page without words."""
    return median(word.size for word in words for _ in word.text) if words else 0.0


def _without_dust(words: Sequence[OcrWord]) -> list[OcrWord]:
    return [
        word
        for word in words
        if not (_RULE.fullmatch(word.text) or (_DUST.fullmatch(word.text) and word.confidence < _SURE_DUST))
    ]


def _is_doubtful(word: OcrWord, first: Sequence[OcrWord], second: Sequence[OcrWord]) -> bool:
    """Whether the readings differ on the figures that stand where the word does, or one of them is not sure."""
    there = [other for other in second if _meet(word, other)]
    if not _has_figure(word.text) and not any(_has_figure(other.text) for other in there):
        return False
    # « 1 350,20 » is one word in one reading and two in the other: compared with all that meets it.
    here = [other for other in first if any(_meet(other, one) for one in there)] or [word]
    if _figures(here) != _figures(there):
        return True
    return min(one.confidence for one in (word, *(o for o in there if _has_figure(o.text)))) < SURE_FIGURE


def _lines(words: Sequence[OcrWord]) -> Iterator[list[OcrWord]]:
    for _, line in groupby(words, key=lambda word: (word.line_top, word.line_bottom)):
        yield list(line)


def _sureness(words: Sequence[OcrWord]) -> float:
    return sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words)


def _neighbours(words: Sequence[OcrWord]) -> Iterator[tuple[str, OcrWord, str]]:
    """Each word with the text before and after it on its line."""
    for place, word in enumerate(words):
        before, after = words[place - 1] if place else None, words[place + 1] if place + 1 < len(words) else None
        yield (
            before.text if before and before.line_top == word.line_top else "",
            word,
            after.text if after and after.line_top == word.line_top else "",
        )


def _is_unlikely(before: str, word: OcrWord, after: str) -> bool:
    """Letters where only a figure makes sense, a month with letters stuck to it, a year that no act has."""
    if _LOOKS_LIKE_FIGURE.fullmatch(word.text) and _NEEDS_FIGURE.match(flat(after)):
        return True
    if _STUCK_MONTH.fullmatch(flat(word.text)) or _is_misread_month(before, flat(word.text), after):
        return True
    is_year = word.text[:4].isdigit() and not word.text[4:5].isdigit() and bool(_MONTH.fullmatch(flat(before)))
    return is_year and not _FIRST_YEAR <= int(word.text[:4]) <= _LAST_YEAR


def _is_misread_month(before: str, text: str, after: str) -> bool:
    """« 15 octohre 2031 »: between a day and a year, nearly a month."""
    if not (_DAY.fullmatch(before) and _YEAR.match(after)) or _MONTH.fullmatch(text):
        return False
    return bool(get_close_matches(text, _MONTHS.split("|"), n=1, cutoff=_NEAR))


def _figures(words: Sequence[OcrWord]) -> str:
    text = "".join(word.text for word in sorted(words, key=lambda w: w.left))
    return " ".join(found.group().lower().replace(".", ",") for found in _FIGURES.finditer(text))


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _meet(one: OcrWord, other: OcrWord) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return False
    smaller = min((w.right - w.left) * (w.bottom - w.top) for w in (one, other))
    return across * down >= _SHARED * smaller
