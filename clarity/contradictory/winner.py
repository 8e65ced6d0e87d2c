"""Which side of a contradiction is likelier to hold, and why. A suggestion: a person decides."""

from dataclasses import dataclass
from enum import StrEnum

from clarity.contradictory.claim import Claim
from clarity.contradictory.sources import Source
from clarity.contradictory.wording import stems_in


class Reason(StrEnum):
    """Why one side is suggested. A closed set, in the order in which they count."""

    DECIDED = "decided"
    """What was decided (délibération, arrêté), then rules, before pages, then bulletins, unless they are newer."""
    NEWER = "newer"
    OWN_PAGE = "own_page"
    """The document is about the very thing; the other only speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """``is_first`` tells that the first of the two sides is suggested."""

    is_first: bool
    reason: Reason


def suggested(one: Source, its: Claim, other: Source, others: Claim) -> Suggestion | None:
    """The likelier side; None where nothing tells: « à vérifier »."""
    if one.day is not None and other.day is not None and one.day != other.day:
        return Suggestion(is_first=one.day > other.day, reason=Reason.NEWER)
    if one.rank != other.rank:
        return Suggestion(is_first=one.rank > other.rank, reason=Reason.DECIDED)
    core = its.own & others.own or its.own
    about = [bool(core & stems_in(source.document.title)) for source in (one, other)]
    return Suggestion(is_first=about[0], reason=Reason.OWN_PAGE) if about[0] != about[1] else None
