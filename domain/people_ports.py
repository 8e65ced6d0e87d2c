"""Ports to what people leave: requests, opinions of answers, accounts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.account import Account, Role, Session
from domain.feedback import Feedback
from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.month_count import Measure, MonthCount, Wait
from domain.request import JournalEntry, Note, Request, RequestChange, RequestDraft, RequestState, SentRequest
from domain.unanswered import Unanswered, UnansweredCount


class FeedbackStore(Protocol):
    """What residents say of the answers of one commune."""

    def add(self, feedback: Feedback) -> None:
        """Keep it, and delete what is older than thirteen months."""
        ...

    def since(self, day: date) -> Sequence[Feedback]:
        """What was said from ``day`` on, oldest first."""
        ...


class UnansweredStore(Protocol):
    """How many questions of one commune found nothing, by day: numbers, never words."""

    def count(self, unanswered: Unanswered) -> None:
        """Add one, and delete what is older than thirteen months."""
        ...

    def since(self, day: date) -> Sequence[UnansweredCount]:
        """What was counted from ``day`` on, oldest first."""
        ...


class MonthCountStore(Protocol):
    """Numbers of one commune's months: they outlive what they count, and hold no word and no person."""

    def add(self, on: date, measures: Mapping[Measure, int]) -> None:
        """Raise each measure of the month of ``on`` by its number, in one transaction."""
        ...

    def all(self) -> Sequence[MonthCount]:
        """Every count, by month, measure and value."""
        ...

    def waits(self) -> Sequence[Wait]:
        """How long each request that is still kept waited, oldest first."""
        ...


class RequestStore(Protocol):
    """Requests of one commune. Acknowledged means durable. Depends on nothing but its own database."""

    def send(self, draft: RequestDraft, *, idempotency_key: str, at: datetime) -> SentRequest:
        """Store a request; the same key and body give back the same request. Raises IdempotencyConflict."""
        ...

    def get(self, reference: RequestReference) -> Request | None: ...

    def get_by_secret(self, reference: RequestReference, secret: str) -> Request | None:
        """None when either does not match; compares in constant time."""
        ...

    def link_secret(self, reference: RequestReference) -> str | None:
        """The secret of a request's link, for a mail to its resident; None for one sent before mails had it."""
        ...

    def list(self, states: Iterable[RequestState] | None = None) -> Sequence[Request]:
        """Oldest first."""
        ...

    def step(self, reference: RequestReference, change: RequestChange) -> Request | None:
        """One conditional UPDATE and one row of the journal; None when the request has moved or another holds it."""
        ...

    def renew(self, reference: RequestReference, *, account: AccountId, until: datetime, at: datetime) -> bool:
        """Whether ``account`` still holds the request, now until ``until``. No step: nothing else changes."""
        ...

    def lapsed(self, at: datetime) -> Sequence[Request]:
        """Requests taken whose lease has run out."""
        ...

    def journal(self, reference: RequestReference) -> Sequence[JournalEntry]:
        """Every step of a request, oldest first."""
        ...


class PresenceStore(Protocol):
    """Which agents of one commune are there now. Nothing is kept of when they were."""

    def beat(self, account: AccountId, *, at: datetime) -> None:
        """A page of theirs is open."""
        ...

    def pause(self, account: AccountId, is_paused: bool) -> None:
        """They said that they are away, or back; it holds until they say otherwise."""
        ...

    def leave(self, account: AccountId) -> None:
        """They signed out."""
        ...

    def is_paused(self, account: AccountId) -> bool: ...

    def is_anyone_there(self, *, since: datetime) -> bool:
        """Whether an agent who is not paused was seen after ``since``."""
        ...


class NoteStore(Protocol):
    """What agents of one commune tell one another of its requests. Notes are only ever added."""

    def add(self, reference: RequestReference, note: Note) -> None: ...

    def of(self, reference: RequestReference) -> Sequence[Note]:
        """Oldest first."""
        ...


class AccountStore(Protocol):
    """Accounts, one-time links and sessions of the installation. Tokens are kept only as digests."""

    def add(self, *, commune: CommuneSlug, email: str, name: str, role: Role, at: datetime) -> Account:
        """Create the account, or give back the one that has this e-mail in this commune."""
        ...

    def issue_link(self, account: AccountId, *, at: datetime, valid_s: int) -> str:
        """A secret that opens the account once; former links of the account stop working."""
        ...

    def account_of_link(self, secret: str, *, at: datetime) -> Account | None:
        """Whose link this is, without using it up; None when used, expired or unknown."""
        ...

    def choose_password(self, secret: str, password: str, *, at: datetime) -> Account | None:
        """Use up the link and set the password (argon2id); all sessions of the account end."""
        ...

    def sign_in(self, email: str, password: str, *, at: datetime) -> tuple[Session, str] | None:
        """A new session and its cookie's secret; None when refused. After five failures the delay doubles each time."""
        ...

    def open_session(self, account: AccountId, *, at: datetime) -> tuple[Session, str]: ...

    def session(self, secret: str, *, at: datetime, renews: bool = True) -> Session | None:
        """The live session; None after 30 idle minutes or 12 hours. ``renews``: this is a sign of activity."""
        ...

    def end_session(self, secret: str) -> None: ...

    def names(self, commune: CommuneSlug) -> Mapping[AccountId, str]:
        """Who the accounts of a commune are, for its own agents to read."""
        ...
