"""Tables of contrastive pairs and of questions without an answer, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, Integer, Table, Text

from storage.sqlalchemy_column_types import Day, Texts
from storage.sqlalchemy_commune_tables import METADATA

# No foreign key to documents: a pair outlives a new reading of its document.
CONTRASTIVE_PAIRS = Table(
    "contrastive_pairs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("page", Integer),
    Column("quote", Text, nullable=False),
    Column("general_question", Text, nullable=False),
    Column("general_expected", Texts, nullable=False),
    Column("special_question", Text, nullable=False),
    Column("special_expected", Texts, nullable=False),
    Column("state", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("day", Day),
    sqlite_strict=True,
)

# Numbers only: no word of a question is ever written here.
UNANSWERED = Table(
    "unanswered",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("theme", Text, primary_key=True),
    Column("document_id", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_strict=True,
)
