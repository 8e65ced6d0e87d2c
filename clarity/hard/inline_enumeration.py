"""LX-09: four items or more in the line of a sentence, where a list would be read at once."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "LX-09"
FEWEST = 4
_LONGEST_ITEM = 10
"""Words: longer pieces are clauses."""
_SHORTEST_ENUMERATION = 12
"""Words in all: « lundi, mardi, jeudi et vendredi » reads well in its line."""
_PIECE = re.compile(r"[^,;:()]+")
_LAST = re.compile(r",?\s+(?:et|ou)\s+")


def detect(text: ReadText) -> Iterator[Observation]:
    """Runs of four pieces or more between commas, closed by « et » or « ou »."""
    for sentence in sentences_of(text):
        span = _enumeration(sentence.text)
        if span is not None:
            start, end, items = span
            yield observe_at(
                text,
                sentence.stretch,
                (sentence.start + start, sentence.start + end),
                rule=RULE,
                severity=Severity.MINEUR,
                measures=(("items", items),),
            )


def _enumeration(text: str) -> tuple[int, int, int] | None:
    """Start, end and number of items of the longest enumeration; its last piece holds « et » or « ou »."""
    best: tuple[int, int, int] | None = None
    start, pieces, previous_end = 0, 0, 0
    for m in _PIECE.finditer(text):
        goes_on = pieces and text[previous_end : m.start()].strip() == "," and _words(m.group()) <= _LONGEST_ITEM
        start, pieces = (start, pieces + 1) if goes_on else (m.start(), 1)
        previous_end = m.end()
        last = len(_LAST.findall(flat(m.group())))
        if last and pieces > 1:
            items = pieces + last
            is_long = items >= FEWEST and _words(text[start : m.end()]) >= _SHORTEST_ENUMERATION
            if is_long and (best is None or items > best[2]):
                best = (start, m.end(), items)
            pieces = 0
    return best


def _words(piece: str) -> int:
    return len(piece.split())
