"""Contrastive pairs that an editor has judged, and how many questions found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0014"
down_revision = "commune_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "contrastive_pairs",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("general_question", sa.Text(), nullable=False),
        sa.Column("general_expected", sa.Text(), nullable=False),
        sa.Column("special_question", sa.Text(), nullable=False),
        sa.Column("special_expected", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_table(
        "unanswered",
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("status", sa.Text(), primary_key=True),
        sa.Column("theme", sa.Text(), primary_key=True),
        sa.Column("document_id", sa.Text(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("unanswered", "contrastive_pairs"):
        op.drop_table(table)
