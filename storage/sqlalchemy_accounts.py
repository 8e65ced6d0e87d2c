"""AccountStore over the installation's database: accounts, one-time links, sessions, and the audit trail.

What people hold (link, cookie) is kept as a digest; passwords as argon2id. The rules of a good password are the
hand-off's (``handoff/passwords.py``).
"""

import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.account import Account, Role, Session
from domain.errors import BadInput, DiskFull, StorageUnavailable, UnknownCommune
from domain.ids import AccountId, CommuneSlug
from storage.argon2_passwords import Argon2Passwords
from storage.sqlalchemy_installation_tables import ACCOUNTS, AUDIT, COMMUNES, LINKS, SESSIONS
from storage.sqlalchemy_sign_in_attempts import forget, may_attempt
from storage.sqlite_database import Database
from storage.tokens import new_token, token_digest

IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
RENEWED_EVERY = timedelta(seconds=60)
"""The idle time is written down at most that often, so that reading a page is not a write each time."""


class AuditEvent(StrEnum):
    """What the audit trail remembers."""

    ACCOUNT_ADDED = "account_added"
    LINK_ISSUED = "link_issued"
    PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 (the name of an event)
    SIGN_IN_FAILED = "sign_in_failed"
    SESSION_OPENED = "session_opened"
    SESSION_ENDED = "session_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One event of an account's life; ``detail`` never holds a secret."""

    at: datetime
    account: AccountId
    event: AuditEvent
    detail: str


