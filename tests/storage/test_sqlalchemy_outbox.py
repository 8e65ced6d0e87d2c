import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.mail import DueMail, MailState, Recipient
from domain.request import Request, RequestChange, RequestStep
from storage.opening import open_installation
from storage.sqlalchemy_outbox import SqlOutbox
from storage.sqlalchemy_requests import SqlRequestStore
from storage.sqlite_database import Database
from storage.tokens import derived_token, token_digest
from tests.storage.conftest import MONTREVAL, NOON
from tests.storage.test_sqlalchemy_requests import DRAFT, closed, replied

MINUTE = timedelta(minutes=1)


def both(request: Request, change: RequestChange, number: int) -> tuple[DueMail, ...]:
    """A mail to each side at every step."""
    return tuple(DueMail(message_id=f"<{number}.{who}@x>", recipient=who) for who in Recipient)


@pytest.fixture
def store(database: Database) -> SqlRequestStore:
    return SqlRequestStore(database, MONTREVAL, b"k" * 32, both)


@pytest.fixture
def outbox(database: Database) -> SqlOutbox:
    return SqlOutbox(database)


def ids(outbox: SqlOutbox, minutes: int = 0) -> list[str]:
    return [mail.message_id for mail in outbox.due(NOON + minutes * MINUTE, limit=50)]


def test_each_step_writes_its_mails_once(store: SqlRequestStore, outbox: SqlOutbox) -> None:
    reference = store.send(DRAFT, idempotency_key="key-1", at=NOON).request.reference
    store.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert store.step(reference, closed(version=1)) is not None
    assert store.step(reference, closed(version=1)) is None
    due = outbox.due(NOON, limit=50)
    assert [(mail.step, mail.recipient) for mail in due] == [
        (RequestStep.SEND, Recipient.RESIDENT),
        (RequestStep.SEND, Recipient.SERVICE),
        (RequestStep.CLOSE, Recipient.RESIDENT),
        (RequestStep.CLOSE, Recipient.SERVICE),
    ]
    assert [mail.thread for mail in due] == [(), (), ("<1.resident@x>",), ("<1.service@x>",)]


def test_one_row_of_the_journal_never_writes_twice_to_the_same_reader(database: Database, outbox: SqlOutbox) -> None:
    def twice(_request: Request, _change: RequestChange, _number: int) -> tuple[DueMail, ...]:
        return tuple(DueMail(message_id=name, recipient=Recipient.SERVICE) for name in ("<a@x>", "<b@x>"))

    store = SqlRequestStore(database, MONTREVAL, b"k" * 32, twice)
    with pytest.raises(BadInput):
        store.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert (store.list(), ids(outbox)) == ([], [])


def test_a_mail_whose_time_has_not_come_waits(store: SqlRequestStore, outbox: SqlOutbox) -> None:
    store.send(DRAFT, idempotency_key="key-1", at=NOON)
    first, second = outbox.due(NOON, limit=50)
    outbox.postpone(first.id, until=NOON + 5 * MINUTE, told="451", is_unreachable=False)
    assert ids(outbox, 4) == [second.message_id]
    assert ids(outbox, 5) == [second.message_id, first.message_id]
    assert outbox.due(NOON + 5 * MINUTE, limit=50)[1].attempts == 1
    outbox.hasten(NOON)
    assert ids(outbox) == [second.message_id]


def test_mails_held_by_the_server_alone_are_hastened(store: SqlRequestStore, outbox: SqlOutbox) -> None:
    store.send(DRAFT, idempotency_key="key-1", at=NOON)
    first, second = outbox.due(NOON, limit=50)
    outbox.postpone(first.id, until=NOON + timedelta(days=1), told="down", is_unreachable=True)
    outbox.settle(second.id, MailState.SENT, at=NOON)
    assert ids(outbox) == []
    outbox.hasten(NOON)
    assert ids(outbox) == [first.message_id]


def test_what_is_settled_stays_so(store: SqlRequestStore, outbox: SqlOutbox) -> None:
    reference = store.send(DRAFT, idempotency_key="key-1", at=NOON).request.reference
    first, second = outbox.due(NOON, limit=50)
    outbox.settle(first.id, MailState.FAILED, at=NOON, told="550 " * 200)
    outbox.settle(second.id, MailState.WITHDRAWN, at=NOON)
    outbox.settle(first.id, MailState.SENT, at=NOON)
    outbox.postpone(first.id, until=NOON, told="", is_unreachable=True)
    assert ids(outbox, 60) == []
    trouble = outbox.trouble(due_before=NOON, failed_since=NOON)
    assert (trouble.waiting, trouble.failed, trouble.unsent) == (0, 1, (reference,))
    assert outbox.trouble(due_before=NOON, failed_since=NOON + MINUTE).failed == 0


def test_a_mail_that_nobody_tried_in_time_is_trouble(store: SqlRequestStore, outbox: SqlOutbox) -> None:
    store.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert outbox.trouble(due_before=NOON, failed_since=NOON).waiting == 0
    assert outbox.trouble(due_before=NOON + MINUTE, failed_since=NOON).waiting == 2


def test_neither_address_nor_words_nor_secret_are_kept_in_the_outbox(
    store: SqlRequestStore, database: Database, tmp_path: Path
) -> None:
    made = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    store.step(made.request.reference, replied("Oui.", version=1))
    with sqlite3.connect(tmp_path / "commune.sqlite") as connection:
        rows = str(connection.execute("SELECT * FROM outbox").fetchall())
    connection.close()
    assert "<1.resident@x>" in rows
    assert [word for word in (DRAFT.contact.email, "Oui.", made.secret) if word in rows] == []


def test_the_secret_is_derived_again_with_the_key_of_the_installation_alone(
    store: SqlRequestStore, database: Database
) -> None:
    made = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert store.link_secret(made.request.reference) == made.secret
    assert SqlRequestStore(database, MONTREVAL, b"x" * 32).link_secret(made.request.reference) is None
    assert store.link_secret(made.request.reference.replace("1", "2")) is None  # type: ignore[arg-type]


def test_a_request_sent_before_mails_keeps_its_secret_and_has_no_link_in_mails(
    store: SqlRequestStore, tmp_path: Path
) -> None:
    made = store.send(DRAFT, idempotency_key="key-1", at=NOON)
    former = derived_token(b"k" * 32, "request", MONTREVAL, "key-1")
    with sqlite3.connect(tmp_path / "commune.sqlite") as connection:
        connection.execute("UPDATE requests SET secret_digest = ?", (token_digest(former),))
    connection.close()
    assert store.send(DRAFT, idempotency_key="key-1", at=NOON).secret == former
    assert store.get_by_secret(made.request.reference, former) is not None
    assert store.link_secret(made.request.reference) is None


def test_an_installation_without_mail_writes_none(tmp_path: Path) -> None:
    opened = open_installation(tmp_path / "data")
    stores = opened.add_commune(MONTREVAL, "Montreval")
    stores.requests.send(DRAFT, idempotency_key="key-1", at=NOON)
    assert stores.outbox.due(NOON, limit=50) == []
    opened.close()
