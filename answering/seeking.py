"""From a question to its passages, best first: read, search, read again as it was meant, order."""

from dataclasses import dataclass

from answering.asked_days import asked_days
from answering.reading import Reading, read
from domain.answer import Question
from domain.clock import local_date
from domain.in_force import Days
from domain.ports import DocumentStore, PassageIndex
from domain.profile import CommuneProfile
from domain.search import CommuneScope, SearchResult
from french.place_names import named_in
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.candidate import Candidate, Then
from retriever.ranking.candidates import candidates_of
from retriever.ranking.meant import as_meant

SEARCHED = 30
"""Passages asked of the search, whose order is then worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What the search brought, and the order made of it; ``question`` is the one that was meant, as ``reading`` is."""

    question: Question
    reading: Reading
    then: Then
    result: SearchResult
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Seeks in the documents of one commune, as answers, ``parvis search`` and ``ParvisRetriever`` do. Thread-safe."""

    profile: CommuneProfile
    index: PassageIndex
    documents: DocumentStore
    acts: ActsReader

    def seek(self, question: Question, *, scope: CommuneScope, limit: int = SEARCHED) -> Sought:
        """The passages of ``scope`` for ``question``, ``limit`` at least asked of the search. Raises IndexUnavailable.

        Search corrects misspelt words by the documents' own: what follows it reads the question that was meant.
        """
        return self.ordered(question, self.search(read(question), scope=scope, limit=limit), scope=scope)

    def search(self, reading: Reading, *, scope: CommuneScope, limit: int = SEARCHED) -> SearchResult:
        """The first half of ``seek``. Raises IndexUnavailable."""
        return self.index.search(reading.search_text, scope=scope, limit=max(limit, SEARCHED))

    def ordered(self, question: Question, result: SearchResult, *, scope: CommuneScope) -> Sought:
        """The second half of ``seek``: what search brought for ``question``, read as it was meant, in order."""
        meant = as_meant(question, result)
        reading = read(meant)
        then = self._then(meant, reading)
        candidates = candidates_of(result, self.documents, scope.visibility, then)
        return Sought(question=meant, reading=reading, then=then, result=result, candidates=candidates)

    def _then(self, question: Question, reading: Reading) -> Then:
        """The acts of the commune, the days and the commune déléguée that the question is about."""
        today = local_date(question.asked_at, self.profile.timezone)
        named = asked_days(question.text, today) or asked_days(reading.search_text, today)
        delegated = self.profile.delegated
        return Then(
            acts=self.acts.read(),
            days=named or Days(first=today, last=today),
            is_named=named is not None,
            delegated=delegated,
            asked_delegated=named_in(question.text, delegated) or named_in(reading.search_text, delegated),
        )
