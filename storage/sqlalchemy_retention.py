"""Deletes what has been kept long enough, from one commune's database and from the installation's.

A request goes whole: its row, its messages and, by the journal's own rule, its journal with it. What is left are counts
of its month. Bytes are written over (``secure_delete``), and the write-ahead log is emptied into the file.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    ScalarSelect,
    Select,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from domain.clock import local_date
from domain.month_count import Measure, MonthCount
from domain.request import RequestState, Side
from domain.retention import OF_A_COMMUNE, OF_THE_INSTALLATION, RULES, KeptKind, Purged, Retention
from storage.sqlalchemy_accounts import AuditEvent
from storage.sqlalchemy_commune_tables import JOURNAL, REPLIES, REQUESTS
from storage.sqlalchemy_feedback_table import FEEDBACK
from storage.sqlalchemy_installation_tables import AUDIT
from storage.sqlalchemy_month_counts import add_month_counts
from storage.sqlalchemy_trial_tables import UNANSWERED
from storage.sqlite_database import Database

SIGN_IN_EVENTS = (AuditEvent.SIGN_IN_FAILED, AuditEvent.SESSION_OPENED, AuditEvent.SESSION_ENDED)
"""The security log; every other event of the trail is kept as those of accounts."""


class SqlRetention:
    """Retention of one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def due(self, retention: Retention, *, timezone: str, at: datetime) -> Sequence[Purged]:
        """What ``purge`` would delete at that moment."""
        with self._database.read() as connection:
            return [
                _purged(kind, retention, at, _count(connection, _due(kind, retention, timezone, at)))
                for kind in OF_A_COMMUNE
            ]

    def unfinished(self, retention: Retention, *, at: datetime) -> int:
        """Requests that nobody has ended, without a step for longer than ended ones are kept: an agent must look."""
        limit = at - timedelta(days=retention.requests)
        is_open = REQUESTS.c.closed_at.is_(None), REQUESTS.c.state != RequestState.REPONDUE.value
        with self._database.read() as connection:
            found = select(func.count()).select_from(REQUESTS).where(*is_open, _last_step() <= limit)
            return int(connection.scalar(found) or 0)

    def purge(self, retention: Retention, *, timezone: str, at: datetime) -> Sequence[Purged]:
        """Delete it in one transaction, and say how many. ``timezone`` is that of the commune's days and months."""

        def work(connection: Connection) -> list[Purged]:
            return [
                _purged(kind, retention, at, _delete(connection, kind, _due(kind, retention, timezone, at), timezone))
                for kind in OF_A_COMMUNE
            ]

        return self._database.write(work)

    def forget_deleted(self) -> bool:
        """Whether no deleted byte is left on the disk; False while somebody reads, and at the next call."""
        return self._database.forget_deleted()


class SqlTrailRetention:
    """Retention of the installation's audit trail."""

    def __init__(self, database: Database) -> None:
        """Serve from the installation's open database."""
        self._database = database

    def due(self, *, at: datetime) -> Sequence[Purged]:
        """What ``purge`` would delete at that moment."""
        with self._database.read() as connection:
            counted = ((kind, _count(connection, select(AUDIT.c.id).where(_trail(kind, at)))) for kind in _TRAIL)
            return [_purged(kind, Retention(), at, count) for kind, count in counted]

    def purge(self, *, at: datetime) -> Sequence[Purged]:
        """Delete it, and say how many."""

        def work(connection: Connection) -> list[Purged]:
            gone = ((kind, connection.execute(delete(AUDIT).where(_trail(kind, at))).rowcount) for kind in _TRAIL)
            return [_purged(kind, Retention(), at, count) for kind, count in gone]

        return self._database.write(work)

    def forget_deleted(self) -> bool:
        """As ``SqlRetention.forget_deleted``."""
        return self._database.forget_deleted()


_TRAIL = OF_THE_INSTALLATION


