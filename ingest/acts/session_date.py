"""The date of the meeting that a document reports or prepares, from its own words; never from a file name. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from french.dates import dates_in
from french.typed_span import flat

_MEETING = (
    r"(?:seances?(?: (?:ordinaire|extraordinaire|publique))?|reunions?(?: publique)?"
    r"|conseil (?:municipal|communautaire|d'administration)(?: de [\w' -]{2,40}?)?"
    r"|assemblee|comite syndical|bureau communautaire)"
)
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?"
# « Conseil municipal du », « SÉANCE / DU MARDI », « réunion : »
_OF = re.compile(rf"\b{_MEETING}\s*(?:du|le|en date du|:|-)?\s*:?\s*{_WEEKDAY}$")
# « Le 18 juin 2026 à 19 heures, le conseil … »
_STARTS = re.compile(rf"(?:^|[.\n]\s*)(?:le\s+)?{_WEEKDAY}$")
_GOES_ON = re.compile(r"[^.\n]{0,60}?(?:\ba\s+\w+\s*(?:heures?|h)|,)[^.\n]{0,160}\b(?:conseil|assemblee|comite)\b")
# « la réunion qui aura lieu en mairie le : / Mardi »
_CALLED = re.compile(
    r"\b(?:se reunira|aura lieu|se tiendra|s'est reunie?|est convoquee?)\b[^.]{0,160}?"
    rf"\b(?:le\s*:?\s+)?{_WEEKDAY}$"
)
# « Liste des délibérations » / « Le 11 mai 2027 »: the date alone on a line, under the record's title.
_TITLE_ABOVE = re.compile(
    r"\A(?:[^\n]*\n){0,4}?[^\n]*\b(?:proces[- ]verbal|compte[- ]rendu|liste des deliberations|ordre du jour)\b[^\n]*\n"
    rf"(?:[^\n]*\n){{0,2}}?(?:le |du )?{_WEEKDAY}$"
)
# Another meeting's date: « procès-verbal de la séance du … », « la prochaine séance », « convoqué le … ».
_OTHER = re.compile(
    r"(?:proces[- ]verba(?:l|ux)|compte[s]?[- ]rendus?|approbation|approuv\w*|adopt\w*|prochaine?|precedente?|"
    r"derniere?|lors|convocation|affich\w*|deliberation\w*|vu|depuis|decision\w*)\b[^.\n]{0,50}$"
)
_APPROVED_AFTER = re.compile(r"[^\n.]{0,40}\b(?:est|a ete|sont)\s+(?:approuv|adopt)")
_TITLE_OF_RECORD = re.compile(
    r"^\s*(?:proces[- ]verbal|compte[- ]rendu|extrait|ordre du jour|liste des deliberations)\b"
)
# The date stands on the first page or two; a record's own title in its first lines.
_LOOKED_AT, _TITLE_WITHIN = 6_000, 1_500
_BEFORE = 240
"""Code points read before a date: « aura lieu » may stand 160 before it."""


def find_session_date(lines: Sequence[str]) -> date | None:
    """The meeting's date in the first lines of a document's cleaned text; None when it does not say."""
    text = re.sub(r"[ \t\u00a0]+", " ", "\n".join(lines)[:_LOOKED_AT])
    said = flat(text)
    found = [(span.start, span.end, day) for span in dates_in(text) if (day := span.value.whole())]
    # « L'an deux mille vingt-six, / le dix-huit juin »: the year opens the record, wherever its line ends.
    one_line = text.replace("\n", " ")
    for span in dates_in(one_line):
        if flat(one_line[span.start : span.end]).startswith("l'an ") and (day := span.value.whole()):
            return day
    for told in (_of_a_meeting, _of_an_opening, _of_a_call):
        for start, end, day in found:
            at = told(said, start, end)
            if at is not None and not _is_another(said, at, end):
                return day
    above = (
        day for start, end, day in found if _TITLE_ABOVE.match(said[:start]) and said[end:].lstrip(" ")[:1] in "\n"
    )
    return next(above, None)


def _of_a_meeting(said: str, start: int, end: int) -> int | None:
    """Where the words that make the date a meeting's begin; None when they do not."""
    return _begin(_OF, said, start)


def _of_an_opening(said: str, start: int, end: int) -> int | None:
    return _begin(_STARTS, said, start) if _GOES_ON.match(said, end) else None


def _of_a_call(said: str, start: int, end: int) -> int | None:
    return _begin(_CALLED, said, start)


def _begin(pattern: re.Pattern[str], said: str, start: int) -> int | None:
    first = max(0, start - _BEFORE)
    found = pattern.search(said[first:start])
    return None if found is None else first + found.start()


def _is_another(said: str, at: int, end: int) -> bool:
    """Whether the words before, or after, say that it is another meeting, whose minutes are approved in this one."""
    before = said[said.rfind("\n", 0, at) + 1 : at]
    is_title = _TITLE_OF_RECORD.match(before) is not None and at < _TITLE_WITHIN
    return (_OTHER.search(before) is not None and not is_title) or _APPROVED_AFTER.match(said, end) is not None
