"""Which documents may contradict others, and which acts took the place of which."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from clarity.read_text import ReadText
from domain.act import ActKind
from domain.document import Document, Visibility
from domain.register import number_key
from french.dates import dates_in
from french.stated_period import stated_period
from french.typed_span import flat
from retriever.ranking.drafts import is_draft

BULLETIN_DAYS = 400
"""An issue tells what held when it came out: older than a year, nobody takes it for today's."""

# Minutes, agendas and lists tell a session, reports what is proposed; a convention binds two parties.
_OF_THEIR_DAY = frozenset(
    {
        ActKind.PROCES_VERBAL,
        ActKind.COMPTE_RENDU,
        ActKind.ORDRE_DU_JOUR,
        ActKind.LISTE_DES_DELIBERATIONS,
        ActKind.RAPPORT,
        ActKind.CONVENTION,
    }
)
DECIDED = 3
"""Rank of what was decided."""
_RANKS = {ActKind.DELIBERATION: DECIDED, ActKind.ARRETE: DECIDED, ActKind.REGLEMENT: 2, ActKind.BULLETIN: 0}
_ACTS = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT})
# « archives/2019/tarifs.pdf », « /historique/ »; not « archives municipales » of a title alone.
_ARCHIVE = re.compile(r"(?:^|[/_\- ])archives?(?:$|[/_\- .])|(?:^|/)historique(?:$|/)")
# « Délibération n° 2031-12 du 3 mars 2031 », « Arrêté 2031/04 »; not « Les délibérations du conseil ».
_ACT_TITLE = re.compile(
    r"^\W*(?:extrait .{0,40})?(?:deliberation|arrete)\b(?:[^\d]{0,30}n[°o]? ?(?P<number>[\w./-]*\d))?"
)
# « la délibération n° 2031-12 est abrogée », « annule et remplace l'arrêté n° 4 »: one is near the other.
_ENDS = re.compile(r"\b(?:abrog|rempla|annul|rapport|retir)\w*")
_NUMBER = re.compile(r"\bn[°o] ?(?P<number>[\w./-]*\d)")
_NEAR = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that speaks of today. ``rank``: 3 for what is decided, 2 rules, 1 pages, 0 bulletins.

    ``number`` is that of the act that it is; ``day`` when it was decided or written, None when nothing tells.
    """

    document: Document
    rank: int
    is_act: bool
    number: str | None
    day: date | None


def may_speak(document: Document) -> bool:
    """Whether what it says may be read as true on some day: no minutes, agenda, report, draft nor archive."""
    kind = document.act.kind if document.act else ActKind.AUTRE
    if document.visibility is not Visibility.PUBLIC or kind in _OF_THEIR_DAY or is_draft(document):
        return False
    return not _ARCHIVE.search(flat(document.path.rpartition("/")[0] + "/"))


def source_of(document: Document, day: date) -> Source | None:
    """The document as a side of a contradiction; None where what it says is not to be read as true today."""
    if not may_speak(document):
        return None
    kind = document.act.kind if document.act else ActKind.AUTRE
    title = _ACT_TITLE.match(flat(document.title))
    is_act = kind in _ACTS or title is not None
    own = document.act.number if document.act else None
    number = own or (title["number"] if title else None)
    source = Source(
        document=document,
        rank=DECIDED if title else _RANKS.get(kind, 1),
        is_act=is_act,
        number=number_key(number) if number else None,
        day=_day(document, is_act=is_act),
    )
    is_old = source.day is None or source.day < day - timedelta(days=BULLETIN_DAYS)
    return None if kind is ActKind.BULLETIN and is_old else source


def ended_numbers(text: ReadText) -> frozenset[str]:
    """Keys of the numbers of acts that a document says it ends or replaces."""
    found = set()
    for block in text.blocks:
        line = flat(block.text)
        for m in _NUMBER.finditer(line) if _ENDS.search(line) else ():
            around = line[max(0, m.start() - _NEAR) : m.end() + _NEAR]
            key = number_key(m["number"])
            if key and _ENDS.search(around):
                found.add(key)
    return frozenset(found)


def _day(document: Document, *, is_act: bool) -> date | None:
    own = document.session_date or (document.act.effect_date if document.act else None)
    if own is None and is_act:
        dated = [found.value.whole() for found in dates_in(document.title)]
        own = next((one for one in dated if one), None)
    return own or stated_period(document.title)[0] or document.written_on
