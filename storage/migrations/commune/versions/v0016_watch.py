"""The watch of law: texts watched, what became of their visas, runs."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0016"
down_revision = "commune_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "watch_changes",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("act_day", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("visa", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("wordings", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("news_on", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_texts",
        sa.Column("document_id", sa.Text(), primary_key=True),
        sa.Column("ordinal", sa.Integer(), primary_key=True),
        sa.Column("since", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "watch_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("is_loaded", sa.Integer(), nullable=False),
        sa.Column("known_until", sa.Text(), nullable=True),
        sa.Column("models", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("visas", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("watch_runs", "watch_texts", "watch_changes"):
        op.drop_table(table)
