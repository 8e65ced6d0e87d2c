"""What a document says of itself as an act: its kind, its number, who met, from when it applies. Pure.

The day of its session is found by ``ingest/acts/session_date.py``, its decisions by ``ingest/acts/decisions.py``.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from domain.act import Act, ActKind
from domain.document import MediaType
from ingest.acts.decisions import FoundDecision, find_decisions
from ingest.acts.kind import find_kind, unnamed_minutes
from ingest.acts.written_dates import IN_FIGURES, WRITTEN, date_of, plain
from ingest.data.scdl_decisions import scdl_decisions
from ingest.markers import starts_visa
from ingest.structure import StructuredPage

_OF_A_SESSION = frozenset(
    {
        ActKind.DELIBERATION,
        ActKind.PROCES_VERBAL,
        ActKind.COMPTE_RENDU,
        ActKind.ORDRE_DU_JOUR,
        ActKind.LISTE_DES_DELIBERATIONS,
    }
)
# What a file of SCDL délibérations may be.
_OF_ROWS = frozenset({MediaType.CSV, MediaType.XLSX, MediaType.ODS})
_NUMBERED = frozenset({ActKind.DELIBERATION, ActKind.ARRETE})
_TAKES_EFFECT = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT, ActKind.CONVENTION})
_INSTANCE = re.compile(
    r"\b(conseil (?:municipal|communautaire|de communaute|syndical|d['’]administration)|comite (?:syndical|consultatif)"
    r"|bureau (?:communautaire|syndical)|commission permanente)\b"
)
# « Délibération n° 2031-012 », « ARRÊTÉ PRÉFECTORAL N° 30-2031-03-10-00002 », « N° 2031/047 » alone on its line;
# not « n° de téléphone ».
_NUMBER = re.compile(
    r"^(?:(?:extrait|projet|d[ée]lib[ée]ration|arr[êe]t[ée])\b[^\n]{0,60}?)?\bn\s?[°ºo]\s?:?\s?"
    r"(?P<number>(?=[\w/.-]*\d)[A-Z0-9][\w/.]*(?:-\s?[\w/.]*[A-Z0-9])*)(?=\W|$)",
    re.IGNORECASE,
)
_TITLE_LINES, _OPENING = 40, 2_500
_DATE = rf"(?:le |du |au )?(?:{WRITTEN}|{IN_FIGURES})"
# « entre en vigueur le 1er septembre 2031 », « prend effet au 01/09/2031 », « applicable à compter du … »
_SURELY = re.compile(
    rf"\b(?:entre\w* en vigueur|pren\w* effet|applicables?|s['’]appliqu\w+|en vigueur)\b[^.;\n\d]{{0,25}}?\b{_DATE}"
)
# « à compter du 1er janvier 2032 »: of something in the act, of all of it when it is the only day given.
_MAYBE = re.compile(rf"\b(?:a compter|a partir) {_DATE}")


def find_act(
    pages: Sequence[StructuredPage], media_type: MediaType, session_date: date | None
) -> tuple[Act, tuple[FoundDecision, ...]]:
    """What the document is and the decisions that it carries. ``pages`` are cleaned and structured."""
    told = scdl_decisions(pages) if media_type in _OF_ROWS else ()
    if told:
        return Act(kind=ActKind.LISTE_DES_DELIBERATIONS), told
    lines = [placed.line for page in pages[:1] for placed in page.lines]
    kind = find_kind(lines, media_type, session_date)
    number = _number(line.text for line in lines[:_TITLE_LINES]) if kind in _NUMBERED else None
    decisions = find_decisions(pages, kind, number, session_date)
    if kind is ActKind.DELIBERATION and len({decision.number for decision in decisions}) > 1:
        kind, number = unnamed_minutes(session_date), None
    opening = plain("\n".join(line.text for line in lines)[:_OPENING])
    instance = _INSTANCE.search(opening) if kind in _OF_A_SESSION else None
    act = Act(
        kind=kind,
        number=number,
        instance=_named(instance.group(1)) if instance else None,
        effect_date=_effect_date(pages) if kind in _TAKES_EFFECT else None,
    )
    return act, decisions


def _number(texts: Iterable[str]) -> str | None:
    for text in texts:
        found = None if starts_visa(text) else _NUMBER.match(text)
        if found:
            return found["number"]
    return None


def _named(instance: str) -> str:
    """With the accents that the plain text has lost."""
    return instance.replace("comite", "comité").replace("de communaute", "communautaire")


def _effect_date(pages: Sequence[StructuredPage]) -> date | None:
    """The one day from which the act applies; None when it gives none, or several: what is uncertain is withheld."""
    texts = [plain(p.line.text) for page in pages for p in page.lines if not starts_visa(p.line.text)]
    for pattern in (_SURELY, _MAYBE):
        days = {date_of(found) for text in texts for found in pattern.finditer(text)} - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None
