"""ST-06: a document of which a newer version is online beside it. Told from titles and dates, whatever the text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from clarity.observation import Observation, Place
from clarity.outdated.presented import is_current
from clarity.read_text import ReadText
from domain.document import Document, Visibility
from domain.finding import Severity
from french.stated_period import stated_period
from french.typed_span import flat

RULE = "ST-06"
FEWEST_WORDS = 2
"""« Tarifs » alone names any tariff; « Tarifs cantine » one."""

# What makes two titles of one document differ: years, days, « version 2 », « mise à jour de mars ».
_VERSION = re.compile(
    r"(?:19|20)\d\d(?: ?[-/] ?(?:(?:19|20)?\d\d))?|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\bv(?:ersion)? ?\d[\d.]*\b"
    r"|\b(?:mise? a jour|maj|annee scolaire|saison|rentree|nouveaux?|nouvelles?)\b"
    r"|\b(?:1er|\d{1,2}) (?=janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
    r"|\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
)
# « n° 12 », « article 3 », « lot 2 »: what is left of figures tells things apart, and is kept.
_WORD = re.compile(r"\w+")
# « Lettre de mai », « Bulletin municipal 2031 », « Compte administratif 2030 »: each issue stays beside the next.
_ISSUE = re.compile(
    r"\b(?:lettre|bulletin|gazette|magazine|journal|infos?|newsletter|programme|agenda|budget|compte|rapport|bilan"
    r"|calendrier|photos?|actualites?|proces[ -]verbal|compte[ -]rendu|edition|voeux)\b"
)
SHORTEST_DAYS = 180
"""Titles that name a month are issues of a series; those that name a year or a school year are versions."""
_LITTLE_WORDS = "a au aux d de des du en et l la le les par pour sur un une"
_LITTLE = frozenset(_LITTLE_WORDS.split())


def replaced_versions(documents: Sequence[Document], day: date) -> Iterator[Observation]:
    """One observation for each public document that a newer one of the same title replaces on ``day``."""
    groups: dict[tuple[str, ...], list[tuple[date, Document]]] = defaultdict(list)
    for document in documents:
        begins = _begins(document)
        words = title_words(document.title)
        held = ReadText(document=document, title=document.title, blocks=())
        if _ISSUE.search(flat(document.title)):
            continue
        if document.visibility is Visibility.PUBLIC and begins and len(words) >= FEWEST_WORDS and is_current(held):
            groups[words].append((begins, document))
    for group in groups.values():
        group.sort(key=lambda pair: (pair[0], pair[1].path))
        held_now = [pair for pair in group if pair[0] <= day]
        for begins, document in held_now[:-1]:
            newest = held_now[-1]
            if newest[0] > begins:
                yield _observed(document, begins, newest)


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title without what tells its version, in order."""
    return tuple(word for word in _WORD.findall(_VERSION.sub(" ", flat(title))) if word not in _LITTLE)


def _begins(document: Document) -> date | None:
    """When its title, else its act, says that it begins to hold. None where nothing does: no order is guessed."""
    own = document.act.effect_date if document.act else None
    first, last = stated_period(document.title)
    if first and last and (last - first).days < SHORTEST_DAYS:
        return None
    return first or own or document.session_date


def _observed(document: Document, begins: date, newest: tuple[date, Document]) -> Observation:
    return Observation(
        rule=RULE,
        severity=Severity.BLOQUANT,
        place=_whole(document),
        measures=(
            ("begins", begins.isoformat()),
            ("newer_begins", newest[0].isoformat()),
            ("newer_title", newest[1].title),
        ),
        related=(_whole(newest[1]),),
    )


def _whole(document: Document) -> Place:
    return Place(
        document_id=document.id,
        passage_id=None,
        page=1 if document.page_count else None,
        heading_path=(),
        start=0,
        end=0,
        quote=document.title,
    )