def _trail(kind: KeptKind, at: datetime) -> ColumnElement[bool]:
    is_sign_in = AUDIT.c.event.in_([event.value for event in SIGN_IN_EVENTS])
    is_of_kind = is_sign_in if kind is KeptKind.SIGN_INS else ~is_sign_in
    return and_(is_of_kind, AUDIT.c.at <= at - timedelta(days=RULES[kind].days))


def _purged(kind: KeptKind, retention: Retention, at: datetime, count: int) -> Purged:
    days = retention.days(kind)
    return Purged(kind=kind, days=days, before=at - timedelta(days=days), count=count)


def _last_step() -> ScalarSelect[Any]:
    """The moment of the last step of a request; each has one at least, its sending."""
    return select(func.max(JOURNAL.c.at)).where(JOURNAL.c.reference == REQUESTS.c.reference).scalar_subquery()


def _due(kind: KeptKind, retention: Retention, timezone: str, at: datetime) -> Select[Any]:
    """Keys of the rows whose delay has passed. A day that is not over is not counted."""
    limit = at - timedelta(days=retention.days(kind))
    day = local_date(limit, timezone)
    match kind:
        case KeptKind.REQUESTS:
            # An answer that nobody wrote again to is an end as well: it can no longer be gone on with.
            is_answered = and_(REQUESTS.c.state == RequestState.REPONDUE.value, _last_step() <= limit)
            return select(REQUESTS.c.reference).where(or_(REQUESTS.c.closed_at <= limit, is_answered))
        case KeptKind.QUESTION_TEXTS:
            return select(FEEDBACK.c.id).where(FEEDBACK.c.day < day, FEEDBACK.c.question != "")
        case KeptKind.OPINIONS:
            return select(FEEDBACK.c.id).where(FEEDBACK.c.day < day)
        case KeptKind.UNANSWERED:
            return select(UNANSWERED.c.times).where(UNANSWERED.c.day < day)
        case _:
            raise AssertionError(f"{kind} is not kept by communes")


def _count(connection: Connection, due: Select[Any]) -> int:
    return int(connection.scalar(select(func.count()).select_from(due.subquery())) or 0)


def _delete(connection: Connection, kind: KeptKind, due: Select[Any], timezone: str) -> int:
    match kind:
        case KeptKind.REQUESTS:
            references = list(connection.scalars(due))
            leave_counts(connection, references, timezone)
            for reference in references:  # one by one: a statement holds only so many values
                connection.execute(delete(REQUESTS).where(REQUESTS.c.reference == reference))
            return len(references)
        case KeptKind.QUESTION_TEXTS:
            return _rows(connection, update(FEEDBACK).where(FEEDBACK.c.id.in_(due)).values(question=""))
        case KeptKind.OPINIONS:
            return _rows(connection, delete(FEEDBACK).where(FEEDBACK.c.id.in_(due)))
        case _:
            assert due.whereclause is not None
            return _rows(connection, delete(UNANSWERED).where(due.whereclause))


def _rows(connection: Connection, change: Delete | Update) -> int:
    return connection.execute(change).rowcount


def leave_counts(connection: Connection, references: Sequence[str], timezone: str) -> None:
    """Count requests that are about to go in the month in which they were sent: how many, and the hours they waited."""
    for reference in references:
        sent_at = connection.scalars(select(REQUESTS.c.sent_at).where(REQUESTS.c.reference == reference)).one()
        by_agent = REPLIES.c.reference == reference, REPLIES.c.side == Side.AGENT.value
        first = connection.scalars(select(REPLIES.c.sent_at).where(*by_agent).order_by(REPLIES.c.id).limit(1)).first()
        month = local_date(sent_at, timezone).replace(day=1)
        counted = [MonthCount(month=month, measure=Measure.REQUESTS_SENT, times=1)]
        if first is not None:
            hours = int((first - sent_at).total_seconds() // 3600)
            counted.append(MonthCount(month=month, measure=Measure.FIRST_ANSWER_HOURS, value=hours, times=1))
        add_month_counts(connection, counted)
