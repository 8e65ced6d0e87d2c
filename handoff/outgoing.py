"""Sends what waits in a commune's outbox: each mail at least once, and always under the same Message-ID.

A mail is marked after the server has taken it. A process killed in between sends it again, as the same mail: whoever
reads it has one. Nothing here runs in the thread of a request.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import BadInput
from domain.ids import RequestReference
from domain.mail import (
    Delivery,
    DeliveryOutcome,
    MailState,
    MailText,
    MailTrouble,
    ReadyMail,
    Recipient,
    Sender,
    WaitingMail,
)
from domain.mail_ports import MailTransport, Outbox
from domain.people_ports import RequestStore
from domain.profile import CommuneProfile
from domain.request import Request
from handoff.mail_text import resident_mail, service_mail

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
"""Before each further attempt; the last one is that of all others."""

GIVEN_UP_AFTER = timedelta(days=5)
"""From the step on, as mail servers do themselves (RFC 5321, 4.5.4.1: at least 4 to 5 days)."""

TOLD_FOR = timedelta(days=7)
"""Agents are told that long of a mail that was given up."""

LATE_AFTER = timedelta(minutes=5)
"""A mail not even tried by then waits for a server that takes none."""

GROUP = 50
"""Mails taken from an outbox at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is needed to write for one commune. ``follow_up`` and ``console`` make the address of a request's page, for
    its resident (with the secret) and for agents.
    """

    profile: CommuneProfile
    requests: RequestStore
    outbox: Outbox
    sender: Sender
    follow_up: str
    console: str


def next_attempt(attempts: int, *, at: datetime, step_at: datetime) -> datetime | None:
    """When to try again a mail that failed ``attempts`` times, the last one at ``at``; None: it is given up."""
    until = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    if at - step_at >= GIVEN_UP_AFTER:
        return None
    return min(until, max(at + PAUSES[0], step_at + GIVEN_UP_AFTER))


def trouble_of(outbox: Outbox, *, at: datetime) -> MailTrouble:
    """What agents and operators are told of a commune's mails."""
    return outbox.trouble(due_before=at - LATE_AFTER, failed_since=at - TOLD_FOR)


def send_due(post: Post, transport: MailTransport, *, at: datetime) -> bool:
    """Try every mail of the commune whose time has come; False as soon as the server takes none at all."""
    while waiting := post.outbox.due(at, limit=GROUP):
        for mail in waiting:
            if not _tried(post, transport, mail, at):
                return False
    return True


def _tried(post: Post, transport: MailTransport, mail: WaitingMail, at: datetime) -> bool:
    """Try one mail; whether the server could be reached, or was not needed."""
    request = post.requests.get(mail.reference)
    to = _address(post.profile, request, mail) if request else ""
    if request is None or not to:
        post.outbox.settle(mail.id, MailState.WITHDRAWN, at=at, told="nobody to write to")
        return True
    ready = ReadyMail(
        message_id=mail.message_id,
        thread=mail.thread,
        sender=post.sender,
        to=to,
        written_at=mail.step_at,
        said=_said(post, request, mail),
    )
    try:
        delivery = transport.send(ready)
    except BadInput as error:
        delivery = Delivery(outcome=DeliveryOutcome.REFUSED, told=str(error))
    _record(post.outbox, mail, delivery, at)
    return delivery.outcome is not DeliveryOutcome.UNREACHABLE


def _record(outbox: Outbox, mail: WaitingMail, delivery: Delivery, at: datetime) -> None:
    match delivery.outcome:
        case DeliveryOutcome.ACCEPTED:
            outbox.settle(mail.id, MailState.SENT, at=at)
            outbox.hasten(at)
        case DeliveryOutcome.REFUSED:
            outbox.settle(mail.id, MailState.FAILED, at=at, told=delivery.told)
        case DeliveryOutcome.LATER | DeliveryOutcome.UNREACHABLE:
            until = next_attempt(mail.attempts + 1, at=at, step_at=mail.step_at)
            is_unreachable = delivery.outcome is DeliveryOutcome.UNREACHABLE
            if until is None:
                outbox.settle(mail.id, MailState.FAILED, at=at, told=delivery.told)
            else:
                outbox.postpone(mail.id, until=until, told=delivery.told, is_unreachable=is_unreachable)


def _address(profile: CommuneProfile, request: Request, mail: WaitingMail) -> str:
    """Where the mail goes, empty when nowhere. A service without a mailbox has that of the main one."""
    if mail.recipient is Recipient.RESIDENT:
        return request.draft.contact.email
    named = [service.email for service in profile.services if service.slug == request.draft.service]
    return next((email for email in (*named, profile.main_service.email) if email), "")


def _said(post: Post, request: Request, mail: WaitingMail) -> MailText:
    if mail.recipient is Recipient.SERVICE:
        return service_mail(post.profile, request, mail, link=post.console.format(reference=mail.reference))
    return resident_mail(post.profile, request, mail, link=_secret_link(post, mail.reference))


def _secret_link(post: Post, reference: RequestReference) -> str | None:
    secret = post.requests.link_secret(reference)
    return None if secret is None else post.follow_up.format(reference=reference, secret=secret)
