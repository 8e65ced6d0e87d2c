import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.account import Account, Role
from domain.errors import BadInput, UnknownCommune
from domain.ids import AccountId, CommuneSlug
from storage.alembic_migrations import DatabaseKind
from storage.argon2_passwords import Argon2Passwords
from storage.opening import Installation
from storage.sqlalchemy_accounts import AuditEvent, SqlAccountStore
from storage.sqlalchemy_communes import SqlCommuneRegistry
from storage.sqlite_database import Database
from tests.storage.conftest import MONTREVAL, NOON

EMAIL = "sophie.bernard@montreval.exemple"
PASSWORD = "trois canards sous la pluie"
DAY_S = 24 * 3600


@pytest.fixture
def accounts(installation: Installation) -> SqlAccountStore:
    installation.add_commune(MONTREVAL, "Montreval-sur-Cisse")
    return installation.accounts


def added(accounts: SqlAccountStore, *, commune: CommuneSlug = MONTREVAL, email: str = EMAIL) -> Account:
    return accounts.add(commune=commune, email=email, name="Sophie Bernard", role=Role.AGENT, at=NOON)


def with_password(accounts: SqlAccountStore, password: str = PASSWORD) -> Account:
    secret = accounts.issue_link(added(accounts).id, at=NOON, valid_s=DAY_S)
    account = accounts.choose_password(secret, password, at=NOON)
    assert account is not None
    return account


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_an_account_is_added_once(accounts: SqlAccountStore) -> None:
    account = added(accounts)
    assert (account.commune, account.email, account.has_password) == (MONTREVAL, EMAIL, False)
    assert added(accounts, email="  Sophie.BERNARD@montreval.exemple ") == account


def test_an_account_of_an_unknown_commune_is_refused(accounts: SqlAccountStore) -> None:
    with pytest.raises(UnknownCommune):
        added(accounts, commune=CommuneSlug("ailleurs"))


def test_a_link_shows_whose_it_is_without_being_used(accounts: SqlAccountStore) -> None:
    account = added(accounts)
    secret = accounts.issue_link(account.id, at=NOON, valid_s=60)
    assert len(secret) == 43  # 256 bits
    assert accounts.account_of_link(secret, at=after(59)) == account
    assert accounts.account_of_link(secret, at=after(59)) == account
    assert accounts.account_of_link(secret, at=after(60)) is None
    assert accounts.account_of_link("guess", at=NOON) is None


def test_a_link_works_once(accounts: SqlAccountStore) -> None:
    account = added(accounts)
    secret = accounts.issue_link(account.id, at=NOON, valid_s=60)
    chosen = accounts.choose_password(secret, PASSWORD, at=NOON)
    assert chosen is not None
    assert (chosen.id, chosen.has_password) == (account.id, True)
    assert accounts.choose_password(secret, "un autre mot de passe", at=NOON) is None
    assert accounts.account_of_link(secret, at=NOON) is None
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is not None


def test_a_late_link_sets_no_password(accounts: SqlAccountStore) -> None:
    secret = accounts.issue_link(added(accounts).id, at=NOON, valid_s=60)
    assert accounts.choose_password(secret, PASSWORD, at=after(60)) is None
    assert accounts.sign_in(EMAIL, PASSWORD, at=after(61)) is None


