"""Counts of a month, for the public figures and for what was purged."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0018"
down_revision = "commune_0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "month_counts",
        sa.Column("month", sa.Text(), primary_key=True),
        sa.Column("measure", sa.Text(), primary_key=True),
        sa.Column("value", sa.Integer(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("month_counts")
