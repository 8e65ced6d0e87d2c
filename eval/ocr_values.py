"""Normal values of the numbers that a text read by OCR may give, for comparing with what a person read. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from french.dates import dates_in


class Kind(StrEnum):
    """What a number is."""

    AMOUNT = "amount"
    DATE = "date"
    HOUR = "hour"
    NUMBER = "number"


# « 1 350,20 », « 1 350.20 », « 16.431,60 », « 252,00 », « 14 »; of « 1 350 » its parts are tried as well.
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
# « 3 € 50 », « 12€50 »
_CENTS = re.compile(r"(\d+) ?(?:€|euros?) ?(\d{2})\b", re.IGNORECASE)
_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
# « 9h30 », « 9 h », « 18:15 », « 18H15 »
_YEARS = range(1950, 2050)
_HOUR = re.compile(r"\b(\d{1,2}) ?[h:] ?(\d{2})?(?!\d)", re.IGNORECASE)


def values_in(text: str, kind: Kind) -> set[str]:
    """Every value of that kind that the text gives: « 12.50 », « 2031-09-01 », « 09:30 », « 1234 »."""
    match kind:
        case Kind.AMOUNT:
            return {f"{value:.2f}" for value in _numbers(text)} | {f"{a}.{b}" for a, b in _CENTS.findall(text)}
        case Kind.NUMBER:
            return {_plain(value) for value in _numbers(text)}
        case Kind.HOUR:
            return {f"{int(h):02}:{m or '00'}" for h, m in _HOUR.findall(text)}
        case Kind.DATE:
            return set(_dates(text))


def _numbers(text: str) -> Iterator[Decimal]:
    for found in _NUMBER.findall(text):
        blank = re.sub(r"[ \u00a0\u202f]", "", found)
        # « 1.350 » is a thousand and more, or a decimal: both are tried.
        for written in (blank.replace(",", "."), blank.replace(".", "").replace(",", ".")):
            if written.count(".") <= 1:
                yield Decimal(written)
    for found in re.findall(r"\d+(?:[.,]\d+)?", text):
        yield Decimal(found.replace(",", "."))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _dates(text: str) -> Iterator[str]:
    for span in dates_in(text):
        whole = span.value.whole()
        if whole is not None:
            yield whole.isoformat()
        elif span.value.day and span.value.year is None:
            # « le vendredi 16 octobre »: the year stands elsewhere, where whoever read the page found it.
            yield from (f"{year}-{span.value.month:02}-{span.value.day:02}" for year in _YEARS)
    for day, month, year in _DATE.findall(text):
        try:
            yield date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
