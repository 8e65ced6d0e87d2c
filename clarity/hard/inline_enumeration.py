"""LX-09: four items or more in the line of a sentence, where a list would be read at once."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.counted_words import counted_words
from french.typed_span import flat

RULE = "LX-09"
FEWEST = 4
_LONGEST_ITEM = 10
"""Words: longer pieces are clauses."""
_SHORTEST_ENUMERATION = 12
"""Words in all: « lundi, mardi, jeudi et vendredi » reads well in its line."""
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
    """Start, end and number of items of the longest enumeration; the last piece holds « et » or « ou »."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^,;:()]+", text)]
    best: tuple[int, int, int] | None = None
    for first in range(len(pieces)):
        for last in range(first + FEWEST - 2, len(pieces)):
            run = pieces[first : last + 1]
            between = [text[a[1] : b[0]].strip() for a, b in pairwise(run)]
            if any(separator != "," for separator in between) or not _are_items(text, run):
                continue
            tail = text[run[-1][0] : run[-1][1]]
            items = len(run) + len(_LAST.findall(flat(tail)))
            words = len(counted_words(text[run[0][0] : run[-1][1]]))
            if (
                items >= FEWEST
                and items > len(run)
                and words >= _SHORTEST_ENUMERATION
                and (best is None or items > best[2])
            ):
                best = (run[0][0], run[-1][1], items)
    return best


def _are_items(text: str, run: list[tuple[int, int]]) -> bool:
    inner = run[1:]
    return all(0 < len(counted_words(text[start:end])) <= _LONGEST_ITEM for start, end in inner)
