"""Mails to send: one row for each step of a request and each person who is told."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0017"
down_revision = "commune_0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table. Steps taken before are not written to anyone."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("journal_id", sa.Integer(), sa.ForeignKey("journal.id", ondelete="CASCADE"), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=False),
        sa.Column("is_unreachable", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.UniqueConstraint("journal_id", "recipient", name="outbox_once_for_each_step"),
        sqlite_strict=True,
    )
    op.create_index("ix_outbox_reference", "outbox", ["reference"])
    op.create_index("outbox_by_state", "outbox", ["state", "next_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("outbox")
