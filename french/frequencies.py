"""How often: « chaque année », « deux fois par mois », « tous les trois ans », « redevance annuelle ».

Read apart from ``french.facts``: « par an » of a price belongs to its amount.
Days that recur (« tous les mardis ») are in ``french.days``, how long something lasts in ``french.delays``.
"""

import re
from dataclasses import dataclass

from french.dates import MONTH
from french.delays import DelayUnit
from french.numerals import IN_WORDS, number
from french.typed_span import FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """Once every ``every`` units of time."""

    every: int
    unit: DelayUnit


_UNITS = {
    "an": DelayUnit.YEAR,
    "annee": DelayUnit.YEAR,
    "mois": DelayUnit.MONTH,
    "semaine": DelayUnit.WEEK,
    "jour": DelayUnit.DAY,
    "heure": DelayUnit.HOUR,
}
_IN_MONTHS = {"trimestre": 3, "semestre": 6, "bimestre": 2}
_NAMED = "|".join([*_UNITS, *_IN_MONTHS])
# « par an », « chaque année », « loué au mois », « tous les ans », « toutes les deux semaines »; not « chaque jour »,
# « tous les jours », which are days of the week, nor « par anticipation », « au mois d’août ».
_EVERY = re.compile(
    rf"(?:\b(?:par|chaque|tou(?:s|tes) les(?: (?P<n>\d{{1,2}}|{IN_WORDS}))?|(?<=fois )l'"
    rf"|de l'(?=heure)|a l'(?=annee)|a la(?= semaine)"
    rf"|au(?= mois| trimestre| semestre))|/) ?(?P<unit>{_NAMED})s?\b(?! d(?:e |'){MONTH})"
)
_ADVERBS = (
    (re.compile(r"\bannuel(?:le)?s?\b|\bannuellement\b"), 1, DelayUnit.YEAR),
    (re.compile(r"\bsemestriel(?:le)?s?\b"), 6, DelayUnit.MONTH),
    (re.compile(r"\btrimestriel(?:le)?s?\b"), 3, DelayUnit.MONTH),
    (re.compile(r"\bmensuel(?:le)?s?\b|\bmensuellement\b"), 1, DelayUnit.MONTH),
    (re.compile(r"\bbimensuel(?:le)?s?\b"), 2, DelayUnit.WEEK),
    (re.compile(r"\bhebdomadaires?\b"), 1, DelayUnit.WEEK),
)


def frequencies_in(text: str) -> list[TypedSpan[Frequency]]:
    """Frequencies of ``text`` in order. « tous les trois mois », « par trimestre » and « trimestriel » are equal."""
    line = flat(text)
    found = [span for m in _EVERY.finditer(line) if (span := _read(m)) is not None]
    found += [
        _span(m.start(), m.end(), every, unit) for pattern, every, unit in _ADVERBS for m in pattern.finditer(line)
    ]
    return sorted(found, key=lambda span: span.start)


def _read(m: re.Match[str]) -> TypedSpan[Frequency] | None:
    every = int(number(m["n"])) if m["n"] else 1
    if m["unit"] == "jour" and every == 1 and "par" not in m[0] and "/" not in m[0]:
        return None
    if m["unit"] in _IN_MONTHS:
        return _span(m.start(), m.end(), every * _IN_MONTHS[m["unit"]], DelayUnit.MONTH)
    unit = _UNITS[m["unit"]]
    if unit is DelayUnit.MONTH and every == 12:
        every, unit = 1, DelayUnit.YEAR
    return _span(m.start(), m.end(), every, unit)


def _span(start: int, end: int, every: int, unit: DelayUnit) -> TypedSpan[Frequency]:
    return TypedSpan(kind=FactKind.FREQUENCY, start=start, end=end, value=Frequency(every=every, unit=unit))
