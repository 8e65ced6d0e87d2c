"""Tables of the agents' desk beside the requests themselves, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

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

# What agents tell one another of a request; its resident never sees it, and it goes with what they erase.
NOTES = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reference", Text, ForeignKey("requests.reference", ondelete="CASCADE"), nullable=False, index=True),
    Column("account", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_strict=True,
)

# The words of a request, for the search of the console.
REQUEST_WORDS = Table(
    "request_words",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("reference", Text, ForeignKey("requests.reference", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
