"""What each document is as an act, and the decisions that it carries.

Documents read before have no act (NULL) until their file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0002"
down_revision = "commune_0001"
branch_labels = None
depends_on = None

COLUMNS = ("act_kind", "act_number", "instance", "effect_date")


def upgrade() -> None:
    """Add the columns and the table."""
    for name in COLUMNS:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("is_voted", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstentions", sa.Integer(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_id", "ordinal", name="decisions_in_document_order"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop the table and the columns."""
    op.drop_table("decisions")
    for name in reversed(COLUMNS):
        op.drop_column("documents", name)
