"""How many times in a row a sign-in failed, for each e-mail typed, and how long the next one must wait.

Kept by digest of the e-mail, whether or not an account has it: the answer must not tell which.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from storage.sqlalchemy_installation_tables import SIGN_IN_ATTEMPTS

FREE_FAILURES = 5
"""Failures before any delay."""

LONGEST_DELAY_S = 60
"""A stranger who types an agent's e-mail all day makes the agent wait a minute, never more."""

FORGOTTEN_AFTER_S = 3600
"""After an hour without an attempt the count starts again."""


def may_attempt(connection: Connection, email_digest: str, at: datetime) -> bool:
    """Count an attempt as failed, in the caller's transaction; False when it comes too early, and is not counted.

    It is counted before the password is looked at, so that guesses sent together do not slip through;
    ``forget`` takes it back when the password was right.
    """
    connection.execute(delete(SIGN_IN_ATTEMPTS).where(SIGN_IN_ATTEMPTS.c.last_at < at - _seconds(FORGOTTEN_AFTER_S)))
    mine = SIGN_IN_ATTEMPTS.c.email_digest == email_digest
    row = connection.execute(select(SIGN_IN_ATTEMPTS).where(mine)).one_or_none()
    if row is None:
        connection.execute(insert(SIGN_IN_ATTEMPTS).values(email_digest=email_digest, failures=1, last_at=at))
        return True
    # A last attempt in the future is a clock that was set back: no reason to make anyone wait.
    if row.last_at <= at < row.last_at + _seconds(delay_s(row.failures)):
        return False
    connection.execute(update(SIGN_IN_ATTEMPTS).where(mine).values(failures=row.failures + 1, last_at=at))
    return True


def forget(connection: Connection, email_digest: str) -> None:
    """Start the count again after a right password, in the caller's transaction."""
    connection.execute(delete(SIGN_IN_ATTEMPTS).where(SIGN_IN_ATTEMPTS.c.email_digest == email_digest))


def delay_s(failures: int) -> int:
    """Seconds to wait after that many failures in a row: 0 up to four, then 2, 4, 8, 16, 32, 60, 60…"""
    if failures < FREE_FAILURES:
        return 0
    return int(min(2 ** min(failures - FREE_FAILURES + 1, 16), LONGEST_DELAY_S))


def _seconds(count: int) -> timedelta:
    return timedelta(seconds=count)