def test_a_link_used_by_ten_at_once_sets_one_password(accounts: SqlAccountStore) -> None:
    secret = accounts.issue_link(added(accounts).id, at=NOON, valid_s=60)
    chosen: list[Account | None] = []

    def choose(number: int) -> None:
        chosen.append(accounts.choose_password(secret, f"{PASSWORD} {number}", at=NOON))

    threads = [threading.Thread(target=choose, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([account for account in chosen if account is not None]) == 1


def test_a_newer_link_replaces_the_former(accounts: SqlAccountStore) -> None:
    account = added(accounts)
    former = accounts.issue_link(account.id, at=NOON, valid_s=60)
    newer = accounts.issue_link(account.id, at=NOON, valid_s=60)
    assert accounts.account_of_link(former, at=NOON) is None
    assert accounts.account_of_link(newer, at=NOON) == account


def test_a_link_or_session_for_nobody_is_refused(accounts: SqlAccountStore) -> None:
    with pytest.raises(BadInput):
        accounts.issue_link(AccountId(999), at=NOON, valid_s=60)
    with pytest.raises(BadInput):
        accounts.open_session(AccountId(999), at=NOON)


def test_a_new_password_ends_every_session(accounts: SqlAccountStore) -> None:
    account = with_password(accounts)
    _, cookie = accounts.open_session(account.id, at=NOON)
    secret = accounts.issue_link(account.id, at=NOON, valid_s=60)
    accounts.choose_password(secret, "quatre renards au soleil", at=NOON)
    assert accounts.session(cookie, at=NOON) is None
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is None
    assert accounts.sign_in(EMAIL, "quatre renards au soleil", at=NOON) is not None


def test_signing_in_opens_a_session(accounts: SqlAccountStore) -> None:
    account = with_password(accounts)
    signed_in = accounts.sign_in(EMAIL.upper(), PASSWORD, at=NOON)
    assert signed_in is not None
    session, cookie = signed_in
    assert session.account == account
    assert accounts.session(cookie, at=NOON) == session
    assert len(cookie) == 43
    assert len(session.csrf) >= 32
    assert session.csrf not in cookie


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "trois canards"), ("inconnu@montreval.exemple", PASSWORD), ("", ""), (EMAIL, "")]
)
def test_a_wrong_sign_in_is_refused(accounts: SqlAccountStore, email: str, password: str) -> None:
    with_password(accounts)
    assert accounts.sign_in(email, password, at=NOON) is None


def test_an_account_without_a_password_cannot_sign_in(accounts: SqlAccountStore) -> None:
    added(accounts)
    assert accounts.sign_in(EMAIL, "", at=NOON) is None


def test_accents_typed_on_another_keyboard_are_the_same_password(accounts: SqlAccountStore) -> None:
    with_password(accounts, "trois éléphants à la plage")
    assert accounts.sign_in(EMAIL, "trois e\u0301le\u0301phants a\u0300 la plage", at=NOON) is not None


def test_one_e_mail_in_two_communes_opens_the_account_whose_password_it_is(
    installation: Installation, accounts: SqlAccountStore
) -> None:
    with_password(accounts)
    other = CommuneSlug("saint-aubin")
    installation.add_commune(other, "Saint-Aubin")
    second = added(accounts, commune=other)
    link = accounts.issue_link(second.id, at=NOON, valid_s=60)
    accounts.choose_password(link, "quatre renards au soleil", at=NOON)
    signed_in = accounts.sign_in(EMAIL, "quatre renards au soleil", at=NOON)
    assert signed_in is not None
    assert signed_in[0].account.commune == other


def test_after_five_failures_even_the_right_password_waits(accounts: SqlAccountStore) -> None:
    with_password(accounts)
    for _ in range(5):
        assert accounts.sign_in(EMAIL, "wrong", at=NOON) is None
    assert accounts.sign_in(EMAIL, PASSWORD, at=after(1.9)) is None
    assert accounts.sign_in(EMAIL, PASSWORD, at=after(2)) is not None


def test_a_right_password_makes_failures_forgotten(accounts: SqlAccountStore) -> None:
    with_password(accounts)
    for _ in range(4):
        accounts.sign_in(EMAIL, "wrong", at=NOON)
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is not None
    for _ in range(4):
        accounts.sign_in(EMAIL, "wrong", at=NOON)
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is not None


def test_another_account_does_not_wait(accounts: SqlAccountStore) -> None:
    with_password(accounts)
    for _ in range(6):
        accounts.sign_in("stranger@exemple.fr", "wrong", at=NOON)
    assert accounts.sign_in(EMAIL, PASSWORD, at=NOON) is not None


