"""LikenessStore over one commune's database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from domain.ids import DocumentId
from domain.likeness import Likeness, LikenessKind
from storage.sqlalchemy_commune_tables import COUNTERS, DOCUMENTS
from storage.sqlalchemy_counters import last_number
from storage.sqlalchemy_run_tables import LIKENESSES, SKETCHES
from storage.sqlite_database import Database

FOUND_AT = "likeness"
"""Name of the counter that holds the documents' generation at which likenesses were found."""


class SqlLikenessStore:
    """The LikenessStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def sketches(self) -> Mapping[DocumentId, bytes]:
        with self._database.read() as connection:
            rows = connection.execute(select(SKETCHES).order_by(SKETCHES.c.document_id))
            return {DocumentId(row.document_id): row.sketch for row in rows}

    def save_sketches(self, sketches: Mapping[DocumentId, bytes]) -> None:
        def work(connection: Connection) -> None:
            for document, sketch in sketches.items():
                connection.execute(delete(SKETCHES).where(SKETCHES.c.document_id == document))
                connection.execute(insert(SKETCHES), {"document_id": document, "sketch": sketch})

        self._database.write(work)

    def replace(self, found: Sequence[Likeness], *, generation: int) -> None:
        def work(connection: Connection) -> None:
            connection.execute(delete(LIKENESSES))
            known = set(connection.scalars(select(DOCUMENTS.c.id)))
            rows = [_row(one) for one in found if one.document in known and one.other in known]
            if rows:
                connection.execute(insert(LIKENESSES), rows)
            noted = update(COUNTERS).where(COUNTERS.c.name == FOUND_AT).values(value=generation)
            if connection.execute(noted).rowcount == 0:
                connection.execute(insert(COUNTERS).values(name=FOUND_AT, value=generation))

        self._database.write(work)

    def found_at(self) -> int:
        with self._database.read() as connection:
            return last_number(connection, FOUND_AT)

    def of(self, document: DocumentId) -> Sequence[Likeness]:
        query = select(LIKENESSES).where((LIKENESSES.c.document_id == document) | (LIKENESSES.c.other_id == document))
        with self._database.read() as connection:
            found = []
            for row in connection.execute(query):
                ends = ((row.document_id, row.shared_permille), (row.other_id, row.shared_back_permille))
                mine, other = ends if row.document_id == document else ends[::-1]
                found.append(
                    Likeness(
                        document=DocumentId(mine[0]),
                        other=DocumentId(other[0]),
                        kind=LikenessKind(row.kind),
                        shared=mine[1] / 1000,
                        shared_back=other[1] / 1000,
                    )
                )
        return sorted(found, key=lambda one: (-min(one.shared, one.shared_back), -one.shared, one.other))


def _row(likeness: Likeness) -> dict[str, object]:
    return {
        "document_id": likeness.document,
        "other_id": likeness.other,
        "kind": likeness.kind.value,
        "shared_permille": round(likeness.shared * 1000),
        "shared_back_permille": round(likeness.shared_back * 1000),
    }
