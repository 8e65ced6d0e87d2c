"""Where each document is on the commune's site.

Documents of folders, and those read before, have no address (NULL).
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0007"
down_revision = "commune_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("documents", sa.Column("address", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("documents", "address")
