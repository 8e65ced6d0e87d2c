"""The communes that an installation serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from domain.ids import CommuneSlug
from storage.sqlalchemy_installation_tables import COMMUNES
from storage.sqlite_database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCommune:
    """A commune served here; the rest of what is known of it is in its profile."""

    slug: CommuneSlug
    name: str
    added_at: datetime


class SqlCommuneRegistry:
    """Which communes are served, in the installation's database."""

    def __init__(self, database: Database) -> None:
        """Serve from the installation's open database."""
        self._database = database

    def add(self, slug: CommuneSlug, name: str, *, at: datetime) -> None:
        """Register a commune, or rename the one that has this slug."""

        def work(connection: Connection) -> None:
            renamed = update(COMMUNES).where(COMMUNES.c.slug == slug).values(name=name)
            if connection.execute(renamed).rowcount == 0:
                connection.execute(insert(COMMUNES).values(slug=slug, name=name, added_at=at))

        self._database.write(work)

    def all(self) -> Sequence[RegisteredCommune]:
        """Every commune, by slug."""
        with self._database.read() as connection:
            return [
                RegisteredCommune(slug=CommuneSlug(row.slug), name=row.name, added_at=row.added_at)
                for row in connection.execute(select(COMMUNES).order_by(COMMUNES.c.slug))
            ]

    def holds(self, slug: CommuneSlug) -> bool:
        """Whether that commune is registered."""
        with self._database.read() as connection:
            return connection.scalar(select(COMMUNES.c.slug).where(COMMUNES.c.slug == slug)) is not None
