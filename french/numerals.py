"""Numbers as French documents write them: « 1 250,00 », « 1.250 », « 12.5 », « deux mille vingt-six ».

Patterns are for texts made flat (``french.typed_span.flat``).
"""

import re
from decimal import Decimal
from itertools import pairwise

# « 1 250,00 », « 1.250,50 », « 12.5 », « 0.0125 » (€ per m³), « 3 »;
# « 2024 125 » is two numbers. Not the « 1 » of « 2.1 », nor « 12 » in « 512 ».
DIGITS = r"(?<![\d])(?<!\d[.,])(?:\d{1,3}(?:[ .]\d{3})+(?![\d])|\d+)(?:,\d+|\.(?:\d\d?|\d{4,5})(?!\d))?"

_UNITS = {
    **dict.fromkeys(("un", "une"), 1),
    **dict(zip(("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"), range(2, 10), strict=True)),
    **dict(zip(("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"), range(10, 17), strict=True)),
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_SCALES = {"cent": 100, "cents": 100, "mille": 1000, "mil": 1000, "million": 1_000_000, "millions": 1_000_000}
_WORD = "|".join(sorted([*_UNITS, *_SCALES], key=len, reverse=True))
# « deux mille vingt-six », « vingt et un », « quatre-vingt-dix »; not « une fois ».
IN_WORDS = rf"\b(?:{_WORD})\b(?:(?:[ -]et[ -]|[ -])(?:{_WORD})\b)*"


def from_digits(written: str) -> Decimal:
    """The number that ``DIGITS`` matched. A dot before three digits parts thousands: no price has three decimals."""
    whole, comma, decimals = written.replace(" ", "").partition(",")
    parts = whole.split(".")
    if comma or len(parts) > 2 or (len(parts) == 2 and len(parts[1]) == 3):
        return Decimal("".join(parts) + (f".{decimals}" if comma else ""))
    return Decimal(whole)


def from_words(written: str) -> int:
    """The number that ``IN_WORDS`` matched.

    >>> [from_words(w) for w in ("deux mille vingt-six", "quatre-vingt-dix", "cent cinquante", "mille deux cents")]
    [2026, 90, 150, 1200]
    """
    total = current = 0
    for word in re.findall(_WORD, written):
        if word in ("vingt", "vingts") and current % 10 == 4 and current % 100 == 4:
            current += 76
        elif word in ("cent", "cents"):
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
        else:
            current += _UNITS[word]
    return total + current


def is_well_formed(written: str) -> bool:
    """Whether tens go before units: « deux mille dix-vingt » of one council's minutes is no number.

    >>> [is_well_formed(w) for w in ("deux mille vingt et un", "quatre-vingt-dix-sept", "deux mille dix-vingt")]
    [True, True, False]
    """
    values = [_UNITS.get(word, 0) for word in re.findall(_WORD, written)]
    return not any(
        after and before < after and (before, after) != (4, 20) and before for before, after in pairwise(values)
    )


def number(written: str) -> Decimal:
    """The number that ``DIGITS`` or ``IN_WORDS`` matched."""
    return from_digits(written) if written[0].isdigit() else Decimal(from_words(written))
