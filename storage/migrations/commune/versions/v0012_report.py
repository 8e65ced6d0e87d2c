"""The report of confusing documents: findings with their life, decisions, checks and runs."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0012"
down_revision = "commune_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the four tables."""
    op.create_table(
        "report_findings",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("heading_path", sa.Text(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("report_findings_by_subject", "report_findings", ["subject", "rule"])
    op.create_table(
        "report_decisions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("finding_id", sa.Text(), sa.ForeignKey("report_findings.id"), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Text(), nullable=True),
        sqlite_strict=True,
    )
    op.create_index("ix_report_decisions_finding_id", "report_decisions", ["finding_id"])
    op.create_table(
        "report_checks",
        sa.Column("subject", sa.Text(), primary_key=True),
        sa.Column("check_key", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("families", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "report_runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("legible", sa.Integer(), nullable=False),
        sa.Column("contradictions", sa.Integer(), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("severities", sa.Text(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=True),
        sa.Column("pairs_right", sa.Integer(), nullable=True),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("report_runs", "report_checks", "report_decisions", "report_findings"):
        op.drop_table(table)
