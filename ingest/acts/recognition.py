"""What a document says of itself as an act: its kind, its number, who met, from when it applies. Pure.

The day of its session is found by ``ingest/acts/session_date.py``, its decisions by ``ingest/acts/decisions.py``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from domain.act import Act, ActKind
from domain.document import MediaType
from domain.known_acts import MINUTES
from french.act_parts import starts_operative, starts_visa
from french.plain_text import plain
from ingest.acts.attendance import find_attendance
from ingest.acts.decisions import FoundDecision, find_decisions
from ingest.acts.delegated import find_delegated
from ingest.acts.kind import find_kind, unnamed_minutes
from ingest.acts.transmission import SentAct
from ingest.acts.validity import find_validity
from ingest.data.scdl_decisions import scdl_decisions
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


def find_act(
    pages: Sequence[StructuredPage],
    media_type: MediaType,
    session_date: date | None,
    title: str = "",
    sent: SentAct | None = None,
) -> tuple[Act, tuple[FoundDecision, ...]]:
    """What the document is and the decisions that it carries. ``pages`` are cleaned and structured.

    ``sent`` is what its transmission to the prefecture printed on it: trusted where the words do not say.
    """
    told = scdl_decisions(pages) if media_type in _OF_ROWS else ()
    if told:
        return Act(kind=ActKind.LISTE_DES_DELIBERATIONS), told
    lines = [placed.line for page in pages[:1] for placed in page.lines]
    sent = sent or SentAct()
    kind = find_kind(lines, media_type, session_date)
    kind = sent.kind if kind is ActKind.AUTRE and sent.kind else kind
    number = _number(line.text for line in lines[:_TITLE_LINES]) if kind in _NUMBERED else None
    number = number or (sent.number if kind in _NUMBERED else None)
    decisions = find_decisions(pages, kind, number, session_date)
    if kind is ActKind.DELIBERATION and len({decision.number for decision in decisions}) > 1:
        kind, number = unnamed_minutes(session_date), None
    decisions = _with_attendance(decisions, pages)
    if len(decisions) == 1:
        decisions = (replace(decisions[0], matter=sent.matter),)
    opening = plain("\n".join(line.text for line in lines)[:_OPENING])
    instance = _INSTANCE.search(opening) if kind in _OF_A_SESSION else None
    first, last = _validity(pages, title) if kind in _TAKES_EFFECT else (None, None)
    act = Act(
        kind=kind,
        number=number,
        instance=_named(instance.group(1)) if instance else None,
        effect_date=first,
        last_day=last,
        delegated=find_delegated([title, *(line.text for line in lines[:_TITLE_LINES])])
        if kind not in MINUTES
        else None,
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


def _with_attendance(decisions: Sequence[FoundDecision], pages: Sequence[StructuredPage]) -> tuple[FoundDecision, ...]:
    """Each vote with the members of the council and its voters, as the head of the record gives them."""
    lines = [(page.number or 0, placed.start, placed.line) for page in pages for placed in page.lines]
    first = min(((d.page or 0, d.start) for d in decisions), default=(0, 0))
    head = [line for page, start, line in lines if (page, start) < first]
    if len(decisions) == 1:
        # An extract names its object first, then who was there, then decides.
        head = list(takewhile(lambda line: not starts_operative(line.text), (line for _, _, line in lines)))
    told = find_attendance(head)
    return tuple(
        replace(d, vote=replace(d.vote, in_office=told.in_office, voters=d.vote.voters or told.voters)) if d.vote else d
        for d in decisions
    )


def _validity(pages: Sequence[StructuredPage], title: str) -> tuple[date | None, date | None]:
    """First and last day on which the whole act applies, where its words or its title say so."""
    return find_validity(title, [placed.line.text for page in pages for placed in page.lines])
