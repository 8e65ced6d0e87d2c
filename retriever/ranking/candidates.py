"""Passages found, joined with their documents and with what is known of their acts: what applies goes before the rest.

Acts that say what they do to others, and recurring subjects decided again, are known (``domain/in_force.py``); where
nothing is known, likeness alone tells that an act of a later session may replace another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.document import Document, Visibility
from domain.ids import DocumentId
from domain.known_acts import KnownAct
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.search import Hit, SearchResult
from french.act_subject import act_subject
from french.place_names import named_in
from retriever.ranking.candidate import ActPart, Candidate, Then
from retriever.ranking.candidate_days import (
    SAME_SUBJECT,
    is_later_version,
    is_of_other_days,
    is_past,
    last_day,
    passage_words,
)
from retriever.ranking.repeats import standing_for
from retriever.reranking import RERANK_ARM

# Moved one answer of 92 from .7 to 1, where only likeness told the former version.
FORMER_SHARE = 0.8
# At 0, .1, .3 and .4, 24, 25, 26 and 26 of 92 real questions got their value (python -m eval.answers, when chosen).
DOCUMENT_SHARE = 0.3
# What repeats a decision's title goes behind the decision itself. At .7 the gold set has one more right page in ten and
# one forbidden value less; .85 brings the page alone, .6 the same as .7; the sample commune does not move.
ANNOUNCED_SHARE = 0.7
# So many passages of a newer act are read in the place of one that it replaced.
BROUGHT = 2
# Made convex: words 2, characters 1, meaning .6.
_LIKENESS = {"words": 5 / 9, "chars": 2.5 / 9, "meaning": 1.5 / 9}
# Where the installation has chosen a cross-encoder. Half, without a measurement: no trained one could be had to take it
# with. Without the setting nothing changes.
RERANKED_SHARE = 0.5
JUST_UNDER = 0.999
_AGENDA = re.compile(r"\s*ordre du jour\b", re.IGNORECASE)


def candidates_of(
    result: SearchResult, documents: DocumentStore, visibility: Visibility, then: Then
) -> tuple[Candidate, ...]:
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
            found.append(_candidate(passage, document, likeness(hit), then))
    near = _with_their_document(found)
    whole = _with_what_applies(near, documents, then)
    return _each_once(_ordered(_behind_what_they_announce(_latest_first(whole, then))))


def likeness(hit: Hit) -> float:
    """How much a passage speaks of what is asked, 0..1: words first, since its sentences are to be chosen by words.

    Search looks wide, to miss nothing that was said in other words; an answer must rest on words. With meaning at its
    weight in search (.75), at .3, .15 and 0, 26, 32, 32 and 30 of 92 real questions got their value, and the right
    page was among the first five for 47, 48, 50 and 49.
    """
    by_words = sum(weight * hit.arms.get(arm, 0.0) for arm, weight in _LIKENESS.items())
    reranked = hit.arms.get(RERANK_ARM)
    return by_words if reranked is None else (1 - RERANKED_SHARE) * by_words + RERANKED_SHARE * reranked


def _candidate(passage: Passage, document: Document, score: float, then: Then) -> Candidate:
    announces, parts = _only_announces(passage, document), tuple(_parts(passage, then))
    return Candidate(
        passage=passage,
        document=document,
        score=score * (ANNOUNCED_SHARE if announces else 1.0),
        parts=parts,
        is_announcement=announces,
        is_elsewhere=_is_elsewhere(passage, parts, then),
        is_bygone=not parts and last_day(passage, then.days.first) is not None,
    )


def _is_elsewhere(passage: Passage, parts: Sequence[ActPart], then: Then) -> bool:
    """The nearest that names communes déléguées, heading or act, names none of those asked about."""
    if not then.asked_delegated:
        return False
    above = [named_in(line, then.delegated) for line in (*reversed(passage.context), *reversed(passage.heading_path))]
    acts = frozenset(part.act.delegated for part in parts if part.act and part.act.delegated)
    named = next((names for names in (*above, acts) if names), frozenset())
    return bool(named) and named.isdisjoint(then.asked_delegated)


def _parts(passage: Passage, then: Then) -> Iterator[ActPart]:
    """A passage may hold the end of one decision and the beginning of the next."""
    start = 0
    before: KnownAct | None = None
    for line in passage.text.split("\n"):
        act = then.acts.at(passage.document_id, passage.page, passage.start + start)
        if act is not None and (start == 0 or act is not before):
            yield ActPart(start=start, act=act, standing=then.acts.standing(act, then.days))
        before = act
        start += len(line) + 1


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


def _with_what_applies(found: Sequence[Candidate], documents: DocumentStore, then: Then) -> list[Candidate]:
    """Beside each passage that was replaced, those of the newer act that are most like it, in its place.

    They are as near to the question as what they replace, though they may not hold its very words.
    """
    kept = {one.passage.id: one for one in found}
    held: dict[DocumentId, Sequence[Passage]] = {}
    for one in found:
        newer = {s.place: s for part in one.parts if part.act and (s := then.acts.successor(part.act, then.days))}
        for act in newer.values() if one.is_replaced else ():
            words = passage_words(one.passage)
            if act.document.id not in held:
                held[act.document.id] = documents.passages_of(act.document.id)
            for candidate in _most_alike(words, act, held[act.document.id], then):
                known = kept.get(candidate.passage.id, candidate)
                score = max(known.score, one.score)
                kept[known.passage.id] = replace(known, score=score, stands_for=known.stands_for | words)
    return list(kept.values())


def _most_alike(words: frozenset[str], act: KnownAct, held: Sequence[Passage], then: Then) -> list[Candidate]:
    """Of the passages ``held`` by a newer act's document, those of the act that share most words."""
    own = [p for p in held if act in (then.acts.at(p.document_id, p.page, at) for at in (p.start, p.end - 1))]
    nearest = sorted(own, key=lambda p: (-len(words & passage_words(p)), p.id))[:BROUGHT]
    return [_candidate(passage, act.document, 0.0, then) for passage in nearest]


