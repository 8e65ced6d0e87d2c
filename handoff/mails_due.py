"""Which mails a step of a request asks for. Pure: the store writes them in the transaction of the step."""

from domain.mail import DueMail, Recipient
from domain.request import Request, RequestChange, RequestStep

TO_RESIDENT = frozenset(
    {
        RequestStep.SEND,
        RequestStep.REPLY,
        RequestStep.ASK,
        RequestStep.CLOSE,
        RequestStep.TRANSMIT,
        RequestStep.CANCEL,
    }
)
"""Steps that a resident is told, if they left an e-mail."""

TO_SERVICE = frozenset({RequestStep.SEND, RequestStep.MOVE, RequestStep.COMPLETE})
"""Steps after which a service has something to read: a new request, one that another service passes on, a message."""


def mails_due(request: Request, change: RequestChange, number: int, *, domain: str) -> tuple[DueMail, ...]:
    """The mails of ``change``, row ``number`` of the journal. ``domain`` is that of the sender's address."""
    to: list[Recipient] = []
    if change.step in TO_RESIDENT and request.draft.contact.email:
        to.append(Recipient.RESIDENT)
    if change.step in TO_SERVICE:
        to.append(Recipient.SERVICE)
    return tuple(
        DueMail(message_id=f"<{request.reference.lower()}.{number}.{who.value}@{domain}>", recipient=who) for who in to
    )
