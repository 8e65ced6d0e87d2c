"""Tables of one commune's ``commune.sqlite``.

Nothing here names the commune: a database, or later a PostgreSQL schema, holds exactly one.
"""

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from storage.sqlalchemy_column_types import Day, Moment, Pairs, Shares, Spans, Texts

METADATA = MetaData()

# Numbers that rise: the documents' generation, and one for each year's requests.
COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
    sqlite_strict=True,
)

FILES = Table(
    "files",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text, nullable=False),
    Column("duplicate_of", Text),
    Column("document_id", Text),
    Column("seen_at", Moment, nullable=False),
    # NULL for files known before runs had a journal, and where there is nothing to say.
    Column("first_path", Text),
    Column("reader_version", Integer),
    Column("stamp", Text),
    Column("digested_at", Moment),
    sqlite_strict=True,
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("page_count", Integer),
    Column("session_date", Day),
    Column("read_at", Moment, nullable=False, index=True),
    # NULL for documents read before acts were known; act_kind is never NULL otherwise.
    Column("act_kind", Text),
    Column("act_number", Text),
    Column("instance", Text),
    Column("effect_date", Day),
    # Of the act's transmission to the State; all NULL when no stamp was read on it.
    Column("stamp_identifier", Text),
    Column("sent_on", Day),
    Column("received_on", Day),
    Column("published_on", Day),
    Column("address", Text),
    Column("last_day", Day),
    Column("delegated", Text),
    # NULL for documents read before anything was masked.
    Column("masked_count", Integer),
    Column("judged_with", Text),
    # NULL where nothing tells it, and for documents read before it was looked for.
    Column("written_on", Day),
    Column("written_evidence", Text),
    ForeignKeyConstraint(["source", "path"], ["files.source", "files.path"], ondelete="CASCADE"),
    UniqueConstraint("source", "path", name="documents_one_per_file"),
    sqlite_strict=True,
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Texts, nullable=False),
    Column("heading_path", Texts, nullable=False),
    Column("page", Integer),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("link", Text),
    # Empty but for passages read by OCR.
    Column("ocr_confidences", Shares, nullable=False, server_default=""),
    Column("doubtful", Spans, nullable=False, server_default=""),
    UniqueConstraint("document_id", "ordinal", name="passages_in_document_order"),
    sqlite_strict=True,
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("number", Text),
    Column("title", Text, nullable=False),
    Column("day", Day),
    # 0 where the document records no vote: outcome and counts are then NULL, as they may be where it records one.
    Column("is_voted", Integer, nullable=False),
    Column("outcome", Text),
    Column("in_favour", Integer),
    Column("against", Integer),
    Column("abstentions", Integer),
    Column("matter", Text),
    Column("page", Integer),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("in_office", Integer),
    Column("voters", Integer),
    Column("first_day", Day),
    Column("last_day", Day),
    Column("delegated", Text),
    Column("link", Text),
    UniqueConstraint("document_id", "ordinal", name="decisions_in_document_order"),
    sqlite_strict=True,
)

# What an act does to another. The ordinals are those of decisions, NULL for a whole document; the target is NULL until
# the acts of the commune are compared, when it is not known, and as soon as its document goes.
SUCCESSIONS = Table(
    "successions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer),
    Column("relation", Text, nullable=False),
    Column("mentioned_kind", Text),
    Column("mentioned_number", Text),
    Column("mentioned_day", Day),
    Column("mentioned_subject", Text, nullable=False),
    Column("mentioned_part", Text),
    Column("words", Text, nullable=False),
    Column("page", Integer),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("target_id", Text, ForeignKey("documents.id", ondelete="SET NULL"), index=True),
    Column("target_ordinal", Integer),
    Column("is_declared", Integer, nullable=False),
    sqlite_strict=True,
)

# What masks replaced, so that texts are stored masked. No passage: the document's title or a decision's.
PERSONAL_SPANS = Table(
    "personal_spans",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("passage_id", Text),
    Column("place", Text, nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("original", Text, nullable=False),
    sqlite_strict=True,
)

# What persons decided. Rows are only ever added, and outlive the file: it keeps its rulings when it comes back.
RULINGS = Table(
    "rulings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("visibility", Text),
    Column("name", Text, nullable=False),
    Column("masks", Integer, nullable=False),
    Column("account", Integer),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Index("rulings_by_file", "source", "path"),
    sqlite_strict=True,
)

FINDINGS = Table(
    "findings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("document_id", Text),
    Column("passage_id", Text),
    Column("page", Integer),
    Column("start_offset", Integer),
    Column("end_offset", Integer),
    Column("measures", Pairs, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("state", Text, nullable=False),
    ForeignKeyConstraint(["source", "path"], ["files.source", "files.path"], ondelete="CASCADE"),
    Index("findings_by_file", "source", "path"),
    sqlite_strict=True,
)

REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_shown", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("contact_email", Text, nullable=False),
    Column("contact_phone", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("secret_digest", Text, nullable=False),
    Column("key_digest", Text, nullable=False),
    Column("body_digest", Text, nullable=False),
    # NULL when delays run from ``sent_at``.
    Column("counts_from", Moment),
    Column("taken_by", Integer),
    Column("lease_until", Moment),
    Column("acknowledged_at", Moment),
    Column("erased_at", Moment),
    Column("transmitted_to", Text, nullable=False, server_default=""),
    UniqueConstraint("reference", name="requests_one_per_reference"),
    UniqueConstraint("key_digest", name="requests_one_per_key"),
    # The queue is listed from this alone, oldest or newest first.
    Index("requests_in_queue", "state", "service", "taken_by", "sent_at", "reference"),
    sqlite_strict=True,
)

REPLIES = Table(
    "replies",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reference", Text, ForeignKey("requests.reference", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("side", Text, nullable=False, server_default="agent"),
    sqlite_strict=True,
)

# Rows are only ever added: triggers of the migration refuse the rest, but for a request removed whole.
JOURNAL = Table(
    "journal",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reference", Text, ForeignKey("requests.reference", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("account", Integer),
    Column("note", Text, nullable=False),
    Column("step", Text, nullable=False, server_default="send"),
    sqlite_strict=True,
)
_JOURNAL_TRIGGERS = (
    "CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
    "CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal "
    "WHEN EXISTS (SELECT 1 FROM requests WHERE reference = OLD.reference) "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
)


@event.listens_for(JOURNAL, "after_create")
def _guard_journal(_table: Table, connection: Connection, **_options: object) -> None:
    """What the migration does, for tables that are made without it."""
    for trigger in _JOURNAL_TRIGGERS:
        connection.exec_driver_sql(trigger)
