"""Numbers that bound or count a thing: « jusqu'à 20 m² », « moins de 5 m² », « quarante personnes »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from french.numerals import DIGITS, IN_WORDS, number
from french.typed_span import AnySpan, flat

_UNITS = {
    r"m2|metres? carres?": "m2",
    r"m3|metres? cubes?": "m3",
    r"metres?|m": "m",
    r"cm|centimetres?": "cm",
    r"km|kilometres?": "km",
    r"kg|kilos?|kilogrammes?": "kg",
    r"tonnes?": "t",
    r"litres?|l": "l",
    r"personnes?|participants?|convives?|spectateurs?|enfants?|places?(?: assises)?": "personne",
    r"documents?": "document",
    r"livres?|ouvrages?": "livre",
    r"dvd": "dvd",
    r"revues?|magazines?": "revue",
    r"photos?|photographies?": "photo",
    r"exemplaires?|copies?": "copie",
    r"sacs?": "sac",
    r"passages?": "passage",
    r"decibels?|db": "db",
    r"degres?|°c": "degre",
}
_UNIT = "|".join(f"(?:{pattern})" for pattern in _UNITS)
# « 20 m² », « quarante personnes », « 1,80 m »; not « m. 20 », « article 3 », « une personne », « 3 rue ».
_QUANTITY = re.compile(rf"(?<![\w,.])(?P<n>{DIGITS}|(?!une? ){IN_WORDS}) ?(?P<unit>{_UNIT})(?![\w'’]|\. [a-z])")
_MOST = re.compile(
    r"(?:jusqu'a|moins de|inferieure?s? (?:ou egale?s? )?a|au plus|maxim\w+(?: de| :)?|n'exced\w+ pas|ne depass\w+ pas"
    r"|ne doi\w+ pas (?:depasser|exceder)|limitee?s? a|dans la limite de|au-dessous de|en dessous de|<=?) ?$"
)
_LEAST = re.compile(
    r"(?:a partir de|plus de|superieure?s? (?:ou egale?s? )?a|au moins|minim\w+(?: de| :)?|au-dela de|au-dessus de"
    r"|des|>=?) ?$"
)
# « 5 m² au plus », « 120 personnes maximum », « 10 enfants au moins »: after the number.
_MOST_AFTER = re.compile(r" ?\(?(?:au (?:plus|maximum)|maxim\w+|max\b|ou moins)")
_LEAST_AFTER = re.compile(r" ?\(?(?:au (?:moins|minimum)|minim\w+|mini\b|ou plus|et plus)")
_BEFORE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """``side`` is « most », « least », or empty where the number neither opens nor closes a range."""

    value: Decimal
    unit: str
    side: str
    start: int
    end: int


def quantities_in(text: str, taken: Sequence[AnySpan] = ()) -> list[Quantity]:
    """Quantities of ``text`` in order, outside the spans ``taken``."""
    line = flat(text)
    found = []
    for m in _QUANTITY.finditer(line):
        if any(m.start() < span.end and span.start < m.end() for span in taken):
            continue
        before = line[max(0, m.start() - _BEFORE) : m.start()]
        is_most = _MOST.search(before) or _MOST_AFTER.match(line, m.end())
        is_least = _LEAST.search(before) or _LEAST_AFTER.match(line, m.end())
        side = "most" if is_most else "least" if is_least else ""
        unit = next(name for pattern, name in _UNITS.items() if re.fullmatch(pattern, m["unit"]))
        found.append(Quantity(value=number(m["n"]), unit=unit, side=side, start=m.start(), end=m.end()))
    return found