class SqlAccountStore:
    """The AccountStore port for the installation."""

    def __init__(self, database: Database, passwords: Argon2Passwords) -> None:
        """Serve from the installation's open database."""
        self._database = database
        self._passwords = passwords

    def add(self, *, commune: CommuneSlug, email: str, name: str, role: Role, at: datetime) -> Account:
        """Create the account, or give back the one that has this e-mail in this commune, unchanged.

        Raises UnknownCommune when the commune is not registered here.
        """
        address = normalised_email(email)

        def work(connection: Connection) -> Account:
            if connection.scalar(select(COMMUNES.c.slug).where(COMMUNES.c.slug == commune)) is None:
                raise UnknownCommune(f"no commune {commune} here: ingest its documents first")
            same = select(ACCOUNTS).where(ACCOUNTS.c.commune == commune, ACCOUNTS.c.email == address)
            row = connection.execute(same).one_or_none()
            if row is None:
                values = {"commune": commune, "email": address, "name": name, "role": role.value, "added_at": at}
                row = connection.execute(insert(ACCOUNTS).values(values).returning(*ACCOUNTS.c)).one()
                _audit(connection, at, row.id, AuditEvent.ACCOUNT_ADDED, role.value)
            return _account(row)

        return self._database.write(work)

    def issue_link(self, account: AccountId, *, at: datetime, valid_s: int) -> str:
        """A secret that opens the account once; former links stop working. Raises BadInput for an unknown account."""
        secret = new_token()

        def work(connection: Connection) -> None:
            if connection.scalar(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)) is None:
                raise BadInput(f"no account has number {account}")
            connection.execute(delete(LINKS).where(LINKS.c.account == account))
            expires_at = at + timedelta(seconds=valid_s)
            values = {"digest": token_digest(secret), "account": account, "expires_at": expires_at}
            connection.execute(insert(LINKS).values(values))
            _audit(connection, at, account, AuditEvent.LINK_ISSUED, f"valid {valid_s} s")

        self._database.write(work)
        return secret

    def account_of_link(self, secret: str, *, at: datetime) -> Account | None:
        query = (
            select(ACCOUNTS)
            .join_from(LINKS, ACCOUNTS, LINKS.c.account == ACCOUNTS.c.id)
            .where(LINKS.c.digest == token_digest(secret), LINKS.c.expires_at > at)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else _account(row)

    def choose_password(self, secret: str, password: str, *, at: datetime) -> Account | None:
        if self.account_of_link(secret, at=at) is None:
            return None
        kept = self._passwords.hash(password)

        def work(connection: Connection) -> Account | None:
            used = delete(LINKS).where(LINKS.c.digest == token_digest(secret), LINKS.c.expires_at > at)
            account = connection.scalar(used.returning(LINKS.c.account))
            if account is None:
                return None
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account == account))
            chosen = update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(password_hash=kept)
            row = connection.execute(chosen.returning(*ACCOUNTS.c)).one()
            forget(connection, token_digest(row.email))
            _audit(connection, at, account, AuditEvent.PASSWORD_CHOSEN)
            return _account(row)

        return self._database.write(work)

    def sign_in(self, email: str, password: str, *, at: datetime) -> tuple[Session, str] | None:
        address = normalised_email(email)
        email_digest = token_digest(address)
        if not self._database.write(lambda connection: may_attempt(connection, email_digest, at)):
            return None
        with self._database.read() as connection:
            rows = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.email == address).order_by(ACCOUNTS.c.id)).all()
        # One person may work for several communes under one e-mail: the password tells which account is meant.
        # Without any account the same work is done, so that the time taken does not tell who has one.
        right = next((row for row in rows if self._passwords.is_right(password, row.password_hash)), None)
        if not rows:
            self._passwords.is_right(password, None)
        if right is None:
            self._database.write(lambda connection: _audit_failures(connection, at, rows))
            return None
        return self._open_session(_account(right), at=at, signed_in_as=email_digest)

    def open_session(self, account: AccountId, *, at: datetime) -> tuple[Session, str]:
        """A new session and its cookie's secret. Raises BadInput for an unknown account."""
        with self._database.read() as connection:
            row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.id == account)).one_or_none()
        if row is None:
            raise BadInput(f"no account has number {account}")
        return self._open_session(_account(row), at=at, signed_in_as=None)

    def session(self, secret: str, *, at: datetime, renews: bool = True) -> Session | None:
        """The live session; None after 30 idle minutes (give or take one) or 12 hours.

        ``renews`` is False for what a page does by itself, which is no sign of activity.
        """
        digest = token_digest(secret)
        query = (
            select(ACCOUNTS, SESSIONS.c.started_at, SESSIONS.c.last_seen_at)
            .join_from(SESSIONS, ACCOUNTS, SESSIONS.c.account == ACCOUNTS.c.id)
            .where(SESSIONS.c.digest == digest)
            .where(SESSIONS.c.last_seen_at > at - IDLE, SESSIONS.c.started_at > at - LONGEST_SESSION)
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if renews and at - row.last_seen_at >= RENEWED_EVERY:
            self._renew(digest, at)
        return Session(account=_account(row), csrf=_csrf(secret), started_at=row.started_at, last_seen_at=at)

    def end_session(self, secret: str) -> None:
        def work(connection: Connection) -> None:
            ended = delete(SESSIONS).where(SESSIONS.c.digest == token_digest(secret))
            row = connection.execute(ended.returning(SESSIONS.c.account, SESSIONS.c.last_seen_at)).one_or_none()
            if row is not None:
                # The port gives no time: the session's last sign of life is within a minute of it.
                _audit(connection, row.last_seen_at, row.account, AuditEvent.SESSION_ENDED)

        self._database.write(work)

    def names(self, commune: CommuneSlug) -> Mapping[AccountId, str]:
        query = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(ACCOUNTS.c.commune == commune)
        with self._database.read() as connection:
            return {AccountId(row.id): row.name for row in connection.execute(query)}

    def audit(self) -> Sequence[AuditEntry]:
        """The whole trail, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.id))
            return [
                AuditEntry(at=row.at, account=AccountId(row.account), event=AuditEvent(row.event), detail=row.detail)
                for row in rows
            ]

    def _renew(self, digest: str, at: datetime) -> None:
        seen = update(SESSIONS).where(SESSIONS.c.digest == digest).values(last_seen_at=at)
        try:
            self._database.write(lambda connection: connection.execute(seen).close())
        except (DiskFull, StorageUnavailable):
            # Full, or locked for long by an ingestion: the agent must still read requests, and see what is wrong.
            return

    def _open_session(self, account: Account, *, at: datetime, signed_in_as: str | None) -> tuple[Session, str]:
        secret = new_token()

        def work(connection: Connection) -> None:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.started_at <= at - LONGEST_SESSION))
            values = {"digest": token_digest(secret), "account": account.id, "started_at": at, "last_seen_at": at}
            connection.execute(insert(SESSIONS).values(values))
            if signed_in_as is not None:
                forget(connection, signed_in_as)
            _audit(connection, at, account.id, AuditEvent.SESSION_OPENED)

        self._database.write(work)
        return Session(account=account, csrf=_csrf(secret), started_at=at, last_seen_at=at), secret


def normalised_email(email: str) -> str:
    """One spelling for an e-mail: NFKC, no space around, no capitals."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _csrf(secret: str) -> str:
    """The session's form token, derived from its cookie's secret: it dies with it and need not be kept."""
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"csrf", "sha256").hexdigest()


def _audit(connection: Connection, at: datetime, account: int, event: AuditEvent, detail: str = "") -> None:
    connection.execute(insert(AUDIT).values(at=at, account=account, event=event.value, detail=detail))


def _audit_failures(connection: Connection, at: datetime, rows: Sequence[Row[Any]]) -> None:
    """A failure is remembered for accounts that exist; an e-mail typed by a stranger is not kept in clear."""
    for row in rows:
        _audit(connection, at, row.id, AuditEvent.SIGN_IN_FAILED)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=AccountId(row.id),
        commune=CommuneSlug(row.commune),
        email=row.email,
        name=row.name,
        role=Role(row.role),
        has_password=row.password_hash is not None,
    )
