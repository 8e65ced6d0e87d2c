"""When a document was written, and what tells it.

Documents read before have none (NULL) until their file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0011"
down_revision = "commune_0010"
branch_labels = None
depends_on = None

COLUMNS = ("written_on", "written_evidence")


def upgrade() -> None:
    """Add the columns."""
    for name in COLUMNS:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for name in reversed(COLUMNS):
        op.drop_column("documents", name)
