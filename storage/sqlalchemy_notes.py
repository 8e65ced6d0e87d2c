"""NoteStore over one commune's database."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from domain.ids import AccountId, RequestReference
from domain.request import Note
from storage.sqlalchemy_desk_tables import NOTES
from storage.sqlite_database import Database


class SqlNoteStore:
    """The NoteStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve from the commune's own open database."""
        self._database = database

    def add(self, reference: RequestReference, note: Note) -> None:
        values = {"reference": reference, "account": note.account, "author": note.author}
        kept = insert(NOTES).values(values | {"at": note.at, "text": note.text})
        self._database.write(lambda connection: connection.execute(kept))

    def of(self, reference: RequestReference) -> Sequence[Note]:
        query = select(NOTES).where(NOTES.c.reference == reference).order_by(NOTES.c.id)
        with self._database.read() as connection:
            return [
                Note(account=AccountId(row.account), author=row.author, at=row.at, text=row.text)
                for row in connection.execute(query)
            ]
