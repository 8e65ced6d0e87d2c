"""What acts do to one another, until when they apply, which commune déléguée they concern, and who could vote.

Documents read before have none of it until their file is read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0003"
down_revision = "commune_0002"
branch_labels = None
depends_on = None

OF_DOCUMENTS = ("last_day", "delegated")
OF_DECISIONS = (
    ("in_office", sa.Integer()),
    ("voters", sa.Integer()),
    ("first_day", sa.Text()),
    ("last_day", sa.Text()),
    ("delegated", sa.Text()),
)


def upgrade() -> None:
    """Add the columns and the table."""
    for name in OF_DOCUMENTS:
        op.add_column("documents", sa.Column(name, sa.Text(), nullable=True))
    for name, kind in OF_DECISIONS:
        op.add_column("decisions", sa.Column(name, kind, nullable=True))
    op.create_table(
        "successions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("mentioned_kind", sa.Text(), nullable=True),
        sa.Column("mentioned_number", sa.Text(), nullable=True),
        sa.Column("mentioned_day", sa.Text(), nullable=True),
        sa.Column("mentioned_subject", sa.Text(), nullable=False),
        sa.Column("mentioned_part", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=True),
        sa.Column("target_ordinal", sa.Integer(), nullable=True),
        sa.Column("is_declared", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target_id"], ["documents.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_successions_document_id", "successions", ["document_id"])
    op.create_index("ix_successions_target_id", "successions", ["target_id"])


def downgrade() -> None:
    """Drop the table and the columns."""
    op.drop_table("successions")
    for name, _ in reversed(OF_DECISIONS):
        op.drop_column("decisions", name)
    for name in reversed(OF_DOCUMENTS):
        op.drop_column("documents", name)
