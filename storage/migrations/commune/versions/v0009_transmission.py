"""What the stamps of the transmission to the State say of an act.

Documents read before have none (NULL) until their file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0009"
down_revision = "commune_0007"
branch_labels = None
depends_on = None

COLUMNS = ("stamp_identifier", "sent_on", "received_on", "published_on")


def upgrade() -> None:
    """Add the columns."""
    for name in COLUMNS:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for name in reversed(COLUMNS):
        op.drop_column("documents", name)
