"""Tables of agents' drafts in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.sqlalchemy_column_types import Day, Moment, Pairs, Texts
from storage.sqlalchemy_commune_tables import METADATA

VISA_CHECKS = Table(
    "visa_checks",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("meeting", Day, nullable=False),
    Column("subject", Text, nullable=False),
    Column("model_day", Day),
    sqlite_strict=True,
)

VISA_CHOICES = Table(
    "visa_choices",
    METADATA,
    Column("check_id", Text, ForeignKey("visa_checks.id", ondelete="CASCADE"), nullable=False),
    Column("visa", Integer, nullable=False),
    Column("changes", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("check_id", "visa"),
    sqlite_strict=True,
)

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("meeting", Day, nullable=False),
    Column("answers", Pairs, nullable=False),
    Column("acts", Texts, nullable=False),
    sqlite_strict=True,
)

# Rows are only ever added, and outlive the words that they are about.
DRAFT_REVIEWS = Table(
    "draft_reviews",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("work", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_strict=True,
)
