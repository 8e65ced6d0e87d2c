"""What residents say of answers: whether they helped, and why not."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0010"
down_revision = "commune_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("is_helpful", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_feedback_day", "feedback", ["day"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("feedback")