def _latest_first(found: Sequence[Candidate], then: Then) -> list[Candidate]:
    return [
        replace(one, score=one.score * FORMER_SHARE, is_former=True)
        if one.is_elsewhere
        or is_past(one, then)
        or is_of_other_days(one, found, then)
        or any(is_later_version(other, one, then) for other in found)
        else one
        for one in found
    ]


def _behind_what_they_announce(found: Sequence[Candidate]) -> list[Candidate]:
    """An agenda or a list never goes before the act that it names."""
    deciding = [one for one in found if not one.is_announcement]
    placed = []
    for one in found:
        named = [other.score for other in deciding if one.is_announcement and _announces(one, other)]
        placed.append(replace(one, score=min(one.score, JUST_UNDER * max(named))) if named else one)
    return placed


def _announces(one: Candidate, other: Candidate) -> bool:
    """Whether an act of ``other``, of the session that ``one`` prepares or reports, has its title in ``one``."""
    words = passage_words(one.passage)
    for part in other.parts:
        is_of_that_day = part.act is not None and one.document.session_date in (None, part.act.day)
        title = act_subject(part.act.title) if part.act and is_of_that_day else frozenset()
        if title and len(title & words) > SAME_SUBJECT * len(title):
            return True
    return False


def _ordered(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda c: (-round(c.score, 6), c.passage.id)))


def _each_once(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of passages that say the same, the one to show, with the best score and place of them all."""
    stands = standing_for([(one.passage, one.document) for one in found])
    shown: dict[int, Candidate | None] = dict.fromkeys(stands)
    for place, chosen in enumerate(stands):
        if shown[chosen] is None:
            shown[chosen] = replace(found[chosen], score=found[place].score)
    return tuple(candidate for candidate in shown.values() if candidate is not None)
