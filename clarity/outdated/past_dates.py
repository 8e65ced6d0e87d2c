"""ST-01: deadlines, events, school years and terms of office that are over, in a document that speaks of today."""

import re
from collections.abc import Iterator
from datetime import date

from clarity.observation import Observation, Place
from clarity.outdated.presented import is_current, is_ground
from clarity.read_text import Block, BlockKind, ReadText
from domain.finding import Severity
from french.dates import PartialDate, dates_in
from french.periods import Period, Season, periods_in
from french.sentences import sentence_spans
from french.typed_span import Bound, TypedSpan, flat

RULE = "ST-01"

# « aura lieu le », « se tiendra », « seront ouvertes », « débutera »; not « la mairie », « opéra », « il faudra »,
# « caméra »: only the verbs with which a date is announced.
_TO_COME = re.compile(
    r"\b(?:aur(?:a|ont) lieu|se tiendr(?:a|ont)|se derouler(?:a|ont)|ser(?:a|ont)|debuter(?:a|ont)"
    r"|commencer(?:a|ont)|ouvrir(?:a|ont)|fermer(?:a|ont)|reprendr(?:a|ont)|s'arreter(?:a|ont)"
    r"|(?:est|sont) prevue?s?|est attendue?|devr(?:a|ont)|pourr(?:a|ont)|rendez-vous)\b"
)
# « entrera en vigueur le », « sera applicable à compter du », « s'appliquera dès le »: past, it holds.
_HOLDS_SINCE = re.compile(
    r"en vigueur|prend(?:ra)? effet|applicables?|s'appliqu|(?:est|sont|sera|seront) (?:fixe|factur)"
    r"|a compter d|a partir d|depuis le|modifie|institue|abroge"
)
# « mandat 2014-2020 », « conseil municipal 2014/2020 », « mandature 2020-2026 »; not « PLUi 2014-2030 ».
_TERM = re.compile(
    r"\b(?:mandat|mandature|equipe municipale|conseil municipal|conseillers municipaux|elus|municipalite)"
    r"(?: municipale?)?(?: (?:de|pour|du|la periode|:))* ?\(?(?P<from>20\d\d) ?[-/–] ?(?P<to>20\d\d)\b"
)
# « les contrats signés avant le », « le permis a été délivré avant le », « nés jusqu'au »; not « doivent être déposées
# avant le », « sont reçues jusqu'au », « à signer avant le ».
_DONE_BEFORE = re.compile(
    r"(?<!\bsont )(?<!\best )(?<!\betre )(?<!\bsera )(?<!\bseront )\b(?:conclu|signe|ne|delivre|depose"
    r"|construit|acheve|obtenu|acquis"
    r"|achete|immatricule|etabli|embauche|entre|mis|publie|adopte|vote|approuve|paye|recu|inscrit|installe|souscrit|ouvert"
    r"|cree|engage|commence|realise)e?s?(?: [a-z']+){0,3} (?:avant(?: le)?|jusqu'au|au plus tard(?: le)?) ?$"
)
LONGEST_GAP = 31
_TERM_YEARS = range(5, 8)
_NEW_COUNCIL = (6, 30)
"""Councils are renewed in March (Code électoral, L227), or June when it is put off, as in 2020."""


def past_dates(text: ReadText, day: date) -> Iterator[Observation]:
    """What is over on ``day``: each deadline and event, and each school year and term of office once."""
    if not is_current(text):
        return
    yield from _past_years(text, day)
    for block in text.blocks:
        if not is_ground(block):
            yield from _past_days(text, block, day)


