"""A request: what a resident hands over to a person (CRPA L112-8, L112-11), and the steps of its life (DESIGN §6)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import AccountId, CommuneSlug, RequestReference


class RequestState(StrEnum):
    """Where a request stands. Closed set of DESIGN §6.

    ENVOYEE: on the disk, registered. EN_ATTENTE: its receipt was acknowledged, a service has it. PRISE: one agent holds
    it, for as long as a lease. EN_ATTENTE_USAGER: the agent asked the resident something. TRANSFEREE: sent on to the
    authority that decides (CRPA L114-2). ANNULEE: by the resident. INDESIRABLE: set aside, which can be undone.
    What a resident writes before sending, the *brouillon*, stays in their page: nothing of it is kept.
    """

    ENVOYEE = "envoyee"
    EN_ATTENTE = "en_attente"
    PRISE = "prise"
    EN_ATTENTE_USAGER = "en_attente_usager"
    REPONDUE = "repondue"
    CLOSE = "close"
    TRANSFEREE = "transferee"
    ANNULEE = "annulee"
    INDESIRABLE = "indesirable"


class RequestStep(StrEnum):
    """What may happen to a request; ``handoff/transitions.py`` says from which state, and who may."""

    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    TAKE = "take"
    RELEASE = "release"
    REPLY = "reply"
    ASK = "ask"
    CLOSE = "close"
    MOVE = "move"
    """To another service of the commune; the day it was sent stands."""

    TRANSMIT = "transmit"
    SET_ASIDE = "set_aside"
    RESTORE = "restore"
    COMPLETE = "complete"
    """The resident adds a message."""

    CANCEL = "cancel"
    ERASE = "erase"
    """What the resident wrote and their contact go; the journal stays, which holds neither."""


class Side(StrEnum):
    """Who wrote a message."""

    AGENT = "agent"
    RESIDENT = "resident"


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
class Message:
    """What an agent or the resident wrote after the request was sent. ``author`` is a resident's name or empty."""

    text: str
    author: str
    sent_at: datetime
    side: Side = Side.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An agent holds the request until then, and longer while their page says so."""

    account: AccountId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as stored. ``version`` rises at each step; a step names the version that it saw.

    ``counts_from`` is the moment from which delays run: ``sent_at``, or that of the authority that sent it on.
    ``acknowledged_at`` is when its receipt was acknowledged, None before. ``transmitted_to`` names the other authority.
    """

    reference: RequestReference
    draft: RequestDraft
    state: RequestState
    version: int
    sent_at: datetime
    counts_from: datetime
    messages: tuple[Message, ...] = ()
    lease: Lease | None = None
    acknowledged_at: datetime | None = None
    closed_at: datetime | None = None
    erased_at: datetime | None = None
    transmitted_to: str = ""

    @property
    def replies(self) -> tuple[Message, ...]:
        """What agents wrote."""
        return tuple(message for message in self.messages if message.side is Side.AGENT)

    def held_by_another(self, account: AccountId | None, at: datetime) -> Lease | None:
        """The live lease of someone else than ``account``; None when it is free."""
        is_live = self.state is RequestState.PRISE and self.lease is not None and self.lease.until > at
        return self.lease if is_live and self.lease and self.lease.account != account else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChange:
    """One step as the store makes it: one conditional UPDATE, and one row of the journal, in one transaction.

    It is made when the request is at ``version``, in one of ``from_states``, and, for an agent, not held by another
    (``account`` is None for what the resident or the product itself does). ``to_state`` None keeps the state.
    ``lease_until`` is set by TAKE; every other step but COMPLETE ends the lease. ``detail`` is what the step concerns
    (a service's slug, an authority's name), never the words of a person.
    """

    step: RequestStep
    from_states: frozenset[RequestState]
    to_state: RequestState | None
    version: int
    at: datetime
    account: AccountId | None = None
    message: Message | None = None
    lease_until: datetime | None = None
    ends: bool = False
    """Nobody waits for anything any more: the day is kept, from which what may be undone, and retention, count."""

    erases: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One step of a request's life; rows are only ever added."""

    reference: RequestReference
    at: datetime
    step: RequestStep
    state: RequestState
    account: AccountId | None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an agent tells their colleagues of a request; its resident never sees it, and erasing takes it away."""

    account: AccountId
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """What the resident receives at once: the stored request and the secret of its follow-up link.

    ``secret`` is known only when the request was just created or replayed with the same Idempotency-Key.
    """

    request: Request
    secret: str
