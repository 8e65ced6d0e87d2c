"""What agents tell one another of a request. Its resident never sees it."""

from datetime import datetime

from domain.account import Account
from domain.ids import RequestReference
from domain.people_ports import NoteStore
from domain.request import Note
from handoff.steps import StepProblem
from handoff.typed_text import clean_text

LONGEST_NOTE = 2_000
"""Characters."""


def add_note(
    notes: NoteStore, account: Account, reference: RequestReference, *, text: str, at: datetime
) -> Note | StepProblem:
    """Keep a note on a request of the account's commune; nothing else of the request changes."""
    written = clean_text(text)
    if not written:
        return StepProblem.EMPTY
    if len(written) > LONGEST_NOTE:
        return StepProblem.TOO_LONG
    note = Note(account=account.id, author=account.name, at=at, text=written)
    notes.add(reference, note)
    return note
