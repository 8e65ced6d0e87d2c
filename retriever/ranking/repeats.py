"""The same passage found in several documents: the signed act and its draft, a page saved twice."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from domain.act import ActKind
from domain.document import Document
from domain.passage import Passage
from french.analyser import words
from retriever.ranking.candidate import Candidate, in_order
from retriever.ranking.steps import Grounds

# A scan's text differs from the draft's by one word in fifty (research: 99.6 % of words kept by OCR at its best).
# Figures must all be the same: last year's tariff is another passage, not a copy.
SAME_WORDS = 0.9
FEWEST_WORDS = 6

_DECIDES = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT, ActKind.CONVENTION})


def each_once(found: Sequence[Candidate], _: Grounds) -> list[Candidate]:
    """Step « repeats »: of passages that say the same, the one to show, with the best score and place of them all."""
    ordered = in_order(found)
    stands = standing_for([(one.passage, one.document) for one in ordered])
    shown: dict[int, Candidate] = {}
    for place, chosen in enumerate(stands):
        if chosen not in shown:
            shown[chosen] = ordered[chosen].moved("repeats", ordered[place].score)
    return list(shown.values())


def standing_for(found: Sequence[tuple[Passage, Document]]) -> list[int]:
    """For each passage, the index of the one to show in its place: its own when it is said nowhere else.

    The act itself before what repeats it, the newest, then the order given.
    """
    groups: list[list[int]] = []
    for at, (passage, _) in enumerate(found):
        for group in groups:
            if says_the_same(found[group[0]][0], passage):
                group.append(at)
                break
        else:
            groups.append([at])
    stands = list(range(len(found)))
    for group in groups:
        best = min(group, key=lambda at: (*_preference(found[at][1]), at))
        for at in group:
            stands[at] = best
    return stands


def says_the_same(one: Passage, other: Passage) -> bool:
    """Whether two passages have the same figures, in order, and nearly the same words."""
    if one.text == other.text:
        return True
    (mine, my_figures), (theirs, their_figures) = _said(one.text), _said(other.text)
    if my_figures != their_figures or min(mine.total(), theirs.total()) < FEWEST_WORDS:
        return False
    return (mine & theirs).total() >= SAME_WORDS * max(mine.total(), theirs.total())


def _preference(document: Document) -> tuple[int, int]:
    """Smaller is better."""
    kind = document.act.kind if document.act else ActKind.AUTRE
    rank = 0 if kind in _DECIDES else 2 if kind.is_announcement else 1
    return rank, -(document.dated_on.toordinal() if document.dated_on else 0)


@lru_cache(maxsize=4_096)
def _said(text: str) -> tuple[Counter[str], tuple[str, ...]]:
    found = words(text)
    return Counter(found), tuple(word for word in found if any(c.isdigit() for c in word))
