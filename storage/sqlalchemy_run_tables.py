"""Tables of the journal of runs and of documents that say the same, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.sqlalchemy_column_types import Moment
from storage.sqlalchemy_commune_tables import METADATA

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("is_complete", Integer, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", Text, nullable=False),
    Column("indexed", Integer, nullable=False),
    Column("duplicate_of", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("problem_kind", Text, nullable=False),
    Index("runs_by_source", "source", "id"),
    sqlite_strict=True,
)

# Rows are only ever added, in the transaction of the change that they tell.
RUN_ENTRIES = Table(
    "run_entries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("change", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("former_path", Text),
    Column("former_digest", Text, nullable=False),
    Column("state", Text),
    Column("reason", Text),
    Column("detail", Text, nullable=False),
    Column("duplicate_of", Text),
    # Not a foreign key: the entry outlives the document.
    Column("document_id", Text, index=True),
    sqlite_strict=True,
)

# Gone with their document, also when it is read again: then the sketch is drawn anew.
SKETCHES = Table(
    "sketches",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
    sqlite_strict=True,
)

LIKENESSES = Table(
    "likenesses",
    METADATA,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("shared_permille", Integer, nullable=False),
    Column("shared_back_permille", Integer, nullable=False),
    sqlite_strict=True,
)
