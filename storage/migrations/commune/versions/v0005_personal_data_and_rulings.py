"""What masks replaced in each document, and what persons decided about its visibility and its names.

Documents read before are not masked (NULL) until their file is read again, which the next ingestion does by itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0005"
down_revision = "commune_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("documents", sa.Column("masked_count", sa.Integer(), nullable=True))
    op.add_column("documents", sa.Column("judged_with", sa.Text(), nullable=True))
    op.create_table(
        "personal_spans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("ix_personal_spans_document_id", "personal_spans", ["document_id"])
    op.create_table(
        "rulings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("masks", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("rulings_by_file", "rulings", ["source", "path"])


def downgrade() -> None:
    """Drop the tables and the columns. What masks hid is lost with them: texts stay masked until read again."""
    op.drop_table("rulings")
    op.drop_table("personal_spans")
    op.drop_column("documents", "judged_with")
    op.drop_column("documents", "masked_count")
