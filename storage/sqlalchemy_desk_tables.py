"""Tables of the agents' desk beside the requests themselves, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, Integer, Table

from storage.sqlalchemy_column_types import Moment
from storage.sqlalchemy_commune_tables import METADATA

# One row an account, written over at each heartbeat: who is there now, and nothing of when they were.
PRESENCE = Table(
    "presence",
    METADATA,
    # The id of the installation's account.
    Column("account", Integer, primary_key=True, autoincrement=False),
    # NULL while no page of theirs is open.
    Column("seen_at", Moment),
    Column("is_paused", Integer, nullable=False),
    sqlite_strict=True,
)
