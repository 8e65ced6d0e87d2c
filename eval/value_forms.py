"""The figures of a French text, each in one canonical form, whatever its typography.

Reads amounts, percentages, volumes, hours, dates, telephone numbers, addresses of the network, ordinals,
numbers, days and months. Judges nothing: which of them an answer must hold is said in ``eval.values``.
Written apart from ``french/`` on purpose: a measure must not share the errors of what it measures.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {
    **dict.fromkeys(("janvier", "janv"), 1),
    **dict.fromkeys(("fevrier", "fevr"), 2),
    "mars": 3,
    **dict.fromkeys(("avril", "avr"), 4),
    "mai": 5,
    "juin": 6,
    **dict.fromkeys(("juillet", "juil"), 7),
    "aout": 8,
    **dict.fromkeys(("septembre", "sept"), 9),
    **dict.fromkeys(("octobre", "oct"), 10),
    **dict.fromkeys(("novembre", "nov"), 11),
    **dict.fromkeys(("decembre", "dec"), 12),
}
# "neuf" alone is left out: a new car is "neuf" too.
DIGIT_WORDS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
TEEN_WORDS = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
TEN_WORDS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
ORDINAL_WORDS = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4}


class ValueKind(StrEnum):
    """What a figure measures: two values are the same only within a kind."""

    PHONE = "phone"
    ADDRESS = "address"
    DATE = "date"
    VOLUME = "volume"
    AMOUNT = "amount"
    PERCENT = "percent"
    CLOCK = "clock"
    ORDINAL = "ordinal"
    WEEKDAY = "weekday"
    MONTH = "month"
    FREE = "free"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure. ``key`` is canonical within its kind (``5.15``, ``17:30``, ``04-27``, nine digits of a phone).

    ``detail`` is a date's year, or the word that follows a number; empty when there is none.
    """

    kind: ValueKind
    key: str
    detail: str = ""


