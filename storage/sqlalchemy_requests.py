"""RequestStore over one commune's database: what residents sent, and each step since.

Depends on nothing but its database: it works with the index, the language model and the mail server down.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, true, update

from domain.errors import BadInput, IdempotencyConflict, StorageUnavailable
from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.mail import MailRule, no_mail
from domain.reference import write_reference
from domain.request import (
    JournalEntry,
    Message,
    Request,
    RequestChange,
    RequestDraft,
    RequestState,
    RequestStep,
    SentRequest,
)
from storage.sqlalchemy_commune_tables import JOURNAL, REPLIES, REQUESTS
from storage.sqlalchemy_counters import next_number
from storage.sqlalchemy_desk_tables import NOTES
from storage.sqlalchemy_outbox import put
from storage.sqlalchemy_request_queue import add_words, drop_words
from storage.sqlalchemy_request_rows import draft_row, entry, message, message_row, read_request
from storage.sqlite_database import Database
from storage.tokens import derived_token, token_digest


class SqlRequestStore:
    """The RequestStore port for one commune."""

    def __init__(self, database: Database, commune: CommuneSlug, key: bytes, mails: MailRule = no_mail) -> None:
        """Serve ``commune`` from its own open database; ``key`` is the installation's.

        The mails that ``mails`` gives for a step are written to the outbox in the step's own transaction.
        """
        self._database = database
        self._commune = commune
        self._key = key
        self._mails = mails

    def send(self, draft: RequestDraft, *, idempotency_key: str, at: datetime) -> SentRequest:
        """Store a request; it is on the disk when this returns. The same key and body give back the same request.

        The reference bears the year of ``at`` in the timezone in which it is given.
        Raises IdempotencyConflict (same key, other body) or BadInput (draft for another commune).
        """
        if draft.commune != self._commune:
            raise BadInput(f"a request for {draft.commune} cannot be sent to {self._commune}")
        key_digest, body_digest = token_digest(idempotency_key), _body_digest(draft)

        def work(connection: Connection) -> SentRequest:
            former = connection.execute(select(REQUESTS).where(REQUESTS.c.key_digest == key_digest)).one_or_none()
            if former is not None:
                secret = self._replayed_secret(former, body_digest, idempotency_key)
                return SentRequest(request=self._request(connection, former), secret=secret)
            number = next_number(connection, f"requests-{at.year:04d}")
            reference = write_reference(self._commune, at.year, number)
            secret = self._secret(reference, key_digest)
            values = draft_row(draft) | {
                "reference": reference,
                "state": RequestState.ENVOYEE.value,
                "version": 1,
                "sent_at": at,
                "secret_digest": token_digest(secret),
                "key_digest": key_digest,
                "body_digest": body_digest,
            }
            row = connection.execute(insert(REQUESTS).values(values).returning(*REQUESTS.c)).one()
            contact = draft.contact
            add_words(connection, reference, reference, draft.message, draft.question, contact.name, contact.email)
            request = self._request(connection, row)
            self._note(connection, request, _sending(at))
            return SentRequest(request=request, secret=secret)

        return self._database.write(work)

    def get(self, reference: RequestReference) -> Request | None:
        with self._database.read() as connection:
            row = connection.execute(select(REQUESTS).where(REQUESTS.c.reference == reference)).one_or_none()
            return None if row is None else self._request(connection, row)

    def get_by_secret(self, reference: RequestReference, secret: str) -> Request | None:
        given = token_digest(secret)
        with self._database.read() as connection:
            row = connection.execute(select(REQUESTS).where(REQUESTS.c.reference == reference)).one_or_none()
            # An unknown reference is compared too, with what cannot match.
            kept = "" if row is None else row.secret_digest
            if not hmac.compare_digest(kept, given) or row is None:
                return None
            return self._request(connection, row)

    def list(self, states: Iterable[RequestState] | None = None) -> Sequence[Request]:
        query = select(REQUESTS).order_by(REQUESTS.c.id)
        replies = select(REPLIES).order_by(REPLIES.c.id)
        if states is not None:
            wanted = REQUESTS.c.state.in_([state.value for state in states])
            query = query.where(wanted)
            replies = replies.where(REPLIES.c.reference.in_(select(REQUESTS.c.reference).where(wanted)))
        with self._database.read() as connection:
            by_reference: dict[str, tuple[Message, ...]] = {}
            for row in connection.execute(replies):
                by_reference[row.reference] = (*by_reference.get(row.reference, ()), message(row))
            rows = connection.execute(query)
            return [read_request(row, self._commune, by_reference.get(row.reference, ())) for row in rows]

    def step(self, reference: RequestReference, change: RequestChange) -> Request | None:
        def work(connection: Connection) -> Request | None:
            row = _changed(connection, reference, change)
            if row is None:
                return None
            if change.erases:
                connection.execute(delete(REPLIES).where(REPLIES.c.reference == reference))
                connection.execute(delete(NOTES).where(NOTES.c.reference == reference))
                drop_words(connection, reference)
            if change.message is not None:
                connection.execute(insert(REPLIES).values(message_row(reference, change.message)))
                add_words(connection, reference, change.message.text)
            request = self._request(connection, row)
            self._note(connection, request, change)
            return request

        return self._database.write(work)

    def renew(self, reference: RequestReference, *, account: AccountId, until: datetime, at: datetime) -> bool:
        held = (
            update(REQUESTS)
            .where(REQUESTS.c.reference == reference, REQUESTS.c.state == RequestState.PRISE.value)
            .where(REQUESTS.c.taken_by == account, REQUESTS.c.lease_until > at)
            .values({"lease_until": until})
        )
        return self._database.write(lambda connection: connection.execute(held).rowcount == 1)

    def lapsed(self, at: datetime) -> Sequence[Request]:
        gone = (
            select(REQUESTS)
            .where(REQUESTS.c.state == RequestState.PRISE.value, REQUESTS.c.lease_until <= at)
            .order_by(REQUESTS.c.id)
        )
        with self._database.read() as connection:
            return [self._request(connection, row) for row in connection.execute(gone)]

    def journal(self, reference: RequestReference) -> Sequence[JournalEntry]:
        query = select(JOURNAL).where(JOURNAL.c.reference == reference).order_by(JOURNAL.c.id)
        with self._database.read() as connection:
            return [entry(row) for row in connection.execute(query)]

    def link_secret(self, reference: RequestReference) -> str | None:
        with self._database.read() as connection:
            row = connection.execute(select(REQUESTS).where(REQUESTS.c.reference == reference)).one_or_none()
        if row is None:
            return None
        secret = self._secret(reference, row.key_digest)
        return secret if hmac.compare_digest(row.secret_digest, token_digest(secret)) else None

    def _secret(self, reference: str, key_digest: str) -> str:
        """What opens a request: derived again for each mail, kept nowhere (ADR 19). The digest of the sender's key,
        which is random, sets it apart from that of a request that once had the same reference.
        """
        return derived_token(self._key, "request link", self._commune, reference, key_digest)

    def _replayed_secret(self, former: Row[Any], body_digest: str, idempotency_key: str) -> str:
        if former.body_digest != body_digest:
            raise IdempotencyConflict("this Idempotency-Key was used for another request: use a new one for each")
        # The second is how secrets were made before mails needed them.
        for secret in (
            self._secret(former.reference, former.key_digest),
            derived_token(self._key, "request", self._commune, idempotency_key),
        ):
            if hmac.compare_digest(former.secret_digest, token_digest(secret)):
                return secret
        raise StorageUnavailable("installation.key is not the one that sent this request: restore it from a backup")

    def _note(self, connection: Connection, request: Request, change: RequestChange) -> None:
        """One row of the journal, and the mails that it asks for."""
        values = {
            "reference": request.reference,
            "at": change.at,
            "step": change.step.value,
            "state": request.state.value,
            "account": change.account,
            "note": change.detail,
        }
        number: int = connection.execute(insert(JOURNAL).values(values).returning(JOURNAL.c.id)).scalar_one()
        mails = self._mails(request, change, number)
        put(connection, mails, journal_id=number, reference=request.reference, at=change.at)

    def _request(self, connection: Connection, row: Row[Any]) -> Request:
        replies = select(REPLIES).where(REPLIES.c.reference == row.reference).order_by(REPLIES.c.id)
        return read_request(row, self._commune, tuple(message(reply) for reply in connection.execute(replies)))


def _sending(at: datetime) -> RequestChange:
    return RequestChange(step=RequestStep.SEND, from_states=frozenset(), to_state=None, version=0, at=at)


def _changed(connection: Connection, reference: RequestReference, change: RequestChange) -> Row[Any] | None:
    """One conditional UPDATE: of two people who saw the same version, exactly one gets the row."""
    step = (
        update(REQUESTS)
        .where(REQUESTS.c.reference == reference, REQUESTS.c.version == change.version)
        .where(REQUESTS.c.state.in_([state.value for state in change.from_states]))
        .where(_is_free_for(change))
        .values({"version": REQUESTS.c.version + 1, **_values(change)})
        .returning(*REQUESTS.c)
    )
    return connection.execute(step).one_or_none()


def _is_free_for(change: RequestChange) -> ColumnElement[bool]:
    """An agent's step is not made while another agent holds the request."""
    if change.account is None:
        return true()
    is_mine = REQUESTS.c.taken_by == change.account
    is_over = or_(REQUESTS.c.lease_until.is_(None), REQUESTS.c.lease_until <= change.at)
    return or_(REQUESTS.c.state != RequestState.PRISE.value, is_mine, is_over)


def _values(change: RequestChange) -> dict[str, object]:
    values: dict[str, object] = {}
    if change.to_state is not None:
        values |= {"state": change.to_state.value, "taken_by": None, "lease_until": None}
        values["closed_at"] = change.at if change.ends else None
    match change.step:
        case RequestStep.TAKE:
            values |= {"taken_by": change.account, "lease_until": change.lease_until}
        case RequestStep.ACKNOWLEDGE:
            values["acknowledged_at"] = change.at
        case RequestStep.MOVE:
            values["service"] = change.detail
        case RequestStep.TRANSMIT:
            values["transmitted_to"] = change.detail
        case _:
            pass
    if change.erases:
        values |= dict.fromkeys(_WRITTEN_BY_RESIDENT, "") | {"erased_at": change.at}
    return values


_WRITTEN_BY_RESIDENT = ("message", "question", "answer_shown", "contact_name", "contact_email", "contact_phone")


def _body_digest(draft: RequestDraft) -> str:
    return hashlib.sha256(json.dumps(asdict(draft), sort_keys=True).encode()).hexdigest()
