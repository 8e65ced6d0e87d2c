"""Brings a database to the schema of this version, and says no to a database of a newer one."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from domain.errors import StorageUnavailable


class DatabaseKind(StrEnum):
    """Which tables a database holds; also the folder of its migrations."""

    INSTALLATION = "installation"
    COMMUNE = "commune"


def upgrade(connection: Connection, kind: DatabaseKind) -> None:
    """Bring the schema to this version's, inside the caller's transaction.

    Raises StorageUnavailable when the database was written by a newer version; nothing is changed then.
    """
    config = _config(connection, kind)
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {step.revision for step in scripts.walk_revisions()}:
        raise StorageUnavailable(
            f"the {kind} database has schema {current}, which this version of Parvis does not know: "
            "it was written by a newer version; install that version, or restore a backup made before the upgrade"
        )
    command.upgrade(config, "head")


def downgrade(connection: Connection, kind: DatabaseKind, revision: str) -> None:
    """Take the schema back to ``revision`` (``base`` is empty), inside the caller's transaction. Data is lost."""
    command.downgrade(_config(connection, kind), revision)


def _config(connection: Connection, kind: DatabaseKind) -> Config:
    config = Config()
    location = Path(__file__).parent / "migrations" / kind.value
    # ConfigParser reads % as an interpolation.
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
