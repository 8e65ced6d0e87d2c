"""Outbox over one commune's database; ``put`` is called in the transaction of a request's step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from domain.ids import RequestReference
from domain.mail import DueMail, MailState, MailTrouble, Recipient, WaitingMail
from domain.request import RequestStep
from storage.sqlalchemy_commune_tables import JOURNAL
from storage.sqlalchemy_outbox_table import OUTBOX
from storage.sqlite_database import Database

TOLD_CHARACTERS = 300
"""What is kept of a mail server's answer."""

NAMED = 5
"""References that agents are given of requests of which a mail was given up."""


def put(
    connection: Connection, mails: Iterable[DueMail], *, journal_id: int, reference: RequestReference, at: datetime
) -> None:
    """Write the mails of one row of the journal, to be sent at once. One row and recipient have one mail."""
    for mail in mails:
        values = {
            "journal_id": journal_id,
            "recipient": mail.recipient.value,
            "reference": reference,
            "message_id": mail.message_id,
            "state": MailState.WAITING.value,
            "attempts": 0,
            "next_at": at,
            "is_unreachable": 0,
            "told": "",
        }
        connection.execute(insert(OUTBOX).values(values))


class SqlOutbox:
    """The Outbox port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def due(self, at: datetime, *, limit: int) -> Sequence[WaitingMail]:
        query = (
            select(OUTBOX, JOURNAL.c.step, JOURNAL.c.at, JOURNAL.c.note)
            .join(JOURNAL, JOURNAL.c.id == OUTBOX.c.journal_id)
            .where(OUTBOX.c.state == MailState.WAITING.value, OUTBOX.c.next_at <= at)
            .order_by(OUTBOX.c.next_at, OUTBOX.c.id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_waiting(row, _thread(connection, row)) for row in connection.execute(query).all()]

    def settle(self, mail: int, state: MailState, *, at: datetime, told: str = "") -> None:
        values = {"state": state.value, "settled_at": at, "told": told[:TOLD_CHARACTERS]}
        self._update(mail, values)

    def postpone(self, mail: int, *, until: datetime, told: str, is_unreachable: bool) -> None:
        values = {
            "attempts": OUTBOX.c.attempts + 1,
            "next_at": until,
            "told": told[:TOLD_CHARACTERS],
            "is_unreachable": int(is_unreachable),
        }
        self._update(mail, values)

    def hasten(self, at: datetime) -> None:
        waited = (
            update(OUTBOX)
            .where(OUTBOX.c.state == MailState.WAITING.value, OUTBOX.c.is_unreachable == 1, OUTBOX.c.next_at > at)
            .values({"next_at": at})
        )
        self._database.write(lambda connection: connection.execute(waited))

    def trouble(self, *, due_before: datetime, failed_since: datetime) -> MailTrouble:
        is_late = (OUTBOX.c.attempts > 0) | (OUTBOX.c.next_at < due_before)
        is_waiting = (OUTBOX.c.state == MailState.WAITING.value) & is_late
        is_failed = (OUTBOX.c.state == MailState.FAILED.value) & (OUTBOX.c.settled_at >= failed_since)
        of_failed = select(OUTBOX.c.reference).where(is_failed).order_by(OUTBOX.c.settled_at.desc(), OUTBOX.c.id.desc())
        with self._database.read() as connection:
            waiting = connection.execute(select(func.count()).select_from(OUTBOX).where(is_waiting)).scalar_one()
            unsent = [RequestReference(row.reference) for row in connection.execute(of_failed)]
        return MailTrouble(waiting=waiting, failed=len(unsent), unsent=tuple(dict.fromkeys(unsent))[:NAMED])

    def _update(self, mail: int, values: Mapping[str, object]) -> None:
        """Only what still waits is changed."""
        step = update(OUTBOX).where(OUTBOX.c.id == mail, OUTBOX.c.state == MailState.WAITING.value).values(values)
        self._database.write(lambda connection: connection.execute(step))


def _thread(connection: Connection, row: Row[Any]) -> tuple[str, ...]:
    earlier = (
        select(OUTBOX.c.message_id)
        .where(OUTBOX.c.reference == row.reference, OUTBOX.c.recipient == row.recipient, OUTBOX.c.id < row.id)
        .order_by(OUTBOX.c.id)
    )
    return tuple(connection.execute(earlier).scalars())


def _waiting(row: Row[Any], thread: tuple[str, ...]) -> WaitingMail:
    return WaitingMail(
        id=row.id,
        reference=RequestReference(row.reference),
        recipient=Recipient(row.recipient),
        message_id=row.message_id,
        step=RequestStep(row.step),
        step_at=row.at,
        detail=row.note,
        attempts=row.attempts,
        thread=thread,
    )
