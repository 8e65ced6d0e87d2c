"""A file that moved in its source: its row under the new path, its document, findings and rulings brought along."""

from sqlalchemy import Connection, delete, insert, select, update

from domain.ids import SourceName
from domain.source_run import FileMove
from storage.sqlalchemy_commune_tables import DOCUMENTS, FILES, FINDINGS, RULINGS


def move_row(connection: Connection, source: SourceName, move: FileMove) -> bool:
    """Move one file in the caller's transaction; what was known at the new path is forgotten first.

    Returns whether a document was forgotten so: else no passage has changed, and an index needs no rebuilding.

    The row is written anew and its children led to it before the former one goes: no database needs to defer its
    foreign keys for that.
    """
    at_former = (FILES.c.source == source, FILES.c.path == move.former_path)
    row = connection.execute(select(FILES).where(*at_former)).one_or_none()
    if row is None:
        return False
    over = (DOCUMENTS.c.source == source, DOCUMENTS.c.path == move.path)
    is_over_another = connection.scalar(select(DOCUMENTS.c.id).where(*over)) is not None
    connection.execute(delete(FILES).where(FILES.c.source == source, FILES.c.path == move.path))
    moved = dict(row._mapping) | {"path": move.path, "first_path": move.first_path or None, "duplicate_of": None}
    connection.execute(insert(FILES), moved)
    for table in (DOCUMENTS, FINDINGS, RULINGS):
        children = (table.c.source == source, table.c.path == move.former_path)
        connection.execute(update(table).where(*children).values(path=move.path))
    connection.execute(delete(FILES).where(*at_former))
    return is_over_another
