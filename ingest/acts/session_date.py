"""The date of the meeting that a document reports or prepares, from its own words; never from a file name. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from ingest.acts.written_dates import DAYS, IN_FIGURES, NUMBER, OF_MONTH, WRITTEN, YEAR, date_of, plain

_AN = re.compile(
    rf"\bl['’ ]?\s?an\s+(?P<year>{YEAR})\s*,?\s*(?:et\s+)?(?:le\s+)?(?:(?:{DAYS})\s+)?"
    rf"(?P<day>{NUMBER}|1er|premier)\s+{OF_MONTH}\b"
)
_MEETING = (
    r"(?:seances?(?:\s+(?:ordinaire|extraordinaire|publique))?|reunions?(?:\s+publique)?|"
    r"conseil\s+(?:municipal|communautaire|d['’]administration)(?:\s+de\s+[\w' -]{2,40}?)?|"
    r"assemblee|comite syndical|bureau communautaire)"
)
_OF = re.compile(rf"\b{_MEETING}\s*(?:du|le|en date du|:|-|–)?\s*:?\s*(?:{WRITTEN}|{IN_FIGURES})")
_OPENING = re.compile(
    rf"(?:^|[.\n]\s*)(?:le\s+)?(?:{WRITTEN}|{IN_FIGURES})[^.\n]{{0,60}}?(?:\ba\s+\w+\s*(?:heures?|h)|,)"
    r"[^.\n]{0,160}\b(?:conseil|assemblee|comite)\b"
)
_CALLED = re.compile(
    r"\b(?:se reunira|aura lieu|se tiendra|s['’]est reunie?|est convoquee?)\b[^.]{0,160}?"
    rf"\b(?:le\s*:?\s+)?(?:{WRITTEN}|{IN_FIGURES})"
)
# « Liste des délibérations » / « Le 11 mai 2027 »: the date alone on a line, under the record's title.
_ALONE = re.compile(
    r"\A(?:[^\n]*\n){0,4}?[^\n]*\b(?:proces[- ]verbal|compte[- ]rendu|liste des deliberations|ordre du jour)\b[^\n]*\n"
    rf"(?:[^\n]*\n){{0,2}}?(?:le |du )?(?:{WRITTEN}|{IN_FIGURES})\s*(?:\n|$)"
)
# Another meeting's date: « procès-verbal de la séance du … », « la prochaine séance », « convoqué le … ».
_OTHER = re.compile(
    r"(?:proces[- ]verba(?:l|ux)|compte[s]?[- ]rendus?|approbation|approuv\w*|adopt\w*|prochaine?|precedente?|"
    r"derniere?|lors|convocation|affich\w*|deliberation\w*|vu|depuis|decision\w*)\b[^.\n]{0,50}$"
)
_TITLE_OF_RECORD = re.compile(
    r"^\s*(?:proces[- ]verbal|compte[- ]rendu|extrait|ordre du jour|liste des deliberations)\b"
)
# The date stands on the first page or two.
_LOOKED_AT = 6_000


def find_session_date(lines: Sequence[str]) -> date | None:
    """The meeting's date in the first lines of a document's cleaned text; None when it does not say."""
    text = plain("\n".join(lines)[:_LOOKED_AT])
    for found in _AN.finditer(text):
        day = date_of(found)
        if day:
            return day
    for pattern in (_OF, _OPENING, _CALLED):
        for found in pattern.finditer(text):
            line_start = text.rfind("\n", 0, found.start()) + 1
            before = text[line_start : found.start()]
            if _OTHER.search(before) and not (_TITLE_OF_RECORD.match(before) and found.start() < 1_500):
                continue
            if re.match(r"[^\n.]{0,40}\b(?:est|a ete|sont)\s+(?:approuv|adopt)", text[found.end() :]):
                continue
            day = date_of(found)
            if day:
                return day
    alone = _ALONE.match(text)
    return date_of(alone) if alone else None
