"""From a question's text to the hits of one index, whatever engine holds the passages.

An engine gives the best passages of an arm and the scores of others (``Arms``); what a question asks of each arm, how
the arms are made one and what is said of the question's words are the same everywhere.
"""

import logging
from collections.abc import Mapping
from typing import Protocol

from domain.errors import ModelUnavailable
from domain.ids import PassageId
from domain.model_ports import Embedding
from domain.search import Hit, SearchResult
from retriever.aids import ALL_AIDS, Aid
from retriever.bm25 import LONGEST_QUESTION, QuestionTerms, SparseVector, idf, question_terms
from retriever.fusion import ARM_WEIGHTS, ArmScores, arm_shares, exact_hits
from retriever.generation import Vocabulary
from retriever.meaning import spread, whole
from retriever.respelling import respelt

DENSE_ARM = "meaning"

QueryVector = SparseVector | list[float]
"""A sparse vector, or the numbers of a dense one."""

_LOG = logging.getLogger(__name__)


class Arms(Protocol):
    """The passages of one scope in an engine. Raises IndexUnavailable."""

    def best(self, vectors: Mapping[str, QueryVector], depth: int) -> ArmScores:
        """For each arm, the scores of its ``depth`` best passages; passages that hold no term are absent."""
        ...

    def scores_of(self, arm: str, vector: QueryVector, passages: set[PassageId]) -> dict[PassageId, float]:
        """The scores of these passages in one arm; those that hold no term are absent."""
        ...


def search_arms(
    text: str,
    arms: Arms | None,
    vocabulary: Vocabulary,
    *,
    embedding: Embedding | None,
    limit: int,
    weights: Mapping[str, float] = ARM_WEIGHTS,
    aids: frozenset[Aid] = ALL_AIDS,
) -> SearchResult:
    """The ``limit`` best passages of ``arms`` (None: nothing was ever built). Raises IndexUnavailable."""
    asked = respelt(text[:LONGEST_QUESTION], vocabulary.words, vocabulary.holding, aids)
    terms = question_terms(asked.text, text if asked.changes else None, aids)
    hits: tuple[Hit, ...] = ()
    shares: dict[str, float] = {}
    if arms is not None and vocabulary.passages and terms.chars[0]:
        held, vectors = arms, _vectors(asked.text, terms, vocabulary, embedding)

        def spread_out(arm: str, scores: dict[PassageId, float]) -> dict[PassageId, float]:
            return spread(scores, vocabulary.crowding) if arm == DENSE_ARM else scores

        def best(depth: int) -> ArmScores:
            return {arm: spread_out(arm, scores) for arm, scores in held.best(vectors, depth).items()}

        def scores_of(arm: str, passages: set[PassageId]) -> dict[PassageId, float]:
            return spread_out(arm, held.scores_of(arm, vectors[arm], passages))

        hits = exact_hits(best, scores_of, limit=limit, passages=vocabulary.passages, weights=weights)
        shares = arm_shares(vectors, weights)
    holding = vocabulary.holding
    return SearchResult(
        hits=hits,
        stem_weights={stem: idf(vocabulary.passages, holding.get(stem, 0)) for stem in terms.stems},
        unknown_stems=frozenset(stem for stem in terms.stems if stem not in holding),
        also_called=_also_called(terms),
        arm_shares=shares,
        corrections=asked.corrections,
        abbreviations=asked.abbreviations,
    )


def _vectors(
    text: str, terms: QuestionTerms, vocabulary: Vocabulary, embedding: Embedding | None
) -> dict[str, QueryVector]:
    """What is asked of each arm.

    The dense one is left out of an index made with another model, until it is rebuilt, and where the model's files
    cannot be read: the two others answer.
    """
    vectors: dict[str, QueryVector] = {"words": terms.words, "chars": terms.chars}
    try:
        if embedding and vocabulary.embedding == embedding.name:
            meaning = whole(embedding.embed_question(text))
            if any(meaning):
                vectors[DENSE_ARM] = meaning
    except ModelUnavailable as error:
        _LOG.error("searching without the meaning of texts: %s", error)
    return vectors


def _also_called(terms: QuestionTerms) -> dict[str, tuple[frozenset[str], ...]]:
    return {
        stem: tuple(frozenset(term) for term in expansion.terms)
        for expansion in terms.expansions
        for stem in expansion.found
    }
