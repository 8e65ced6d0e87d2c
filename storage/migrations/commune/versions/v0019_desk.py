"""The agents' desk: who is there, their notes, and the words by which a request is found."""

import sqlalchemy as sa
from alembic import op

from storage.request_words import words_of

revision = "commune_0019"
down_revision = "commune_0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the words of the requests that are there."""
    op.create_table(
        "presence",
        sa.Column("account", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.Text(), nullable=True),
        sa.Column("is_paused", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_a_request(),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_notes_reference", "notes", ["reference"])
    op.create_table(
        "request_words",
        sa.Column("word", sa.Text(), primary_key=True),
        _of_a_request(is_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_request_words_reference", "request_words", ["reference"])
    op.create_index("requests_in_queue", "requests", ["state", "service", "taken_by", "sent_at", "reference"])
    _find_words()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("requests_in_queue", "requests")
    op.drop_table("request_words")
    op.drop_table("notes")
    op.drop_table("presence")


def _of_a_request(*, is_key: bool = False) -> "sa.Column[str]":
    to = sa.ForeignKey("requests.reference", ondelete="CASCADE")
    return sa.Column("reference", sa.Text(), to, nullable=False, primary_key=is_key)


def _find_words() -> None:
    connection = op.get_bind()
    texts = "SELECT reference, message, question, contact_name, contact_email FROM requests"
    said = "SELECT reference, text FROM replies"
    for query in (texts, said):
        for reference, *written in connection.exec_driver_sql(query).all():
            rows = [(word, reference) for word in sorted(words_of(reference, *written))]
            connection.exec_driver_sql("INSERT OR IGNORE INTO request_words (word, reference) VALUES (?, ?)", rows)
