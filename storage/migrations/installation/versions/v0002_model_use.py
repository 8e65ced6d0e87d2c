"""What is used of the language model, by day and commune."""

import sqlalchemy as sa
from alembic import op

revision = "installation_0002"
down_revision = "installation_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of tokens used."""
    op.create_table(
        "model_use",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("completion_tokens", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "commune"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("model_use")
