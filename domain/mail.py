"""Mails that follow the steps of a request: who is written to, what is ready to leave, what became of it.

Which mails a step asks for is decided in ``handoff/mails_due.py``, what they say in ``handoff/mail_text.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import RequestReference
from domain.request import Request, RequestChange, RequestStep


class Recipient(StrEnum):
    """Who is written to. Addresses are looked up when the mail leaves: an erased one is then written to no more."""

    RESIDENT = "resident"
    SERVICE = "service"


class MailState(StrEnum):
    """What became of a mail. Closed set.

    SENT: a mail server has accepted it, which is not yet its reader's mailbox. FAILED: refused for good, or five days
    have passed. WITHDRAWN: nobody to write to any more (erased contact, a service without a mailbox).
    """

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMail:
    """A mail that a step asks for, written with it in one transaction. ``message_id`` has its angle brackets."""

    message_id: str
    recipient: Recipient


MailRule = Callable[[Request, RequestChange, int], tuple[DueMail, ...]]
"""From a request as it is after a step, the step, and the number of its row in the journal: the mails to send. Pure."""


def no_mail(_request: Request, _change: RequestChange, _number: int) -> tuple[DueMail, ...]:
    """The rule of an installation that sends no mail."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMail:
    """A mail of the outbox that is to leave. ``attempts`` counts those that failed.

    ``step``, ``step_at`` and ``detail`` are those of the journal. ``thread`` holds the Message-IDs of the mails on the
    same request to the same reader, oldest first.
    """

    id: int
    reference: RequestReference
    recipient: Recipient
    message_id: str
    step: RequestStep
    step_at: datetime
    detail: str
    attempts: int
    thread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTrouble:
    """What agents and operators are told: mails that could not leave yet, and those given up.

    ``unsent`` are the references of requests of which a mail was lately given up, newest first.
    """

    waiting: int
    failed: int
    unsent: tuple[RequestReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """What a mail says, as text and as the same in HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The installation's address and the name shown with it."""

    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyMail:
    """A mail as it leaves. ``thread`` as in WaitingMail."""

    message_id: str
    thread: tuple[str, ...]
    sender: Sender
    to: str
    written_at: datetime
    said: MailText


class DeliveryOutcome(StrEnum):
    """What the mail server made of a mail. Closed set.

    LATER: it asks to come back. REFUSED: it will never take this mail. UNREACHABLE: it takes no mail at all now (down,
    slow, no TLS, wrong password), so that no other needs to be tried.
    """

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An outcome, and what an operator reads of it, in English; never an address nor words of a person."""

    outcome: DeliveryOutcome
    told: str = ""
