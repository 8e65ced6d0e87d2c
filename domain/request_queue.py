"""The queue of requests as agents look at it: one list, filtered, searched and turned page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.ids import AccountId
from domain.request import Request, RequestState

PAGE = 50
"""Requests on a page of the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWanted:
    """What to list. ``states`` empty is every state; ``service`` and ``words`` empty do not filter.

    ``words`` are words or beginnings of words, all of which must occur; a part of a reference is one.
    ``mine_first`` puts what that account has taken before the rest. ``page`` counts from 1.
    """

    states: frozenset[RequestState] = frozenset()
    service: str = ""
    words: str = ""
    mine_first: AccountId | None = None
    newest_first: bool = False
    page: int = 1


class RequestQueue(Protocol):
    """Requests of one commune, for a list."""

    def page(self, wanted: QueueWanted) -> Sequence[Request]:
        """At most ``PAGE`` requests."""
        ...

    def counts(self, wanted: QueueWanted) -> Mapping[RequestState, int]:
        """How many in each state, whatever states are wanted; a state with none may be left out."""
        ...
