"""DraftStore over one commune's database."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, insert, select

from domain.ids import AccountId
from domain.kept_draft import Change, DraftOrigin, DraftWork, KeptCheck, KeptDraft, KeptReview, VisaChoice
from storage.sqlalchemy_draft_tables import DRAFT_REVIEWS, DRAFTS, VISA_CHECKS, VISA_CHOICES
from storage.sqlite_database import Database

KEPT_DAYS = 90
"""A draft may name people and is no archive: it goes once the councils that it was for have met."""


class SqlDraftStore:
    """The DraftStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def add_check(self, check: KeptCheck, content: bytes) -> None:
        def work(connection: Connection) -> None:
            _forget(connection, check.at)
            connection.execute(insert(VISA_CHECKS), _check_row(check) | {"content": content})

        self._database.write(work)

    def check(self, check_id: str) -> KeptCheck | None:
        columns = [column for column in VISA_CHECKS.c if column.name != "content"]
        with self._database.read() as connection:
            row = connection.execute(select(*columns).where(VISA_CHECKS.c.id == check_id)).first()
        return None if row is None else _check(row)

    def content(self, check_id: str) -> bytes:
        with self._database.read() as connection:
            found = connection.scalar(select(VISA_CHECKS.c.content).where(VISA_CHECKS.c.id == check_id))
        return bytes(found or b"")

    def choose(self, check_id: str, choice: VisaChoice, *, at: datetime) -> None:
        place = (VISA_CHOICES.c.check_id == check_id, VISA_CHOICES.c.visa == choice.visa)
        changes = json.dumps([[one.start, one.end, one.after] for one in choice.changes], ensure_ascii=False)

        def work(connection: Connection) -> None:
            if connection.scalar(select(VISA_CHECKS.c.id).where(VISA_CHECKS.c.id == check_id)) is None:
                return
            connection.execute(delete(VISA_CHOICES).where(*place))
            row = {"check_id": check_id, "visa": choice.visa, "changes": changes, "author": choice.author, "at": at}
            connection.execute(insert(VISA_CHOICES), row)

        self._database.write(work)

    def choices(self, check_id: str) -> Sequence[VisaChoice]:
        query = select(VISA_CHOICES).where(VISA_CHOICES.c.check_id == check_id).order_by(VISA_CHOICES.c.visa)
        with self._database.read() as connection:
            return [_choice(row) for row in connection.execute(query)]

    def save_draft(self, draft: KeptDraft) -> None:
        row = {
            "id": draft.id,
            "at": draft.at,
            "author": draft.author,
            "subject_id": draft.subject_id,
            "meeting": draft.meeting,
            "answers": tuple(sorted(draft.answers.items())),
            "acts": draft.acts,
        }

        def work(connection: Connection) -> None:
            _forget(connection, draft.at)
            connection.execute(delete(DRAFTS).where(DRAFTS.c.id == draft.id))
            connection.execute(insert(DRAFTS), row)

        self._database.write(work)

    def draft(self, draft_id: str) -> KeptDraft | None:
        with self._database.read() as connection:
            row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == draft_id)).first()
        return None if row is None else _draft(row)

    def remove(self, work_id: str) -> None:
        def work(connection: Connection) -> None:
            connection.execute(delete(VISA_CHOICES).where(VISA_CHOICES.c.check_id == work_id))
            connection.execute(delete(VISA_CHECKS).where(VISA_CHECKS.c.id == work_id))
            connection.execute(delete(DRAFTS).where(DRAFTS.c.id == work_id))

        self._database.write(work)

    def works(self, limit: int) -> Sequence[DraftWork]:
        of_check = (
            VISA_CHECKS.c.id,
            VISA_CHECKS.c.at,
            VISA_CHECKS.c.author,
            VISA_CHECKS.c.meeting,
            VISA_CHECKS.c.title,
        )
        of_draft = (DRAFTS.c.id, DRAFTS.c.at, DRAFTS.c.author, DRAFTS.c.meeting, DRAFTS.c.subject_id)
        with self._database.read() as connection:
            checks = connection.execute(select(*of_check).order_by(VISA_CHECKS.c.at.desc()).limit(limit)).fetchall()
            drafts = connection.execute(select(*of_draft).order_by(DRAFTS.c.at.desc()).limit(limit)).fetchall()
        works = [_work(row, row.title, is_check=True) for row in checks]
        works += [_work(row, row.subject_id, is_check=False) for row in drafts]
        return sorted(works, key=lambda one: (one.at, one.id), reverse=True)[:limit]

    def add_review(self, review: KeptReview) -> None:
        row = {
            "work": review.of,
            "title": review.title,
            "digest": review.digest,
            "reviewer": review.reviewer,
            "account": review.account,
            "at": review.at,
        }
        self._database.write(lambda connection: connection.execute(insert(DRAFT_REVIEWS), row))

    def reviews(self, work_id: str) -> Sequence[KeptReview]:
        query = select(DRAFT_REVIEWS).where(DRAFT_REVIEWS.c.work == work_id).order_by(DRAFT_REVIEWS.c.id)
        with self._database.read() as connection:
            return [_review(row) for row in connection.execute(query)]


def _forget(connection: Connection, now: datetime) -> None:
    """Delete what is older than ``KEPT_DAYS``."""
    oldest = now - timedelta(days=KEPT_DAYS)
    gone = select(VISA_CHECKS.c.id).where(VISA_CHECKS.c.at < oldest)
    connection.execute(delete(VISA_CHOICES).where(VISA_CHOICES.c.check_id.in_(gone)))
    connection.execute(delete(VISA_CHECKS).where(VISA_CHECKS.c.at < oldest))
    connection.execute(delete(DRAFTS).where(DRAFTS.c.at < oldest))


def _check_row(check: KeptCheck) -> dict[str, object]:
    return {
        "id": check.id,
        "at": check.at,
        "author": check.author,
        "name": check.name,
        "title": check.title,
        "origin": check.origin.value,
        "text": check.text,
        "meeting": check.meeting,
        "subject": check.subject,
        "model_day": check.model_day,
    }


def _check(row: Row[tuple[object, ...]]) -> KeptCheck:
    return KeptCheck(
        id=row.id,
        at=row.at,
        author=row.author,
        name=row.name,
        title=row.title,
        origin=DraftOrigin(row.origin),
        text=row.text,
        meeting=row.meeting,
        subject=row.subject,
        model_day=row.model_day,
    )


def _choice(row: Row[tuple[object, ...]]) -> VisaChoice:
    changes = tuple(Change(start=start, end=end, after=after) for start, end, after in json.loads(row.changes))
    return VisaChoice(visa=row.visa, changes=changes, author=row.author)


def _draft(row: Row[tuple[object, ...]]) -> KeptDraft:
    return KeptDraft(
        id=row.id,
        at=row.at,
        author=row.author,
        subject_id=row.subject_id,
        meeting=row.meeting,
        answers=dict(row.answers),
        acts=row.acts,
    )


def _work(row: Row[*tuple[object, ...]], title: str, *, is_check: bool) -> DraftWork:
    return DraftWork(id=row.id, at=row.at, author=row.author, title=title, meeting=row.meeting, is_check=is_check)


def _review(row: Row[tuple[object, ...]]) -> KeptReview:
    return KeptReview(
        of=row.work,
        title=row.title,
        digest=row.digest,
        reviewer=row.reviewer,
        account=AccountId(row.account),
        at=row.at,
    )
