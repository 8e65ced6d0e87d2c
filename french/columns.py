"""Bare figures of a table whose header says that they are money: « Tarif en € | 12,50 ». Pure.

The offsets are those of the row as a passage holds it, its cells joined by `` | ``.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from french.amounts import Amount, amounts_in
from french.numerals import DIGITS, number
from french.typed_span import FactKind, TypedSpan, flat

CELL_MARK = " | "
# « Tarif en € », « Prix (€) », « Montant en euros », « Prix TTC en € », « Coût € HT », « Tarifs (en euros) »; not
# « Nombre d'habitants », « Prix par m3 » which names no money, « 4,10 € » which is a price and not a column's name.
_MONEY = re.compile(r"(?:\(|\ben |^|\b(?:tarifs?|prix|montants?|couts?|ttc|ht) )(?:€|euros?\b)")
_IN_THOUSANDS = re.compile(r"\b(?:k€|milliers? d'euros|m€|millions? d'euros)")
_TAX = re.compile(r"\b(ttc|ht)\b")
# A whole cell, its note apart: « 12,50 », « 1 250,00 », « 12 (1) »; not « 12 enfants ».
_FIGURE = re.compile(rf"^\s*(?P<n>{DIGITS})\s*(?:\(\d\)|\*+)?\s*$")


def amounts_in_row(row: str, header: Sequence[str]) -> list[TypedSpan[Amount]]:
    """Amounts of a row: those that it writes, and the bare figures under a header of euros.

    ``header`` holds the header rows of its table, widest level first; none when it is empty.
    """
    written = amounts_in(row)
    columns = _money_columns(header)
    found = list(written)
    at = 0
    for place, cell in enumerate(row.split(CELL_MARK)):
        figure = _FIGURE.match(cell) if place in columns else None
        if figure:
            value = number(flat(figure["n"]))
            start, end = at + figure.start("n"), at + figure.end("n")
            found.append(_span(start, end, value, columns[place]))
        at += len(cell) + len(CELL_MARK)
    return sorted(found, key=lambda span: span.start)


def _money_columns(header: Sequence[str]) -> dict[int, str]:
    """Place → tax (« ttc », « ht » or empty) of each column that some level of the header says to be euros."""
    columns: dict[int, str] = {}
    for row in header:
        for place, cell in enumerate(row.split(CELL_MARK)):
            line = flat(cell)
            if place and _MONEY.search(line) and not _IN_THOUSANDS.search(line):
                tax = _TAX.search(line)
                columns[place] = tax.group(1) if tax else ""
    return columns


def _span(start: int, end: int, value: Decimal, tax: str) -> TypedSpan[Amount]:
    return TypedSpan(kind=FactKind.AMOUNT, start=start, end=end, value=Amount(low=value, high=value, tax=tax))
