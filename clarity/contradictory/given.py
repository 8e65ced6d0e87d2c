"""One value that a sentence gives, with what its clause tells beside it."""

from dataclasses import dataclass

from clarity.contradictory.claim import ClaimKind
from french.typed_span import AnySpan, FactKind, TypedSpan

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``values`` at ``start``..``end`` of a sentence. ``thing`` are the stems of what it is about where its clause
    does not tell them, ``more`` those to add to what it tells, ``less`` those that are no part of it; ``apart`` begin
    the qualifiers that do not count beside it.
    """

    kind: ClaimKind
    values: frozenset[str]
    start: int
    end: int
    qualifiers: frozenset[str] = NONE
    fact: AnySpan | None = None
    thing: frozenset[str] | None = None
    more: frozenset[str] = NONE
    less: frozenset[str] = NONE
    apart: tuple[str, ...] = ()

    @property
    def span(self) -> AnySpan:
        """The fact, or the stretch that holds what is no typed fact: a count, a paper, a body."""
        return self.fact or TypedSpan(kind=FactKind.FREQUENCY, start=self.start, end=self.end, value=None)
