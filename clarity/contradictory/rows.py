"""Rows of a table as sentences, one for each cell that holds a value: « row label, column header : value »."""

import re
from collections.abc import Iterator

from clarity.contradictory.clauses import Sentence
from clarity.contradictory.standing import Standing
from french.facts import facts_in
from french.typed_span import FactKind, flat

# « fermé », « Fermeture », « - », « néant »: a cell that gives a value, though no figure.
_CLOSED = re.compile(r"\W*(?:ferm\w+|neant|sans objet)?\W*$")
SEPARATOR = " | "
_VALUES = frozenset(
    {
        FactKind.AMOUNT,
        FactKind.PERCENTAGE,
        FactKind.HOURS,
        FactKind.DELAY,
        FactKind.PHONE,
        FactKind.EMAIL,
        FactKind.ADDRESS,
    }
)


def row_sentences(standing: Standing) -> Iterator[Sentence]:
    """Each value's row with the labels before it and the header of its column, the other values left out.

    A table whose rows have not as many cells as its header gives nothing: a value would go with another's header.
    """
    text = standing.block.text
    cells = text.split(SEPARATOR)
    header = (standing.header or "").split(SEPARATOR)
    if len(cells) != len(header):
        return
    read = [facts_in(cell) for cell in cells]
    valued = [any(fact.kind in _VALUES for fact in facts) for facts in read]
    before = next((at for at, cell in enumerate(cells) if valued[at] or _CLOSED.match(flat(cell))), 0)
    labels = " ".join(cells[:before])
    for cell, head, has_value in zip(cells, header, valued, strict=True):
        if has_value and labels:
            said = f"{labels} {head} : {cell}"
            yield Sentence(text=said, start=0, end=len(text), facts=tuple(facts_in(said)))
