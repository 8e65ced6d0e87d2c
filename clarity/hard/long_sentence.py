"""LX-01: a sentence too long; a semicolon, or a colon before a list, ends it for whoever reads."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.amounts import amounts_in
from french.hours import hours_in

RULE = "LX-01"
LONG, VERY_LONG = 40, 60
"""Words, as written between blanks. LanguageTool warns at 40; of 90 sentences of real communes that a reader held for
clean, nine in ten were shorter. Between 26 and 40 words a sentence may be good prose: it only counts in the gauge."""

_CUTS = re.compile(r"[;:]\s+(?=\S)|[;:]\s*$")
_WORD = re.compile(r"\S*\w\S*")
_MOST_VALUES = 6
"""Prices and hours above which a line is a grid that lost its cells, not a sentence."""


def detect(text: ReadText) -> Iterator[Observation]:
    """Segments of more than ``LONG`` words."""
    for sentence in sentences_of(text):
        start = 0
        for cut in [*(m.end() for m in _cuts(sentence.text)), len(sentence.text)]:
            piece = sentence.text[start:cut]
            words = len(_WORD.findall(piece))
            if words > LONG and len(amounts_in(piece)) + len(hours_in(piece)) < _MOST_VALUES:
                yield observe_at(
                    text,
                    sentence.stretch,
                    (sentence.start + start, sentence.start + start + len(piece.rstrip())),
                    rule=RULE,
                    severity=Severity.MAJEUR if words > VERY_LONG else Severity.MINEUR,
                    measures=(("words", words),),
                )
            start = cut


def _cuts(line: str) -> list[re.Match[str]]:
    """Semicolons, and colons that a list follows: a second separator stands after them."""
    return [
        m for m in _CUTS.finditer(line) if m.group().startswith(";") or ";" in line[m.end() :] or m.end() == len(line)
    ]
