"""The table of mails to send, in one commune's ``commune.sqlite``. No address, no text: both are looked up to send."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.sqlalchemy_column_types import Moment
from storage.sqlalchemy_commune_tables import METADATA

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("journal_id", Integer, ForeignKey("journal.id", ondelete="CASCADE"), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("reference", Text, nullable=False, index=True),
    Column("message_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    # The last attempt failed because of the server, not of the mail.
    Column("is_unreachable", Integer, nullable=False),
    Column("settled_at", Moment),
    Column("told", Text, nullable=False),
    UniqueConstraint("journal_id", "recipient", name="outbox_once_for_each_step"),
    Index("outbox_by_state", "state", "next_at"),
    sqlite_strict=True,
)
