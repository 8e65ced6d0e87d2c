"""Rows of a request, its messages and its journal, to and from the types of the domain."""

from typing import Any

from sqlalchemy import Row

from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.request import (
    Contact,
    JournalEntry,
    Lease,
    Message,
    Request,
    RequestDraft,
    RequestState,
    RequestStep,
    Side,
)


def message_row(reference: RequestReference, message: Message) -> dict[str, object]:
    """The row of a message on a request."""
    return {
        "reference": reference,
        "text": message.text,
        "author": message.author,
        "sent_at": message.sent_at,
        "side": message.side.value,
    }


def draft_row(draft: RequestDraft) -> dict[str, object]:
    """What a resident sent, column by column."""
    return {
        "service": draft.service,
        "message": draft.message,
        "question": draft.question,
        "answer_shown": draft.answer_shown,
        "contact_name": draft.contact.name,
        "contact_email": draft.contact.email,
        "contact_phone": draft.contact.phone,
    }


def read_request(row: Row[Any], commune: CommuneSlug, messages: tuple[Message, ...]) -> Request:
    """A request from its row and its messages."""
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


def message(row: Row[Any]) -> Message:
    """A message from its row."""
    return Message(text=row.text, author=row.author, sent_at=row.sent_at, side=Side(row.side))


def entry(row: Row[Any]) -> JournalEntry:
    """A step from its row of the journal."""
    return JournalEntry(
        reference=RequestReference(row.reference),
        at=row.at,
        step=RequestStep(row.step),
        state=RequestState(row.state),
        account=None if row.account is None else AccountId(row.account),
        detail=row.note,
    )
