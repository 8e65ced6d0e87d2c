"""Passages found, joined with their documents, an act of a later session before the one that it replaces.

Only likeness tells here that one act replaces another; acts that say so are known when acts are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from answering.repeats import standing_for
from domain.document import Document, Visibility
from domain.ids import DocumentId
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.search import Hit, SearchResult
from french.analyser import stems

# Two versions of a tariff share their headings and most of their words; figures, which change, are left out.
# One half is a choice, not a measurement; FORMER_SHARE, which hangs on it, moved one answer of 92 from .7 to 1.
SAME_SUBJECT = 0.5
FORMER_SHARE = 0.8
SUBJECT_STEMS = 2
# At 0, .1, .3 and .4, 24, 25, 26 and 26 of 92 real questions got their value (python -m eval.answers, when chosen).
DOCUMENT_SHARE = 0.3
# What repeats a decision's title goes behind the decision itself. At .7 the gold set has one more right page in ten and
# one forbidden value less; .85 brings the page alone, .6 the same as .7; the sample commune does not move.
ANNOUNCED_SHARE = 0.7
# Made convex: words 2, characters 1, meaning .6.
_LIKENESS = {"words": 5 / 9, "chars": 2.5 / 9, "meaning": 1.5 / 9}
_AGENDA = re.compile(r"\s*ordre du jour\b", re.IGNORECASE)
_EVERY_TITLE = (
    "délibération n° numéro objet procès-verbal compte rendu séance réunion conseil municipal communautaire du jeudi "
    "lundi mardi mercredi vendredi samedi liste ordre jour année exercice pv cr cm cc registre extrait commune mairie "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage found, with its document. ``score``, 0..1, is lowered when ``is_former``: a later version was found."""

    passage: Passage
    document: Document
    score: float
    is_former: bool = False


def candidates_of(result: SearchResult, documents: DocumentStore, visibility: Visibility) -> tuple[Candidate, ...]:
    """Candidates, best first, no passage twice. A hit whose document is gone, or is not of that visibility, is left
    out at once.
    """
    passages = documents.passages_by_id([hit.passage_id for hit in result.hits])
    holding = documents.documents_by_id(sorted({passage.document_id for passage in passages.values()}))
    found = []
    for hit in result.hits:
        passage = passages.get(hit.passage_id)
        document = None if passage is None else holding.get(passage.document_id)
        if passage is not None and document is not None and document.visibility is visibility:
            share = ANNOUNCED_SHARE if _only_announces(passage, document) else 1.0
            found.append(Candidate(passage=passage, document=document, score=likeness(hit) * share))
    return _each_once(_latest_first(_with_their_document(found)))


def likeness(hit: Hit) -> float:
    """How much a passage speaks of what is asked, 0..1: words first, since its sentences are to be chosen by words.

    Search looks wide, to miss nothing that was said in other words; an answer must rest on words. With meaning at its
    weight in search (.75), at .3, .15 and 0, 26, 32, 32 and 30 of 92 real questions got their value, and the right
    page was among the first five for 47, 48, 50 and 49.
    """
    return sum(weight * hit.arms.get(arm, 0.0) for arm, weight in _LIKENESS.items())


def _only_announces(passage: Passage, document: Document) -> bool:
    """An agenda or a list of decisions, or the agenda at the head of minutes: it repeats titles and decides nothing."""
    if document.act is not None and document.act.kind.is_announcement:
        return True
    return bool(passage.heading_path) and _AGENDA.match(passage.heading_path[-1]) is not None


def _with_their_document(found: Sequence[Candidate]) -> list[Candidate]:
    """Each score drawn towards that of the document's best passage: a page on the subject is better company."""
    best: dict[DocumentId, float] = {}
    for one in found:
        best[one.document.id] = max(one.score, best.get(one.document.id, 0.0))
    return [
        replace(one, score=(1 - DOCUMENT_SHARE) * one.score + DOCUMENT_SHARE * best[one.document.id]) for one in found
    ]


def _latest_first(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    lowered = [
        replace(one, score=one.score * FORMER_SHARE, is_former=True)
        if any(_is_later_version(other, one) for other in found)
        else one
        for one in found
    ]
    return tuple(sorted(lowered, key=lambda c: (-round(c.score, 6), c.passage.id)))


def _each_once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of passages that say the same, the one to show, with the best score and place of them all."""
    stands = standing_for([(one.passage, one.document) for one in found])
    shown: dict[int, Candidate | None] = dict.fromkeys(stands)
    for place, chosen in enumerate(stands):
        if shown[chosen] is None:
            shown[chosen] = replace(found[chosen], score=found[place].score)
    return tuple(candidate for candidate in shown.values() if candidate is not None)


def _is_later_version(other: Candidate, one: Candidate) -> bool:
    if other.document.session_date is None or one.document.session_date is None:
        return False
    if other.document.session_date <= one.document.session_date:
        return False
    subject = _subject(one.document.title)
    if len(subject) >= SUBJECT_STEMS and subject == _subject(other.document.title):
        return True
    mine, theirs = _words(one.passage), _words(other.passage)
    return len(mine & theirs) >= SAME_SUBJECT * max(1, min(len(mine), len(theirs)))


@lru_cache(maxsize=4_096)
def _subject(title: str) -> frozenset[str]:
    """What an act is about: its title without figures, months and the words that every act's title holds."""
    return frozenset(stem for stem in stems(title) if not stem[0].isdigit()) - frozenset(stems(_EVERY_TITLE))


@lru_cache(maxsize=4_096)
def _words(passage: Passage) -> frozenset[str]:
    text = " ".join((*passage.heading_path, *passage.context, passage.text))
    return frozenset(stem for stem in stems(text) if not stem[0].isdigit())
