"""Tokens of the language model that an installation has used, by day and commune."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from domain.ids import CommuneSlug
from domain.language_model import ModelUse
from storage.sqlalchemy_installation_tables import MODEL_USE
from storage.sqlite_database import Database


class SqlModelUseStore:
    """Counts in the installation's database: a restart forgets nothing, and several answers at once are counted."""

    def __init__(self, database: Database) -> None:
        """Serve from the installation's open database."""
        self._database = database

    def reserve(self, day: date, commune: CommuneSlug, use: ModelUse, fits: Callable[[ModelUse], bool]) -> bool:
        """Add ``use`` if the day's new total fits."""

        def work(connection: Connection) -> bool:
            if not fits(_total(connection, day, None) + use):
                return False
            _add(connection, day, commune, use)
            return True

        return self._database.write(work)

    def settle(self, day: date, commune: CommuneSlug, *, reserved: ModelUse, used: ModelUse) -> None:
        """Put what was used in the place of what was reserved."""
        self._database.write(lambda connection: _add(connection, day, commune, used - reserved))

    def total(self, day: date, commune: CommuneSlug | None = None) -> ModelUse:
        """Of a day, over all communes when None."""
        with self._database.read() as connection:
            return _total(connection, day, commune)

    def written_by_month(self, commune: CommuneSlug) -> Mapping[date, int]:
        """Tokens that the model wrote for a commune, by first day of the month."""
        columns = MODEL_USE.c
        found = select(columns.day, columns.completion_tokens).where(columns.commune == commune)
        written: dict[date, int] = {}
        with self._database.read() as connection:
            for row in connection.execute(found):
                month = row.day.replace(day=1)
                written[month] = written.get(month, 0) + row.completion_tokens
        return written


def _add(connection: Connection, day: date, commune: CommuneSlug, use: ModelUse) -> None:
    table = MODEL_USE.c
    raised = (
        update(MODEL_USE)
        .where(table.day == day, table.commune == commune)
        .values(
            prompt_tokens=table.prompt_tokens + use.prompt_tokens,
            completion_tokens=table.completion_tokens + use.completion_tokens,
        )
    )
    if connection.execute(raised).rowcount == 0:
        row = {"prompt_tokens": use.prompt_tokens, "completion_tokens": use.completion_tokens}
        connection.execute(insert(MODEL_USE).values(day=day, commune=commune, **row))


def _total(connection: Connection, day: date, commune: CommuneSlug | None) -> ModelUse:
    sums = select(func.sum(MODEL_USE.c.prompt_tokens), func.sum(MODEL_USE.c.completion_tokens))
    sums = sums.where(MODEL_USE.c.day == day)
    if commune is not None:
        sums = sums.where(MODEL_USE.c.commune == commune)
    read, written = connection.execute(sums).one()
    return ModelUse(prompt_tokens=read or 0, completion_tokens=written or 0)
