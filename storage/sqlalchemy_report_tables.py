"""Tables of the report of confusing documents, in one commune's ``commune.sqlite``."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from storage.sqlalchemy_column_types import Day, Moment, Pairs, Texts
from storage.sqlalchemy_commune_tables import METADATA

# No foreign key to documents: a finding outlives the reading of its document, and its life goes on with the next.
REPORT_FINDINGS = Table(
    "report_findings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("severity", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("heading_path", Texts, nullable=False),
    Column("observed", Text, nullable=False),
    Column("first_seen", Day, nullable=False),
    Column("last_seen", Day, nullable=False),
    Index("report_findings_by_subject", "subject", "rule"),
    sqlite_strict=True,
)

# Rows are only ever added.
REPORT_DECISIONS = Table(
    "report_decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("finding_id", Text, ForeignKey("report_findings.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("review_on", Day),
    sqlite_strict=True,
)

REPORT_CHECKS = Table(
    "report_checks",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("check_key", Text, nullable=False),
    Column("valid_until", Day),
    Column("words", Integer, nullable=False),
    Column("families", Texts, nullable=False),
    Column("kept", Pairs, nullable=False),
    sqlite_strict=True,
)

REPORT_RUNS = Table(
    "report_runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("day", Day, nullable=False),
    Column("files", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("checked", Integer, nullable=False),
    Column("legible", Integer, nullable=False),
    Column("contradictions", Integer, nullable=False),
    Column("states", Pairs, nullable=False),
    Column("severities", Pairs, nullable=False),
    Column("pairs", Integer),
    Column("pairs_right", Integer),
    sqlite_strict=True,
)
