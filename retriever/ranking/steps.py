"""What a step of the ranking is: a named change of the candidates' scores, which can be left out and measured alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.ports import DocumentStore
from domain.search import SearchResult
from retriever.ranking.candidate import Candidate, Then


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a step may look at beside the candidates."""

    then: Then
    result: SearchResult
    documents: DocumentStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``change`` gives the candidates with their new scores, in any order; ``name`` is that of their ``boosts``."""

    name: str
    change: Callable[[Sequence[Candidate], Grounds], Sequence[Candidate]]
