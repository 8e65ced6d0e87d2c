"""Rows of requests and of what was said, read as values."""

from typing import Any

from sqlalchemy import Row

from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.request import Contact, Lease, Message, Request, RequestDraft, RequestState, Side


def read_request(row: Row[Any], commune: CommuneSlug, messages: tuple[Message, ...]) -> Request:
    """A row of ``requests``, with what was said since."""
    contact = Contact(name=row.contact_name, email=row.contact_email, phone=row.contact_phone)
    return Request(
        reference=RequestReference(row.reference),
        draft=RequestDraft(
            commune=commune,
            service=row.service,
            message=row.message,
            question=row.question,
            answer_shown=row.answer_shown,
            contact=contact,
        ),
        state=RequestState(row.state),
        version=row.version,
        sent_at=row.sent_at,
        counts_from=row.counts_from or row.sent_at,
        messages=messages,
        lease=None if row.taken_by is None else Lease(account=AccountId(row.taken_by), until=row.lease_until),
        acknowledged_at=row.acknowledged_at,
        closed_at=row.closed_at,
        erased_at=row.erased_at,
        transmitted_to=row.transmitted_to,
    )


def read_message(row: Row[Any]) -> Message:
    """A row of ``replies``."""
    return Message(text=row.text, author=row.author, sent_at=row.sent_at, side=Side(row.side))
