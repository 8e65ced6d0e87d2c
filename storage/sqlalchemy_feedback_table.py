"""The table of residents' opinions on answers, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, Integer, Table, Text

from storage.sqlalchemy_column_types import Day, Texts
from storage.sqlalchemy_commune_tables import METADATA

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Day, nullable=False, index=True),
    Column("is_helpful", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("documents", Texts, nullable=False),
    Column("question", Text, nullable=False),
    sqlite_strict=True,
)
