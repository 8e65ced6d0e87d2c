"""From a question to its passages, best first: read, search, order. Answers and ``parvis search`` both begin here."""

from dataclasses import dataclass

from domain.answer import Question
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope, SearchResult
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.asking import asking
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.meant import as_meant
from retriever.ranking.ranked import ranked
from retriever.ranking.reading import Reading, read

SEARCHED = 30
"""Passages asked of the search, whose order is then worked out. With 50 and 100 no page of 141 enters the first ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What the search brought for a question, and the order made of it; ``then`` is how the question was understood.

    ``question`` is the one that was meant: search has corrected the words that no document holds.
    """

    question: Question
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
        return self.ordered(question, self.search(read(question), scope=scope, limit=limit), scope=scope)

    def search(self, reading: Reading, *, scope: CommuneScope, limit: int = SEARCHED) -> SearchResult:
        """The first half of ``seek``. Raises IndexUnavailable."""
        return self.index.search(reading.search_text, scope=scope, limit=max(limit, SEARCHED))

    def ordered(self, question: Question, result: SearchResult, *, scope: CommuneScope) -> Sought:
        """The second half of ``seek``: what search brought for ``question``, read as it was meant, in order."""
        meant = as_meant(question, result)
        then = asking(meant, read(meant), profile=self.profile, acts=self.acts.read())
        candidates = ranked(result, self.documents, scope.visibility, then)
        return Sought(question=meant, then=then, result=result, candidates=candidates)
