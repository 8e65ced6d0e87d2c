"""A passage is worth what its best sentence says on the question: what is ranked first is then what is shown."""

from collections.abc import Sequence
from dataclasses import replace

from retriever.ranking.candidate import Candidate, in_order
from retriever.ranking.scoring import FULL_MARKS, score_units, spoken_stems
from retriever.ranking.steps import Grounds
from retriever.ranking.wanted import wanted_from

READ_CLOSELY = 10
"""Passages whose words tell how a misspelt word is meant, and whose sentences may be shown. Reading 8, 12, 20 or 30
changed no figure on the development questions, and each costs time."""


def read_by_sentence(found: Sequence[Candidate], grounds: Grounds) -> list[Candidate]:
    """Step « sentences »: the score of a passage becomes that of its best sentence, item or row, 0..1.

    A sentence counts for what it says itself, what its lead, headings and title say, whether it holds the kind of thing
    that is asked (a price, hours), and the passage's nearness, which is its score until now.
    """
    wanted = wanted_from(grounds.then.reading, grounds.result, spoken_stems(in_order(found)[:READ_CLOSELY]))
    read = []
    for one in found:
        near = replace(one, nearness=one.score)
        best = max((unit.score for unit in score_units(near, wanted)), default=0.0)
        read.append(near.moved("sentences", best / FULL_MARKS))
    return read