def test_a_session_lives_thirty_idle_minutes(accounts: SqlAccountStore) -> None:
    _, cookie = accounts.open_session(with_password(accounts).id, at=NOON)
    assert accounts.session(cookie, at=after(29 * 60)) is not None
    assert accounts.session(cookie, at=after(58 * 60)) is not None
    assert accounts.session(cookie, at=after(88 * 60)) is None


def test_a_busy_session_ends_after_twelve_hours(accounts: SqlAccountStore) -> None:
    _, cookie = accounts.open_session(with_password(accounts).id, at=NOON)
    for minutes in range(20, 12 * 60, 20):
        session = accounts.session(cookie, at=after(minutes * 60))
        assert session is not None
        assert session.started_at == NOON
    assert accounts.session(cookie, at=after(12 * 3600 - 1)) is not None
    assert accounts.session(cookie, at=after(12 * 3600)) is None


def test_a_session_that_was_ended_is_gone(accounts: SqlAccountStore) -> None:
    account = with_password(accounts)
    _, cookie = accounts.open_session(account.id, at=NOON)
    _, other = accounts.open_session(account.id, at=NOON)
    accounts.end_session(cookie)
    accounts.end_session("never issued")
    assert accounts.session(cookie, at=NOON) is None
    assert accounts.session(other, at=NOON) is not None


def test_a_session_is_read_while_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "parvis.sqlite"
    database = Database(path, DatabaseKind.INSTALLATION, busy_timeout_s=0.1)
    SqlCommuneRegistry(database).add(MONTREVAL, "Montreval", at=NOON)
    accounts = SqlAccountStore(database, Argon2Passwords())
    _, cookie = accounts.open_session(added(accounts).id, at=NOON)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert accounts.session(cookie, at=after(10 * 60)) is not None
    other.close()
    database.close()


class CountingPasswords(Argon2Passwords):
    def __init__(self) -> None:
        super().__init__()
        self.checks = 0

    def is_right(self, password: str, kept: str | None) -> bool:
        self.checks += 1
        return super().is_right(password, kept)


def test_an_unknown_e_mail_costs_the_same_work_as_a_wrong_password(tmp_path: Path) -> None:
    database = Database(tmp_path / "parvis.sqlite", DatabaseKind.INSTALLATION)
    SqlCommuneRegistry(database).add(MONTREVAL, "Montreval", at=NOON)
    passwords = CountingPasswords()
    accounts = SqlAccountStore(database, passwords)
    with_password(accounts)
    accounts.sign_in(EMAIL, "wrong", at=NOON)
    assert passwords.checks == 1
    accounts.sign_in("stranger@exemple.fr", "wrong", at=NOON)
    assert passwords.checks == 2
    database.close()


def test_no_secret_is_in_the_files(accounts: SqlAccountStore, tmp_path: Path) -> None:
    account = with_password(accounts)
    link = accounts.issue_link(account.id, at=NOON, valid_s=60)
    session, cookie = accounts.open_session(account.id, at=NOON)
    accounts.sign_in("Stranger@exemple.fr", PASSWORD, at=NOON)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "data").glob("parvis.sqlite*"))
    assert EMAIL.encode() in kept
    assert b"$argon2id$v=19$m=19456,t=2,p=1$" in kept
    for secret in (link, cookie, session.csrf, PASSWORD, "stranger@exemple.fr"):
        assert secret.encode() not in kept


def test_the_audit_trail_tells_each_event_of_an_account(accounts: SqlAccountStore) -> None:
    account = with_password(accounts)
    accounts.sign_in(EMAIL, "wrong", at=after(1))
    _, cookie = accounts.sign_in(EMAIL, PASSWORD, at=after(2)) or (None, "")
    accounts.end_session(cookie)
    trail = accounts.audit()
    assert [entry.event for entry in trail] == [
        AuditEvent.ACCOUNT_ADDED,
        AuditEvent.LINK_ISSUED,
        AuditEvent.PASSWORD_CHOSEN,
        AuditEvent.SIGN_IN_FAILED,
        AuditEvent.SESSION_OPENED,
        AuditEvent.SESSION_ENDED,
    ]
    assert {entry.account for entry in trail} == {account.id}
    assert trail[3].at == after(1)
