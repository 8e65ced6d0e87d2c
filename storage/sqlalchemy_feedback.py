"""FeedbackStore over one commune's database."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from domain.retention import THIRTEEN_MONTHS
from storage.sqlalchemy_feedback_table import FEEDBACK
from storage.sqlite_database import Database

KEPT_DAYS = THIRTEEN_MONTHS
"""At the very most, whatever the commune says; ``parvis retention`` deletes sooner where it chose so."""


class SqlFeedbackStore:
    """The FeedbackStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def add(self, feedback: Feedback) -> None:
        def work(connection: Connection) -> None:
            oldest = feedback.on - timedelta(days=KEPT_DAYS)
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.day < oldest))
            connection.execute(insert(FEEDBACK), _row(feedback))

        self._database.write(work)

    def forget_questions(self, questions: Iterable[str]) -> int:
        """Take these very words out of the opinions that hold them; how many opinions."""
        wanted = sorted(set(questions) - {""})

        def work(connection: Connection) -> int:
            held = (update(FEEDBACK).where(FEEDBACK.c.question == words).values(question="") for words in wanted)
            return sum(connection.execute(one).rowcount for one in held)

        return self._database.write(work)

    def since(self, day: date) -> Sequence[Feedback]:
        query = select(FEEDBACK).where(FEEDBACK.c.day >= day).order_by(FEEDBACK.c.day, FEEDBACK.c.id)
        with self._database.read() as connection:
            return [_feedback(row) for row in connection.execute(query)]


def _row(feedback: Feedback) -> dict[str, object]:
    return {
        "day": feedback.on,
        "is_helpful": int(feedback.is_helpful),
        "status": feedback.status.value,
        "reason": feedback.reason.value if feedback.reason else None,
        "documents": tuple(feedback.documents),
        "question": feedback.question,
    }


def _feedback(row: Row[tuple[object, ...]]) -> Feedback:
    return Feedback(
        on=row.day,
        is_helpful=bool(row.is_helpful),
        status=AnswerStatus(row.status),
        reason=FeedbackReason(row.reason) if row.reason else None,
        documents=tuple(DocumentId(document) for document in row.documents),
        question=row.question,
    )
