"""The statements of a document that speak of what a sentence speaks of: rare words count more than frequent ones.

« Les pneus sont collectés avec les encombrants »: of six statements, one names tyres and three the collection.
"""

from collections import Counter
from collections.abc import Iterable

from answering.verifying.read_text import ReadText, Statement, Tokens, tokens_of, weight
from french.wording import wording

_TIE = 0.999
"""Scores are sums of fractions: equal ones may differ by a rounding."""


def anchored_by_words(
    statement: Tokens, known: ReadText, without: Iterable[str] = (), *, share: float = _TIE
) -> list[Statement]:
    """The statements of ``known`` that share the most, each word divided by the statements that have it.

    ``without``: words, as written, by which a statement is not found; those that say yes or no of what it speaks of.
    ``share``: of the best score, what a statement must have; by default those on a tie alone are given.
    """
    wanted = statement - tokens_of(" ".join(without)) if without else statement
    held = Counter(token for one in known.statements for token in one.tokens & wanted)
    scored = [
        (sum(weight(frozenset([token])) / held[token] for token in one.tokens & wanted), one)
        for one in known.statements
    ]
    best = max((score for score, _ in scored), default=0.0)
    return [one for score, one in scored if score >= share * best] if best else []


def same_and_opposite(word: str) -> frozenset[str]:
    """The words that say the same side as ``word`` and those that deny it."""
    opposite = wording().opposites.get(word, frozenset())
    return opposite | frozenset(w for other in opposite for w in wording().opposites[other])
