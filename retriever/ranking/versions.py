"""What applies on the days asked about goes before what was replaced, is over, or is not yet.

Acts that say what they do to others, and recurring subjects decided again, are known (``domain/in_force.py``); where
nothing is known, likeness alone tells that an act of a later session may replace another, or a newer page a flyer.
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.ids import DocumentId
from domain.known_acts import KnownAct
from domain.passage import Passage
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.candidate_days import is_later_version, is_of_other_days, is_past, passage_words
from retriever.ranking.found import candidate
from retriever.ranking.steps import Grounds
from retriever.ranking.written_later import is_followed

# Moved one answer of 92 from .7 to 1, where only likeness told the former version.
FORMER_SHARE = 0.8
# So many passages of a newer act are read in the place of one that it replaced.
BROUGHT = 2


def what_applies_beside(found: Sequence[Candidate], grounds: Grounds) -> list[Candidate]:
    """Step « applies »: beside each passage that was replaced, those of the newer act most like it, in its place.

    They are as near to the question as what they replace, though they may not hold its very words.
    """
    then = grounds.then
    kept = {one.passage.id: one for one in found}
    held: dict[DocumentId, Sequence[Passage]] = {}
    for one in found:
        newer = {s.place: s for part in one.parts if part.act and (s := then.acts.successor(part.act, then.days))}
        for act in newer.values() if one.is_replaced else ():
            words = passage_words(one.passage)
            if act.document.id not in held:
                held[act.document.id] = grounds.documents.passages_of(act.document.id)
            for near in _most_alike(words, act, held[act.document.id], then):
                known = kept.get(near.passage.id, near)
                risen = known.moved("applies", max(known.score, one.score))
                kept[known.passage.id] = replace(risen, stands_for=known.stands_for | words)
    return list(kept.values())


def _most_alike(words: frozenset[str], act: KnownAct, held: Sequence[Passage], then: Then) -> list[Candidate]:
    """Of the passages ``held`` by a newer act's document, those of the act that share most words."""
    own = [p for p in held if act in (then.acts.at(p.document_id, p.page, at) for at in (p.start, p.end - 1))]
    nearest = sorted(own, key=lambda p: (-len(words & passage_words(p)), p.id))[:BROUGHT]
    return [candidate(passage, act.document, then) for passage in nearest]


def former_lowered(found: Sequence[Candidate], grounds: Grounds) -> list[Candidate]:
    """Step « former »: less for what does not apply on the days asked, or has a later version among the candidates."""
    then = grounds.then
    return [
        replace(one.moved("former", one.score * FORMER_SHARE), is_former=True)
        if one.is_elsewhere
        or is_past(one, then)
        or is_of_other_days(one, found, then)
        or any(is_later_version(other, one, then) for other in found)
        or is_followed(one, found, then.days)
        else one
        for one in found
    ]
