"""An older notice never stands beside a newer document that answers: only the newer one is shown. Pure."""

from collections.abc import Sequence

from domain.in_force import Days
from retriever.ranking.scoring import ScoredUnit
from retriever.ranking.written_later import is_after, is_newer

# Of the question's subject, in and around the newer unit beside that of the older one.
NEARLY = 0.8


def without_older_values(shown: Sequence[ScoredUnit], days: Days | None) -> tuple[ScoredUnit, ...]:
    """``shown`` less what comes from a former notice, where a newer document that is shown gives what is asked."""
    return tuple(one for one in shown if not any(_takes_its_place(other, one, days) for other in shown))


def _takes_its_place(other: ScoredUnit, one: ScoredUnit, days: Days | None) -> bool:
    if not one.candidate.is_former or other.candidate.is_former or not is_newer(other.candidate, one.candidate):
        return False
    if days is not None and is_after(other.candidate, days):
        return False
    return other.fit >= one.fit and other.has_type >= one.has_type and other.support >= NEARLY * one.support
