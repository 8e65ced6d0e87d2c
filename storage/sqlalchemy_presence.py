"""PresenceStore over one commune's database: the last heartbeat of each agent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from domain.ids import AccountId
from storage.sqlalchemy_desk_tables import PRESENCE
from storage.sqlite_database import Database


class SqlPresenceStore:
    """The PresenceStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve from the commune's own open database."""
        self._database = database

    def beat(self, account: AccountId, *, at: datetime) -> None:
        self._write(account, {"seen_at": at})

    def pause(self, account: AccountId, is_paused: bool) -> None:
        self._write(account, {"is_paused": int(is_paused)})

    def leave(self, account: AccountId) -> None:
        self._write(account, {"seen_at": None})

    def is_paused(self, account: AccountId) -> bool:
        with self._database.read() as connection:
            return bool(connection.scalar(select(PRESENCE.c.is_paused).where(PRESENCE.c.account == account)))

    def is_anyone_there(self, *, since: datetime) -> bool:
        there = select(PRESENCE.c.account).where(PRESENCE.c.seen_at > since, PRESENCE.c.is_paused == 0).limit(1)
        with self._database.read() as connection:
            return connection.scalar(there) is not None

    def _write(self, account: AccountId, values: dict[str, object]) -> None:
        row = {"account": account, "seen_at": None, "is_paused": 0} | values
        kept = insert(PRESENCE).values(row).on_conflict_do_update(index_elements=[PRESENCE.c.account], set_=values)
        self._database.write(lambda connection: connection.execute(kept))
