"""How sure each line of a passage read by OCR is, and which of its figures may have been misread.

Passages stored before were read from the files' own text: both are empty for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0004"
down_revision = "commune_0003"
branch_labels = None
depends_on = None

COLUMNS = ("ocr_confidences", "doubtful")


def upgrade() -> None:
    """Add the columns."""
    for name in COLUMNS:
        op.add_column("passages", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the columns."""
    for name in reversed(COLUMNS):
        op.drop_column("passages", name)
