"""The search over one commune's decisions, with all that it needs at hand."""

from datetime import date

from domain.ports import DocumentStore, PassageIndex
from domain.search import CommuneScope
from retriever.decided.book import DecisionBook
from retriever.decided.finding import Decided, DecisionFilters, find_decided
from retriever.ranking.acts_reader import ActsReader


class CouncilSearch:
    """Finds what the council of one commune decided, in its public documents. Thread-safe."""

    def __init__(self, *, scope: CommuneScope, documents: DocumentStore, index: PassageIndex, acts: ActsReader) -> None:
        self._scope = scope
        self._book = DecisionBook(documents)
        self._index = index
        self._acts = acts

    def find(self, question: str, filters: DecisionFilters, *, today: date) -> Decided:
        """The decisions on what ``question`` is about; all of them when it is empty. Never fails for the index."""
        return find_decided(
            question,
            self._book.entries(),
            filters=filters,
            index=self._index,
            scope=self._scope,
            acts=self._acts.read(),
            today=today,
        )
