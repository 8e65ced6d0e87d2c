"""« la veille », « le jour même », « dans l’année »: times told from an event, each in the document by its own word."""

import re
from collections.abc import Iterator

from answering.verifying.read_text import ReadText
from answering.verifying.verified import Lack, Unsupported
from french.delays import DelayUnit
from french.typed_span import FactKind, flat

# « le jour même », « le matin même »; « jour meme si » is two words apart.
_SAME_DAY = re.compile(r"\b(?:jour|matin|soir|lendemain)(?: |-)meme\b(?! s[i'])")
_DAY_ITSELF = re.compile(r"\bmeme jour\b|\ble jour (?:du|de|d')")
# « dans le mois », « dans l’année »; not « dans la semaine du 12 », « dans le mois de mai ».
_WITHIN = re.compile(r"\bdans (?:le |la |l')(?P<unit>mois|annee|semaine|journee)\b(?! d(?:e |u ))")
_UNITS = {
    "mois": DelayUnit.MONTH,
    "annee": DelayUnit.YEAR,
    "semaine": DelayUnit.WEEK,
    "journee": DelayUnit.DAY,
}


def unsupported_relative_times(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Relative times of ``sentence`` that ``known`` does not give."""
    there = flat(known.text)
    for m in _SAME_DAY.finditer(flat(sentence.text)):
        if not _SAME_DAY.search(there) and not _DAY_ITSELF.search(there):
            yield Lack(kind=Unsupported.DATE, words=sentence.text[m.start() : m.end()])
    given = {m["unit"] for m in _WITHIN.finditer(there)}
    for m in _WITHIN.finditer(flat(sentence.text)):
        unit = _UNITS[m["unit"]]
        lengths = [f.value for f in known.of_kind(FactKind.DELAY) if f.value.unit is unit]
        is_one = any(1 in (length.low, length.high) for length in lengths)
        is_frequent = any(span.value.unit is unit for span in known.frequencies)
        if m["unit"] not in given and not is_one and not is_frequent:
            yield Lack(kind=Unsupported.DELAY, words=sentence.text[m.start() : m.end()])
