"""ST-02: a price in francs, which nobody has paid since 2002. Told of exhibitions and of the past, it is left alone."""

import re
from collections.abc import Iterator
from datetime import date

from clarity.observation import Observation
from clarity.outdated.presented import is_current
from clarity.outdated.told_as_past import is_told_as_past
from clarity.read_text import Block, ReadText
from domain.finding import Severity
from french.sentences import sentence_spans
from french.typed_span import flat

RULE = "ST-02"
EURO = date(2002, 1, 1)
"""Règlement (CE) n° 974/98 du 3 mai 1998."""

# « 1 800 francs », « 6 500 F », « 3 FRF »; not « 120 francs suisses », « 500 F CFA », « un franc succès », « T2 F3 ».
_FRANCS = re.compile(
    r"(?<![\w.,])\d[\d ]*(?:,\d\d?)? ?(?:[Ff]rancs?|FRF|FF|F)(?![\w/])(?! ?(?:CFP|CFA|pacifique|suisses?|belges?))"
)


def old_money(text: ReadText, day: date) -> Iterator[Observation]:
    """The first price in francs of a document that speaks of today."""
    if day < EURO or not is_current(text):
        return
    for block in text.blocks:
        for start, end in sentence_spans(block.text):
            found = _FRANCS.search(block.text.replace("\u00a0", " ").replace("\u202f", " "), start, end)
            if found and not is_told_as_past(block.text[start:end], EURO.year, beside=_beside(text, block)):
                yield Observation(
                    rule=RULE,
                    severity=Severity.MAJEUR,
                    place=text.place(block, *_shown(block, found.span(), (start, end))),
                    measures=(("former", found.group().strip()), ("now", "€"), ("since", EURO.isoformat())),
                )
                return


def _beside(text: ReadText, block: Block) -> str:
    return " ".join((text.title, *block.heading_path, *block.context))


def _shown(block: Block, found: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """The sentence; of a row the cell alone, which its neighbours would drown."""
    return found if " | " in flat(block.text) else sentence
