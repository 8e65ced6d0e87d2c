"""A request: what a resident hands over to a person (CRPA L112-8, L112-11)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import AccountId, CommuneSlug, RequestReference


class RequestState(StrEnum):
    """Where a request stands. Closed set of DESIGN §6; more are used as the hand-off grows."""

    ENVOYEE = "envoyee"
    REPONDUE = "repondue"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to answer. All may be empty: the secret link is then the only way."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDraft:
    """What a resident sends. ``answer_shown`` is the transcript that they agreed to join, empty otherwise."""

    commune: CommuneSlug
    service: str
    message: str
    question: str = ""
    answer_shown: str = ""
    contact: Contact = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An agent's written answer."""

    text: str
    author: str
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as stored. ``version`` rises at each step; a step names the version that it saw."""

    reference: RequestReference
    draft: RequestDraft
    state: RequestState
    version: int
    sent_at: datetime
    replies: tuple[Reply, ...] = ()
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One step of a request's life; rows are only ever added."""

    reference: RequestReference
    at: datetime
    state: RequestState
    account: AccountId | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """What the resident receives at once: the stored request and the secret of its follow-up link.

    ``secret`` is known only when the request was just created or replayed with the same Idempotency-Key.
    """

    request: Request
    secret: str
