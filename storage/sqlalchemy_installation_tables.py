"""Tables of ``parvis.sqlite``: communes served here, agents' accounts, sessions, audit trail, use of the model."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from storage.sqlalchemy_column_types import Day, Moment

METADATA = MetaData()

COMMUNES = Table(
    "communes",
    METADATA,
    Column("slug", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    sqlite_strict=True,
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("commune", Text, ForeignKey("communes.slug"), nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("commune", "email", name="accounts_one_per_email"),
    Index("accounts_by_email", "email"),
    sqlite_strict=True,
)

LINKS = Table(
    "links",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False),
    sqlite_strict=True,
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("started_at", Moment, nullable=False, index=True),
    Column("last_seen_at", Moment, nullable=False),
    sqlite_strict=True,
)

# By digest of the e-mail that was typed, known or not: the answer must not tell which.
SIGN_IN_ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("email_digest", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
    sqlite_strict=True,
)

# No foreign key: the trail outlives the account.
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", Integer, nullable=False, index=True),
    Column("event", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_strict=True,
)

# No foreign key: what was used counts although the commune has gone.
MODEL_USE = Table(
    "model_use",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("commune", Text, primary_key=True),
    Column("prompt_tokens", Integer, nullable=False),
    Column("completion_tokens", Integer, nullable=False),
    sqlite_strict=True,
)
