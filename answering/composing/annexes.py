"""A document that sends to an annex for what is asked, and the annex is not there: the pointer answers."""

import re
from collections.abc import Sequence

from french.answer_types import AnswerType
from french.typed_span import flat
from retriever.ranking.scoring import ScoredUnit, is_expose
from retriever.ranking.wanted import Wanted

# Of the question's subject, in and around the pointer; and so much in what is shown makes a pointer needless.
SUPPORT = 0.6
_POINTED = frozenset({AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.DAY, AnswerType.PERCENTAGE, AnswerType.PAPERS})

# « Les tarifs figurent en annexe », « la grille jointe en annexe 2 », « le plan annexé à la présente délibération »,
# « voir le tableau ci-joint »; not « les budgets annexes », « la mairie annexe ».
_POINTER = re.compile(
    r"\b(?:en|dans l'|a l'|cf\.? |voir |selon l')\s?annexe\b(?! de la mairie)"
    r"|\bannexee?s? (?:a la|au|aux) present(?:e|es)?\b"
    r"|\b(?:tableau|grille|document|liste|plan|bareme)\w*(?: \w+){0,3} (?:ci-joint|ci-annexe|joint|annexe)e?s?\b"
)


def is_pointer(text: str) -> bool:
    """Whether a sentence says that something stands in an annex."""
    return bool(_POINTER.search(flat(text)))


def with_pointer(shown: Sequence[ScoredUnit], found: Sequence[ScoredUnit], wanted: Wanted) -> tuple[ScoredUnit, ...]:
    """``shown``, the best pointer to an annex first when nothing shown gives the kind of thing asked for."""
    if not wanted.types & _POINTED or any(c.has_type and c.support >= SUPPORT for c in shown):
        return tuple(shown)
    pointers = [c for c in found if c.support >= SUPPORT and is_pointer(c.unit.text) and not is_expose(c.unit.text)]
    best = max(pointers, key=lambda c: c.score, default=None)
    return tuple(shown) if best is None else (best, *(c for c in shown if c.place != best.place))
