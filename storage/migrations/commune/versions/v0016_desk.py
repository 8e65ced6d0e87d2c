"""Who is at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0016"
down_revision = "commune_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "presence",
        sa.Column("account", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.Text(), nullable=True),
        sa.Column("is_paused", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("presence")
