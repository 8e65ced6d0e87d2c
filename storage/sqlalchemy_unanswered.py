"""UnansweredStore over one commune's database."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, and_, delete, insert, select, update

from domain.answer import AnswerStatus
from domain.ids import DocumentId
from domain.unanswered import Unanswered, UnansweredCount
from storage.sqlalchemy_feedback import KEPT_DAYS
from storage.sqlalchemy_trial_tables import UNANSWERED
from storage.sqlite_database import Database


class SqlUnansweredStore:
    """The UnansweredStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def count(self, unanswered: Unanswered) -> None:
        same = {
            "day": unanswered.on,
            "status": unanswered.status.value,
            "theme": unanswered.theme,
            "document_id": unanswered.document or "",
        }
        is_same = and_(*(UNANSWERED.c[name] == value for name, value in same.items()))

        def work(connection: Connection) -> None:
            oldest = unanswered.on - timedelta(days=KEPT_DAYS)
            connection.execute(delete(UNANSWERED).where(UNANSWERED.c.day < oldest))
            raised = update(UNANSWERED).where(is_same).values(times=UNANSWERED.c.times + 1)
            if not connection.execute(raised).rowcount:
                connection.execute(insert(UNANSWERED), same | {"times": 1})

        self._database.write(work)

    def since(self, day: date) -> Sequence[UnansweredCount]:
        columns = UNANSWERED.c
        in_order = (columns.day, columns.status, columns.theme, columns.document_id)
        with self._database.read() as connection:
            rows = connection.execute(select(UNANSWERED).where(columns.day >= day).order_by(*in_order))
            return [
                UnansweredCount(
                    unanswered=Unanswered(
                        on=row.day,
                        status=AnswerStatus(row.status),
                        theme=row.theme,
                        document=DocumentId(row.document_id) if row.document_id else None,
                    ),
                    count=row.times,
                )
                for row in rows
            ]
