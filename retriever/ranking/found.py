"""Passages that a search brought, joined with their documents and with what is known of their acts."""

from collections.abc import Iterator, Sequence

from domain.document import Document, Visibility
from domain.known_acts import KnownAct
from domain.passage import Passage
from domain.ports import DocumentStore
from domain.search import Hit, SearchResult
from french.place_names import named_in
from retriever.ranking.announcements import only_announces
from retriever.ranking.candidate import ActPart, Candidate, Then
from retriever.ranking.candidate_days import last_day
from retriever.reranking import RERANK_ARM

_LIKENESS = {"words": 5 / 9, "chars": 2.5 / 9, "meaning": 1.5 / 9}
"""Made convex: words 2, characters 1, meaning .6."""

RERANKED_SHARE = 0.5
"""Where the installation has chosen a cross-encoder. Half, without a measurement: no trained one could be had to take
it with. Without the setting nothing changes."""


def found_candidates(
    result: SearchResult, documents: DocumentStore, visibility: Visibility, then: Then
) -> list[Candidate]:
    """A candidate for each hit, in the hits' order. A hit whose document is gone, or is not of that visibility, is left
    out at once.
    """
    passages = documents.passages_by_id([hit.passage_id for hit in result.hits])
    holding = documents.documents_by_id(sorted({passage.document_id for passage in passages.values()}))
    found = []
    for hit in result.hits:
        passage = passages.get(hit.passage_id)
        document = None if passage is None else holding.get(passage.document_id)
        if passage is not None and document is not None and document.visibility is visibility:
            found.append(candidate(passage, document, then, hit))
    return found


def likeness(hit: Hit) -> float:
    """How much a passage speaks of what is asked, 0..1: words first, since its sentences are to be chosen by words.

    Search looks wide, to miss nothing that was said in other words; an answer must rest on words. With the weights of
    search, the right page comes first for 48 of 92 real questions instead of 46, but 28 get their value from a right
    page instead of 32 (python -m eval.answers, when chosen); the places in five do not move.
    """
    by_words = sum(weight * hit.arms.get(arm, 0.0) for arm, weight in _LIKENESS.items())
    reranked = hit.arms.get(RERANK_ARM)
    return by_words if reranked is None else (1 - RERANKED_SHARE) * by_words + RERANKED_SHARE * reranked


def candidate(passage: Passage, document: Document, then: Then, hit: Hit | None = None) -> Candidate:
    """A passage before any step; without a ``hit`` its score is 0."""
    parts, near = tuple(_parts(passage, then)), likeness(hit) if hit else 0.0
    return Candidate(
        passage=passage,
        document=document,
        score=near,
        likeness=near,
        arms=hit.arms if hit else {},
        parts=parts,
        is_announcement=only_announces(passage, document),
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
