"""The public address that a file gives for what a passage or a decision is about.

Passages and decisions read before have none (NULL) until their file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0008"
down_revision = "commune_0007"
branch_labels = None
depends_on = None

TABLES = ("passages", "decisions")


def upgrade() -> None:
    """Add the column to both tables."""
    for table in TABLES:
        op.add_column(table, sa.Column("link", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it from both."""
    for table in reversed(TABLES):
        op.drop_column(table, "link")