def fold(text: str) -> str:
    """Compatibility form, lower case, without accents; one kind of apostrophe, dash and space; lines are kept.

    >>> fold("À 17 h 30 — 5,15 €/m³")
    'a 17 h 30 - 5,15 €/m3'
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    bare = re.sub(r"[’ʼ`´]", "'", re.sub(r"[‐‑‒–—―−]", "-", bare.replace("\u00ad", "")))
    return re.sub(r"[^\S\n]+", " ", bare)


_NUMBER = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_AFTER_CENTS = r"(?=\s(?:par|le|la|les|pour|et|ttc|l')|\s*[.;,)|]|\s*$)"

# Each must match its first example and refuse the second.
_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00)33[ .]*(?:\(0\))?[ .]*|0)([1-9](?:[ .\-/]*\d){8})(?!\d)")
# "01.44.55.66.77", "+33 (0)1 44 55 66 77", "0644 55 66 77"; not "02 500 €"
_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|\b(?:[a-z0-9\-]+\.)+(?:fr|com|org|net|eu|re)\b")
# "accueil@valmont.example.fr", "monvillage.fr"; not "art. L.2121"
_WORDED_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})(?:er)?\s+({_MONTH})\b\.?(?:\s+((?:19|20)\d\d)\b)?")
# "1er mars", "27 avril 2031"; not "27 avenues"
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_NUMERIC_DATE = re.compile(r"(?<![\d/])(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)?\d\d)(?![\d/])")
# "27/04/2031"; not "1.85/2.10/2.35"
_SHORT_DATE = re.compile(r"(?<![\d/,.h])(\d{1,2})/(\d{2})(?![\d/,.]| ?[€h])")
# "27/04"; not "25/30 €", not "8h30/12h00"
_VOLUME = re.compile(rf"({_NUMBER}) ?(?:m3|metres? cubes?)\b")
# "4m³", "12 mètres cubes"; not "80 m²"
_AMOUNT = re.compile(
    rf"({_NUMBER}) ?(?:€(\d\d)(?![\d,.]| ?[€%h])|€|euros? (\d\d){_AFTER_CENTS}|euros?\b|eur\b)",
)
# "5.15€", "5 euros 15", "2 500 €", "5€15"; not "5 eurolines"
_PERCENT = re.compile(rf"({_NUMBER}) ?(?:%|pour ?cents?\b)")
_CLOCK = re.compile(r"(?<![\d,.])(\d{1,2}) ?h(?:eures?\b|rs?\b)?(?: ?([0-5]\d)(?!\d)(?! ?h))?(?![a-z])")
# "17h30", "17 h 30", "9 heures", "36H"; not "5 habitants"
_COLON_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_DIGIT_ORDINAL = re.compile(r"(?<![\d,.])(\d{1,3})(?:ers?|eres?|res?|e|emes?|iemes?|nde?s?)\b")
# "3ème", "1ère", "2nd"; not "3 et"
_WORD_ORDINAL = re.compile(rf"\b({'|'.join(ORDINAL_WORDS)})s?\b(?: ({'|'.join(WEEKDAYS)}))?")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b")
_MONTH_ALONE = re.compile(rf"\b({'|'.join(m for m in MONTHS if len(m) > 3)}|mai)\b")
_FREE = re.compile(r"\bgratuit(?:e|es|s|ement|ite)?\b")
_NUMBER_UNIT = re.compile(rf"({_NUMBER})(?: ?([a-z]{{2,}}))?")
_SMALL_WORDS = "|".join([*DIGIT_WORDS, *TEEN_WORDS])
_TENS_AND_UNITS = rf"({'|'.join(TEN_WORDS)})(?:[ -](?:et[ -])?(un|neuf|{'|'.join(DIGIT_WORDS)})s?)?"
_NUMBER_WORD = re.compile(rf"\b(?:{_TENS_AND_UNITS}|({_SMALL_WORDS}))\b(?: ([a-z]{{2,}}))?")
# "quatre semaines", "quarante-cinq minutes"; not "quatrième"


def _decimal(written: str, *, thousands_dot: bool = False) -> str:
    compact = written.replace(" ", "")
    if thousands_dot and re.fullmatch(r"\d{1,3}\.\d{3}", compact):
        compact = compact.replace(".", "")
    return format(Decimal(compact.replace(",", ".")).normalize(), "f")


def _date(day: str, month: int, year: str | None) -> Value | None:
    if not (1 <= int(day) <= 31 and 1 <= month <= 12):
        return None
    full = "" if not year else year if len(year) == 4 else f"20{year}"
    return Value(kind=ValueKind.DATE, key=f"{month:02d}-{int(day):02d}", detail=full)


def _amount(match: re.Match[str]) -> Value:
    cents = match[2] or match[3]
    whole = _decimal(match[1], thousands_dot=True)
    # "5,15 € 10" is an amount and something else, never an amount with twice its cents.
    key = _decimal(f"{whole}.{cents}") if cents and "." not in whole else whole
    return Value(kind=ValueKind.AMOUNT, key=key)


def _number_word(match: re.Match[str]) -> Value:
    small = {"un": 1, "neuf": 9, **DIGIT_WORDS, **TEEN_WORDS}
    number = TEN_WORDS.get(match[1] or "", 0) + small.get(match[2] or match[3] or "", 0)
    return Value(kind=ValueKind.NUMBER, key=str(number), detail=match[4] or "")


def _clock(match: re.Match[str]) -> Value:
    return Value(kind=ValueKind.CLOCK, key=f"{int(match[1]):02d}:{match[2] or '00'}")


# In this order: what a pattern has read, the next ones no longer see.
_READERS = (
    (_PHONE, lambda m: Value(kind=ValueKind.PHONE, key=re.sub(r"\D", "", m[1]))),
    (_ADDRESS, lambda m: Value(kind=ValueKind.ADDRESS, key=m[0].removeprefix("www."))),
    (_WORDED_DATE, lambda m: _date(m[1], MONTHS[m[2]], m[3])),
    (_ISO_DATE, lambda m: _date(m[3], int(m[2]), m[1])),
    (_NUMERIC_DATE, lambda m: _date(m[1], int(m[2]), m[3])),
    (_VOLUME, lambda m: Value(kind=ValueKind.VOLUME, key=_decimal(m[1]))),
    (_AMOUNT, _amount),
    (_PERCENT, lambda m: Value(kind=ValueKind.PERCENT, key=_decimal(m[1]))),
    (_SHORT_DATE, lambda m: _date(m[1], int(m[2]), None)),
    (_CLOCK, _clock),
    (_COLON_CLOCK, _clock),
    (_DIGIT_ORDINAL, lambda m: Value(kind=ValueKind.ORDINAL, key=m[1].lstrip("0") or "0")),
    (_WORD_ORDINAL, lambda m: Value(kind=ValueKind.ORDINAL, key=str(ORDINAL_WORDS[m[1]]), detail=m[2] or "word")),
    (_FREE, lambda m: Value(kind=ValueKind.FREE, key="gratuit")),
    (_WEEKDAY, lambda m: Value(kind=ValueKind.WEEKDAY, key=m[1])),
    (_MONTH_ALONE, lambda m: Value(kind=ValueKind.MONTH, key=str(MONTHS[m[1]]))),
    (_NUMBER_UNIT, lambda m: Value(kind=ValueKind.NUMBER, key=_decimal(m[1]), detail=m[2] or "")),
    (_NUMBER_WORD, _number_word),
)


def _keeps_for_later(value: Value) -> bool:
    # "premier vendredi" is an ordinal and a day.
    return value.kind is ValueKind.ORDINAL


def values_in(text: str) -> list[Value]:
    """Every value of ``text``, kind by kind; a figure is read once, by the first kind that knows it.

    ``detail`` of an ordinal is the weekday that follows it, ``word`` when it is written in letters.
    """
    left = fold(text)
    found: list[Value] = []
    for pattern, read in _READERS:
        spans: list[tuple[int, int]] = []
        for match in pattern.finditer(left):
            value = read(match)
            if value is not None:
                found.append(value)
                spans.append(match.span(1) if _keeps_for_later(value) else match.span())
        for start, end in spans:
            left = left[:start] + " " * (end - start) + left[end:]
    return found


def loose_values_in(text: str) -> list[Value]:
    """``values_in`` and what a table leaves unsaid, for reading an answer.

    A bare number written with two decimals may be an amount (``12,88`` under « Tarif »); on a line of cells
    (``|``) whose header or neighbours name euros or per cents, every bare number may be one.
    """
    return [*values_in(text), *_unsaid_units(text)]


def _unsaid_units(text: str) -> Iterator[Value]:
    for line in fold(text).split("\n"):
        cells = "|" in line
        euros = cells and re.search(r"€|\beuros?\b", line) is not None
        percents = cells and "%" in line
        for match in re.finditer(_NUMBER, line):
            if euros or re.search(r"[.,]\d\d$", match[0]):
                yield Value(kind=ValueKind.AMOUNT, key=_decimal(match[0], thousands_dot=True))
            if percents:
                yield Value(kind=ValueKind.PERCENT, key=_decimal(match[0]))
