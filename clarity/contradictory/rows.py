"""Rows of a table as sentences, one for each cell that holds a value: « row label, column header : value »."""

import re
from collections.abc import Iterator

from clarity.contradictory.clauses import Sentence
from clarity.contradictory.names import told_facts
from clarity.contradictory.quantities import quantities_in
from clarity.contradictory.standing import Standing
from french.typed_span import FactKind, flat

# « fermé », « Fermeture », « - », « néant »: a cell that gives a value, though no figure.
_CLOSED = re.compile(r"\W*(?:ferm\w+|neant|sans objet)?\W*$")
SEPARATOR = " | "
# « Capacité », « Jauge », « Nombre de personnes » over « 80 ».
_OF_PEOPLE = re.compile(r"\b(?:capacite|jauge|personnes|effectif maxim\w+)\b")
_PER = re.compile(
    r"\bpar (?:mois|an|jour|semaine|heure|nuit|trimestre|enfant|personne|repas|seance)\b|/ ?(?:mois|an|jour)\b"
)
_PRICE = re.compile(r"[\d ]+(?:[.,]\d\d?)? ?(?:€|euros?)")
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
    cells = [_counted(cell, head) for cell, head in zip(cells, header, strict=True)]
    valued = [any(fact.kind in _VALUES for fact in told_facts(cell)) or bool(quantities_in(cell)) for cell in cells]
    before = next((at for at, cell in enumerate(cells) if valued[at] or _CLOSED.match(flat(cell))), 0)
    labels = " ".join(cells[:before])
    for cell, head, has_value in zip(cells, header, valued, strict=True):
        if has_value and labels:
            said = f"{labels} {head} : {cell}"
            yield Sentence(text=said, start=0, end=len(text), facts=told_facts(said))


def _counted(cell: str, head: str) -> str:
    """A cell with the unit that its header tells: « 80 » under « Capacité », « 21 € » under « Prix par mois »."""
    if cell.strip().isdigit() and _OF_PEOPLE.search(flat(head)):
        return f"{cell} personnes"
    unit = _PER.search(flat(head))
    return f"{cell} {unit.group()}" if unit and _PRICE.fullmatch(cell.strip()) else cell
