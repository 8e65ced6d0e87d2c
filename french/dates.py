"""Dates, whole or in part, with the side on which they bound: « jusqu'au », « à compter du », « au plus tard le ».

Reads « 18 juin 2026 », « 1er avril », « 18/06/26 », « l'an deux mille vingt-six, le dix-huit juin ».
"""

import datetime as dt
import re
from dataclasses import dataclass

from french.numerals import IN_WORDS, from_words, is_well_formed
from french.typed_span import Bound, FactKind, TypedSpan, flat

MONTHS = {
    **dict.fromkeys(("janvier", "janv", "jan"), 1),
    **dict.fromkeys(("fevrier", "fevr", "fev"), 2),
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
MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
HAS_MONTH = re.compile(r"janv|fevr?\b|fevrier|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|jan\b")
"""Whether a line is worth reading for months: ten times faster than looking for a date."""
YEAR = r"(?:19|20)\d\d\b"
_YEAR_WORDS = rf"(?=deux[ -]mil(?:le)?\b|mill?e? neuf){IN_WORDS}"
_DAY_WORDS = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze"
    r"|quinze|seize|vingt(?:[ -](?:et[ -])?(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[ -]et[ -]un)?)"
)

_OF = r"(?:du mois d(?:e |'))?"
# « 18 juin 2026 », « 3 du mois de mai », « 1er avril », « 1° avril » (a scan), « 18 juin deux mille vingt-six »; not
# « 27 avenues ».
_WORDED = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})(?: ?er|(?<=\b1) ?°)? ?{_OF}(?P<month>{MONTH})\.?"
    rf"(?: (?:de l'annee )?(?:(?P<year>{YEAR})|(?P<said>{_YEAR_WORDS})))?"
)
# « le dix-huit juin », « le premier avril deux mille vingt-six »; not « les six maires ».
_SAID = re.compile(
    rf"\b(?P<day>{_DAY_WORDS}) {_OF}(?P<month>{MONTH})(?: (?:(?P<year>{YEAR})|(?P<said>{_YEAR_WORDS})))?"
)
# « l'an deux mille vingt-six, le [jeudi] »: the year before the day, as minutes open.
_YEAR_BEFORE = re.compile(
    rf"\bl'an (?:(?P<year>{YEAR})|(?P<said>{_YEAR_WORDS}))[ ,]*(?:et )?(?:le |du )?(?:[a-z]+di |dimanche )?$"
)
# « 18/06/2026 », « 18.06.26 », « 18-06-2026 »; not « 1.85/2.10 », « L. 2121-29 », « 06.12.34.56.78 ».
_FIGURES = re.compile(
    r"(?<![\d/.,\-])(?P<day>\d{1,2})([/.\-])(?P<month>\d{1,2})\2(?P<year>(?:19|20)\d\d|\d\d)(?![\d/\-]|[.,]\d)"
)
_ISO = re.compile(r"(?<![\d\-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d\-])")
# « le 18/06 », « du 18/06 au 30/06 »: a day and a month in figures only after a word that announces a date.
_SHORT = re.compile(
    r"(?:(?<=\ble )|(?<=\bau )|(?<=\bdu )|(?<=di ))(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/,.]| ?[€h])"
)

_FROM = re.compile(
    r"(?:a compter du|a partir du|des le|depuis le|apres le|a dater du|posterieure?s? au|prend effet (?:le|au)"
    r"|en vigueur (?:le|au))(?: [a-z]+di| dimanche)? ?$"
)
_UNTIL = re.compile(
    r"(?:jusqu'au|au plus tard (?:le|au)|avant le|date limite(?: [a-z' ]{0,30})? ?(?::|est fixee au|le|au)"
    r"|anterieure?s? au|expire le|cloture le)(?: [a-z]+di| dimanche)? ?(?:le )?$"
)
_BEFORE = 60
"""Code points read before a date: « date limite de dépôt des candidatures : » has 40."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as written; ``year`` is None when the text gives none, ``day`` when it names only a month."""

    day: int | None
    month: int
    year: int | None
    bound: Bound = Bound.AT

    def whole(self) -> dt.date | None:
        """The calendar date, None when a part of it is not written."""
        return dt.date(self.year, self.month, self.day) if self.year and self.day else None


def dates_in(text: str) -> list[TypedSpan[PartialDate]]:
    """Dates of ``text`` in order. What no calendar has (« 31/02/2026 », « 45 mai ») is left out."""
    line = flat(text)
    found: dict[int, TypedSpan[PartialDate]] = {}
    names_a_month = HAS_MONTH.search(line) is not None
    for pattern in (_WORDED, _FIGURES, _ISO, _SHORT, _SAID):
        if pattern in (_WORDED, _SAID) and not names_a_month:
            continue
        for m in pattern.finditer(line):
            span = _span(line, m)
            if span is not None and not any(m.start() < s.end and s.start < m.end() for s in found.values()):
                found[m.start()] = span
    return [found[start] for start in sorted(found)]


def _span(line: str, m: re.Match[str]) -> TypedSpan[PartialDate] | None:
    groups = m.groupdict()
    before = line[max(0, m.start() - _BEFORE) : m.start()]
    opening = _YEAR_BEFORE.search(before)
    year = _year(m) or (_year(opening) if opening else None)
    day = int(groups["day"]) if groups["day"].isdigit() else _said_day(groups["day"])
    month = MONTHS.get(groups["month"]) or int(groups["month"])
    if not is_possible(day, month, year):
        return None
    start = m.start() - len(opening.group()) if opening else m.start()
    value = PartialDate(day=day, month=month, year=year, bound=_bound(before))
    return TypedSpan(kind=FactKind.DATE, start=start, end=m.end(), value=value)


def is_possible(day: int, month: int, year: int | None) -> bool:
    """Whether a calendar has that day; 29 February is possible in a year that is not written."""
    try:
        dt.date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _year(m: re.Match[str]) -> int | None:
    groups = m.groupdict()
    if groups.get("year"):
        return int(groups["year"]) if len(groups["year"]) == 4 else 2000 + int(groups["year"])
    if not groups.get("said"):
        return None
    said = re.match(IN_WORDS, groups["said"])
    year = from_words(said.group()) if said and is_well_formed(said.group()) else 0
    return year if 1900 <= year < 2100 else None


def _said_day(written: str) -> int:
    return 1 if written == "premier" else from_words(written)


def _bound(before: str) -> Bound:
    if _FROM.search(before):
        return Bound.FROM
    return Bound.UNTIL if _UNTIL.search(before) else Bound.AT
