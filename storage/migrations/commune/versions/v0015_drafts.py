"""Agents' drafts: those checked, with what was decided of each visa, those written, and who reviewed them."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0015"
down_revision = "commune_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the four tables."""
    op.create_table(
        "visa_checks",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("model_day", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_index("ix_visa_checks_at", "visa_checks", ["at"])
    op.create_table(
        "visa_choices",
        sa.Column("check_id", sa.Text(), sa.ForeignKey("visa_checks.id", ondelete="CASCADE"), nullable=False),
        sa.Column("visa", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("check_id", "visa"),
        sqlite_strict=True,
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("acts", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_drafts_at", "drafts", ["at"])
    op.create_table(
        "draft_reviews",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_draft_reviews_work", "draft_reviews", ["work"])


def downgrade() -> None:
    """Drop them."""
    for table in ("draft_reviews", "drafts", "visa_choices", "visa_checks"):
        op.drop_table(table)
