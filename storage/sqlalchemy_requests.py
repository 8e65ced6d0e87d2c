"""RequestStore over one commune's database: what residents sent, and each step since.

Depends on nothing but its database: it works with the index, the language model and the mail server down.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from domain.errors import BadInput, IdempotencyConflict, StorageUnavailable
from domain.ids import AccountId, CommuneSlug, RequestReference
from domain.reference import write_reference
from domain.request import Contact, JournalEntry, Reply, Request, RequestDraft, RequestState, SentRequest
from storage.sqlalchemy_commune_tables import JOURNAL, REPLIES, REQUESTS
from storage.sqlalchemy_counters import next_number
from storage.sqlite_database import Database
from storage.tokens import derived_token, token_digest

UNFINISHED = (RequestState.ENVOYEE, RequestState.REPONDUE)
"""States from which a request may be answered or closed."""


class SqlRequestStore:
    """The RequestStore port for one commune."""

    def __init__(self, database: Database, commune: CommuneSlug, key: bytes) -> None:
        """Serve ``commune`` from its own open database; ``key`` is the installation's."""
        self._database = database
        self._commune = commune
        self._key = key

    def send(self, draft: RequestDraft, *, idempotency_key: str, at: datetime) -> SentRequest:
        """Store a request; it is on the disk when this returns. The same key and body give back the same request.

        The reference bears the year of ``at`` in the timezone in which it is given.
        Raises IdempotencyConflict (same key, other body) or BadInput (draft for another commune).
        """
        if draft.commune != self._commune:
            raise BadInput(f"a request for {draft.commune} cannot be sent to {self._commune}")
        secret = derived_token(self._key, "request", self._commune, idempotency_key)
        key_digest, body_digest = token_digest(idempotency_key), _body_digest(draft)

        def work(connection: Connection) -> SentRequest:
            former = connection.execute(select(REQUESTS).where(REQUESTS.c.key_digest == key_digest)).one_or_none()
            if former is not None:
                _check_replay(former, body_digest, secret)
                return SentRequest(request=self._request(connection, former), secret=secret)
            number = next_number(connection, f"requests-{at.year:04d}")
            reference = write_reference(self._commune, at.year, number)
            values = _draft_row(draft) | {
                "reference": reference,
                "state": RequestState.ENVOYEE.value,
                "version": 1,
                "sent_at": at,
                "secret_digest": token_digest(secret),
                "key_digest": key_digest,
                "body_digest": body_digest,
            }
            row = connection.execute(insert(REQUESTS).values(values).returning(*REQUESTS.c)).one()
            _note(connection, reference, at=at, state=RequestState.ENVOYEE, account=None)
            return SentRequest(request=self._request(connection, row), secret=secret)

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
            by_reference: dict[str, tuple[Reply, ...]] = {}
            for row in connection.execute(replies):
                by_reference[row.reference] = (*by_reference.get(row.reference, ()), _reply(row))
            rows = connection.execute(query)
            return [_read_request(row, self._commune, by_reference.get(row.reference, ())) for row in rows]

    def reply(self, reference: RequestReference, *, version: int, reply: Reply, account: AccountId) -> Request | None:
        def work(connection: Connection) -> Request | None:
            change = {"state": RequestState.REPONDUE.value}
            row = _step(connection, reference, version, change)
            if row is None:
                return None
            values = {"reference": reference, "text": reply.text, "author": reply.author, "sent_at": reply.sent_at}
            connection.execute(insert(REPLIES).values(values))
            _note(connection, reference, at=reply.sent_at, state=RequestState.REPONDUE, account=account)
            return self._request(connection, row)

        return self._database.write(work)

    def close(self, reference: RequestReference, *, version: int, at: datetime, account: AccountId) -> Request | None:
        def work(connection: Connection) -> Request | None:
            change = {"state": RequestState.CLOSE.value, "closed_at": at}
            row = _step(connection, reference, version, change)
            if row is None:
                return None
            _note(connection, reference, at=at, state=RequestState.CLOSE, account=account)
            return self._request(connection, row)

        return self._database.write(work)

    def journal(self, reference: RequestReference) -> Sequence[JournalEntry]:
        query = select(JOURNAL).where(JOURNAL.c.reference == reference).order_by(JOURNAL.c.id)
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def _request(self, connection: Connection, row: Row[Any]) -> Request:
        replies = select(REPLIES).where(REPLIES.c.reference == row.reference).order_by(REPLIES.c.id)
        return _read_request(row, self._commune, tuple(_reply(reply) for reply in connection.execute(replies)))


def _step(
    connection: Connection, reference: RequestReference, version: int, change: Mapping[str, object]
) -> Row[Any] | None:
    """One conditional UPDATE: of two people who saw the same version, exactly one gets the row."""
    step = (
        update(REQUESTS)
        .where(REQUESTS.c.reference == reference, REQUESTS.c.version == version)
        .where(REQUESTS.c.state.in_([state.value for state in UNFINISHED]))
        .values({"version": REQUESTS.c.version + 1, **change})
        .returning(*REQUESTS.c)
    )
    return connection.execute(step).one_or_none()


def _note(
    connection: Connection,
    reference: RequestReference,
    *,
    at: datetime,
    state: RequestState,
    account: AccountId | None,
) -> None:
    values = {"reference": reference, "at": at, "state": state.value, "account": account, "note": ""}
    connection.execute(insert(JOURNAL).values(values))


def _check_replay(former: Row[Any], body_digest: str, secret: str) -> None:
    if former.body_digest != body_digest:
        raise IdempotencyConflict("this Idempotency-Key was used for another request: use a new one for each request")
    if not hmac.compare_digest(former.secret_digest, token_digest(secret)):
        raise StorageUnavailable("installation.key is not the one that sent this request: restore it from a backup")


def _body_digest(draft: RequestDraft) -> str:
    return hashlib.sha256(json.dumps(asdict(draft), sort_keys=True).encode()).hexdigest()


def _draft_row(draft: RequestDraft) -> dict[str, object]:
    return {
        "service": draft.service,
        "message": draft.message,
        "question": draft.question,
        "answer_shown": draft.answer_shown,
        "contact_name": draft.contact.name,
        "contact_email": draft.contact.email,
        "contact_phone": draft.contact.phone,
    }


def _read_request(row: Row[Any], commune: CommuneSlug, replies: tuple[Reply, ...]) -> Request:
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
        replies=replies,
        closed_at=row.closed_at,
    )


def _reply(row: Row[Any]) -> Reply:
    return Reply(text=row.text, author=row.author, sent_at=row.sent_at)


def _entry(row: Row[Any]) -> JournalEntry:
    return JournalEntry(
        reference=RequestReference(row.reference),
        at=row.at,
        state=RequestState(row.state),
        account=None if row.account is None else AccountId(row.account),
        note=row.note,
    )
