"""Tables of the watch of law, in one commune's ``commune.sqlite``: texts and changes are those of the last run."""

from sqlalchemy import Column, Integer, Table, Text

from storage.sqlalchemy_column_types import Day, Moment, Pairs
from storage.sqlalchemy_commune_tables import METADATA

# No foreign key to documents: a document that goes stays told until the next run.
WATCH_CHANGES = Table(
    "watch_changes",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("ordinal", Integer),
    Column("role", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("act_day", Day),
    Column("page", Integer),
    Column("visa", Text, nullable=False),
    Column("surface", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Day),
    Column("changed_by", Text, nullable=False),
    Column("wordings", Pairs, nullable=False),
    Column("url", Text, nullable=False),
    Column("first_seen", Day, nullable=False),
    Column("news_on", Day, nullable=False),
    sqlite_strict=True,
)

# ``ordinal`` is -1 for a whole document: a key cannot be null.
WATCH_TEXTS = Table(
    "watch_texts",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("since", Day, nullable=False),
    sqlite_strict=True,
)

WATCH_RUNS = Table(
    "watch_runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("day", Day, nullable=False),
    Column("is_loaded", Integer, nullable=False),
    Column("known_until", Day),
    Column("models", Integer, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("visas", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("settled", Integer, nullable=False),
    sqlite_strict=True,
)
