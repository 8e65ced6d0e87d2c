"""Brackets of the family quotient: « QF inférieur à 700 », « de 701 à 1 000 », « moins de 700 », « QF > 1 200 »."""

import re
from dataclasses import dataclass
from decimal import Decimal

from french.numerals import DIGITS, from_digits
from french.typed_span import FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A quotient from ``low`` (included) to ``high``; ``is_high_included`` is False for « moins de 700 ».

    ``is_income`` tells a household's yearly income from a monthly quotient, by its size.
    """

    low: Decimal | None
    high: Decimal | None
    is_high_included: bool = True
    is_income: bool = False


_QF = r"(?:\bq\.?f\.?(?: ?\d(?!\d))?|\bquotients?(?: familia(?:l|ux))?)"
_BETWEEN = (
    rf"(?:(?:de|entre|compris entre) )?(?P<low>{DIGITS}) ?(?:€|euros?)? ?(?:a|au?|et|-|/|<=? ?(?:qf"
    rf"|quotient) ?<=?) ?(?P<high>{DIGITS})"
)
_UNDER = (
    rf"(?:(?P<strict>moins de|inferieure?s? (?!ou\b)(?:a )?|<(?!=)|en dessous de)|jusqu'a|inferieure?s? ou egale?s? a"
    rf"|<=|≤|ne depassant pas|(?:ne )?(?:depasse|excede) pas|n'excede pas|ne doit pas (?:depasser"
    rf"|exceder)) ?(?P<under>{DIGITS})"
)
_OVER = (
    rf"(?:plus de|superieure?s? (?:ou egale?s? )?a|>=?|≥|a partir de|au-dela de|au-dessus de) ?(?P<over>{DIGITS})"
    rf"|(?P<over2>{DIGITS}) et (?:plus|\+|au-dela)"
)
_BRACKET = re.compile(
    rf"(?:{_BETWEEN}|{_UNDER}|{_OVER})(?! ?(?:ans?\b|mois|jours?|h\b|%|m2|m3|personnes|enfants|habitants|eleves|annee"
    rf"|[/.]\d))(?: ?€)?"
)
_NAMED = re.compile(rf"{_QF}(?: (?:est |mensuel |caf |compris |annuel )*)? ?[:=(]? ?")
# A cell that holds a bracket alone: « moins de 700 », « de 701 à 1 000 »; not « moins de 12 ans », « 3 à 5 € ».
_CELL = re.compile(r"(?:(?<=\| )|(?<=\|)|^)[^|\n]+(?=\||$|\n)", re.MULTILINE)
_LEAST_QUOTIENT = 100
"""A cell « 3 - 11 » beside no « QF » is not a quotient: the least upper end met in tariff tables is 333."""

_MOST_QUOTIENT = 6_000
"""Above, euros a year: the highest quotient met in tariff tables is 3,201, the lowest income 10,000."""


def quotients_in(text: str) -> list[TypedSpan[Bracket]]:
    """Brackets of ``text`` in order: those that « QF » or « quotient » announces, and cells that hold one alone.

    Cells count in a text that names the quotient, or where one of them is open at an end (« moins de 700 »).
    """
    line = flat(text)
    found: list[TypedSpan[Bracket]] = []
    names = list(_NAMED.finditer(line))
    for name in names:
        m = _BRACKET.match(line, name.end())
        if m is not None:
            found.append(_span(name.start(), m))
    cells = [m for cell in _CELL.finditer(line) if (m := _BRACKET.fullmatch(line, *_inside(line, cell))) is not None]
    is_scale = bool(names) or not all(m["high"] for m in cells)
    for m in cells:
        if is_scale and _is_large_enough(m) and not any(s.start < m.end() and m.start() < s.end for s in found):
            found.append(_span(m.start(), m))
    return sorted(found, key=lambda span: span.start)


def _is_large_enough(m: re.Match[str]) -> bool:
    is_year = re.fullmatch(r"(?:19|20)\d\d", m["high"] or "") is not None
    return not is_year and from_digits(m["high"] or m["under"] or m["over"] or m["over2"]) >= _LEAST_QUOTIENT


def _inside(line: str, cell: re.Match[str]) -> tuple[int, int]:
    written = cell.group()
    end = cell.end() - (len(written) - len(written.rstrip(" €")))
    return cell.start() + len(written) - len(written.lstrip()), end


def _span(start: int, m: re.Match[str]) -> TypedSpan[Bracket]:
    low, high = m["low"] or m["over"] or m["over2"], m["high"] or m["under"]
    value = Bracket(
        low=from_digits(low) if low else None,
        high=from_digits(high) if high else None,
        is_high_included=not m["strict"],
        is_income=from_digits(high or low) > _MOST_QUOTIENT,
    )
    return TypedSpan(kind=FactKind.QUOTIENT, start=start, end=m.end(), value=value)
