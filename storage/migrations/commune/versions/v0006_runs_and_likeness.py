"""What the disk said of each file, the journal of runs, and which documents say the same.

Files known before have no stamp and no reader's version (NULL): they are digested and read again once.
"""

import sqlalchemy as sa
from alembic import op

revision = "commune_0006"
down_revision = "commune_0005"
branch_labels = None
depends_on = None

FILE_COLUMNS = (
    ("first_path", sa.Text()),
    ("reader_version", sa.Integer()),
    ("stamp", sa.Text()),
    ("digested_at", sa.Text()),
)


def upgrade() -> None:
    """Add the columns and the tables."""
    for name, kind in FILE_COLUMNS:
        op.add_column("files", sa.Column(name, kind, nullable=True))
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("is_complete", sa.Integer(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("indexed", sa.Integer(), nullable=False),
        sa.Column("duplicate_of", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("problem_kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("runs_by_source", "runs", ["source", "id"], unique=False)
    op.create_table(
        "run_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("former_path", sa.Text(), nullable=True),
        sa.Column("former_digest", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("duplicate_of", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_run_entries_run"), "run_entries", ["run"], unique=False)
    op.create_index(op.f("ix_run_entries_document_id"), "run_entries", ["document_id"], unique=False)
    op.create_table(
        "sketches",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "likenesses",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shared_permille", sa.Integer(), nullable=False),
        sa.Column("shared_back_permille", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["documents.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "other_id"),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_likenesses_other_id"), "likenesses", ["other_id"], unique=False)


def downgrade() -> None:
    """Drop the tables and the columns."""
    op.drop_index(op.f("ix_likenesses_other_id"), table_name="likenesses")
    op.drop_table("likenesses")
    op.drop_table("sketches")
    op.drop_index(op.f("ix_run_entries_document_id"), table_name="run_entries")
    op.drop_index(op.f("ix_run_entries_run"), table_name="run_entries")
    op.drop_table("run_entries")
    op.drop_index("runs_by_source", table_name="runs")
    op.drop_table("runs")
    for name, _ in reversed(FILE_COLUMNS):
        op.drop_column("files", name)
