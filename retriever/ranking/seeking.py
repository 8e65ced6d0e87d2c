"""From a question to its passages, best first: read, search, order. Answers and ``parvis search`` both begin here."""

from dataclasses import dataclass

from domain.answer import Question
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope, SearchResult
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.asking import asking
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.ranked import ranked
from retriever.ranking.reading import Reading, read

SEARCHED = 30
"""Passages asked of the search, whose order is then worked out. With 50 and 100 no page of 141 enters the first ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What the search brought for a question, and the order made of it; ``then`` is how the question was understood."""

    then: Then
    result: SearchResult
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Seeks in the documents of one commune. Thread-safe."""

    profile: CommuneProfile
    index: PassageIndex
    documents: DocumentStore
    acts: ActsReader

    def seek(self, question: Question, *, scope: CommuneScope, limit: int = SEARCHED) -> Sought:
        """The passages of ``scope`` for ``question``, ``limit`` at least asked of the search. Raises IndexUnavailable.

        The order is that of answers while no more than ``SEARCHED`` are asked for: what else is found counts in it.
        """
        reading = read(question)
        result = self.search(reading, scope=scope, limit=limit)
        return self.order(question, reading, result, scope=scope)

    def search(self, reading: Reading, *, scope: CommuneScope, limit: int = SEARCHED) -> SearchResult:
        """What the search brings for a question that was read. Raises IndexUnavailable."""
        return self.index.search(reading.search_text, scope=scope, limit=max(limit, SEARCHED))

    def order(self, question: Question, reading: Reading, result: SearchResult, *, scope: CommuneScope) -> Sought:
        """``result`` with the passages of ``scope`` in order; what it may have brought of another is left out."""
        then = asking(question, reading, profile=self.profile, acts=self.acts.read())
        candidates = ranked(result, self.documents, scope.visibility, then)
        return Sought(then=then, result=result, candidates=candidates)