def _past_days(text: ReadText, block: Block, day: date) -> Iterator[Observation]:
    dates = dates_in(block.text)
    if not dates:
        return
    for start, end in sentence_spans(block.text):
        inside = [found for found in dates if start <= found.start < end]
        over = [found for found in inside if _is_over(found.value, day)]
        # « du 3 mars 2031 au 3 mars 2033 »: one of the two is still to come.
        if not over or len(over) < len(inside):
            continue
        sentence = flat(block.text[start:end])
        over = [found for found in over if not _narrows(found, flat(block.text)[start : found.start])]
        if not over or _goes_on(text, block, over):
            continue
        last = max(over, key=lambda found: found.value.whole() or date.min)
        if last.value.bound is Bound.UNTIL or (_TO_COME.search(sentence) and not _HOLDS_SINCE.search(sentence)):
            yield _observed(text, block, (start, end), day, ("past_day", str(last.value.whole())))


def _narrows(found: TypedSpan[PartialDate], before: str) -> bool:
    """Whether a day only tells which things are meant: « les contrats signés avant le », « nés avant le »."""
    return found.value.bound is Bound.UNTIL and _DONE_BEFORE.search(before) is not None


def _goes_on(text: ReadText, block: Block, over: list[TypedSpan[PartialDate]]) -> bool:
    """Whether the line beside an item begins where it ends: « jusqu'au 16 août », « depuis le 17 août »."""
    if block.kind is BlockKind.PARAGRAPH:
        return False
    at = text.blocks.index(block)
    beside = [one for one in text.blocks[max(0, at - 1) : at + 2] if one is not block]
    starts = [d.value.whole() for one in beside for d in dates_in(one.text)]
    ends = [found.value.whole() for found in over]
    return any(a and b and 0 < (a - b).days <= LONGEST_GAP for a in starts for b in ends)


def _is_over(value: PartialDate, day: date) -> bool:
    whole = value.whole()
    return whole is not None and whole < day


def _past_years(text: ReadText, day: date) -> Iterator[Observation]:
    """Of the latest school year and term of office that the document names, when they are over."""
    named = _school_years(text.title)
    years = [(block, span) for block in text.blocks for span in _school_years(block.text)]
    ends = [_school_end(span) for span in (*named, *(span for _, span in years))]
    if ends and max(ends) < day:
        measure = ("school_year_ended", str(max(ends)))
        if named:
            yield _of_title(text, day, measure)
        else:
            block, span = max(years, key=lambda found: _school_end(found[1]))
            yield _observed(text, block, (span.start, span.end), day, measure)
    terms = [(block, found) for block in text.blocks for found in _TERM.finditer(flat(block.text)) if _is_term(found)]
    if terms and all(_term_end(found) < day for _, found in terms):
        block, found = terms[0]
        yield _observed(text, block, found.span(), day, ("term_ended", str(max(int(f["to"]) for _, f in terms))))


def _school_years(line: str) -> list[TypedSpan[Period]]:
    return [span for span in periods_in(line) if span.value.season is Season.SCHOOL_YEAR] if "20" in line else []


def _school_end(span: TypedSpan[Period]) -> date:
    end = span.value.end
    assert end is not None
    assert end.year is not None
    return date(end.year, 8, 31)


def _is_term(found: re.Match[str]) -> bool:
    return int(found["to"]) - int(found["from"]) in _TERM_YEARS


def _term_end(found: re.Match[str]) -> date:
    return date(int(found["to"]), *_NEW_COUNCIL)


def _of_title(text: ReadText, day: date, measure: tuple[str, str]) -> Observation:
    place = Place(
        document_id=None if text.document is None else text.document.id,
        passage_id=None,
        page=text.blocks[0].page if text.blocks else None,
        heading_path=(),
        start=0,
        end=0,
        quote=text.title,
    )
    return Observation(rule=RULE, severity=Severity.MAJEUR, place=place, measures=(measure, ("day", day.isoformat())))


def _observed(text: ReadText, block: Block, span: tuple[int, int], day: date, measure: tuple[str, str]) -> Observation:
    return Observation(
        rule=RULE,
        severity=Severity.MAJEUR,
        place=text.place(block, *span),
        measures=(measure, ("day", day.isoformat())),
    )
