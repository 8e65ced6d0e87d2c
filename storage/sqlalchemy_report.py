"""ReportStore over one commune's database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from domain.finding import FindingState, Severity
from domain.ids import DocumentId
from domain.reported_finding import (
    DocumentCheck,
    FindingDecision,
    FindingId,
    FindingVerdict,
    ReportedFinding,
    ReportRun,
    ReportRunId,
)
from storage.sqlalchemy_report_tables import REPORT_CHECKS, REPORT_DECISIONS, REPORT_FINDINGS, REPORT_RUNS
from storage.sqlite_database import Database

# A report of 5,000 findings is read for each page: these are three times as fast as the enumerations' own look-up.
_SEVERITIES = {one.value: one for one in Severity}
_STATES = {one.value: one for one in FindingState}
_FINDINGS_IN_ORDER = (REPORT_FINDINGS.c.subject, REPORT_FINDINGS.c.rule, REPORT_FINDINGS.c.id)


class SqlReportStore:
    """The ReportStore port for one commune."""

    def __init__(self, database: Database) -> None:
        """Serve the commune of an open database."""
        self._database = database

    def findings(self) -> Sequence[ReportedFinding]:
        with self._database.read() as connection:
            return [_finding(row) for row in connection.execute(select(REPORT_FINDINGS).order_by(*_FINDINGS_IN_ORDER))]

    def finding(self, finding: FindingId) -> ReportedFinding | None:
        with self._database.read() as connection:
            row = connection.execute(select(REPORT_FINDINGS).where(REPORT_FINDINGS.c.id == finding)).first()
        return None if row is None else _finding(row)

    def decisions(self) -> Sequence[FindingDecision]:
        with self._database.read() as connection:
            return [
                _decision(row) for row in connection.execute(select(REPORT_DECISIONS).order_by(REPORT_DECISIONS.c.id))
            ]

    def decide(self, decision: FindingDecision) -> bool:
        def work(connection: Connection) -> bool:
            known = select(REPORT_FINDINGS.c.id).where(REPORT_FINDINGS.c.id == decision.finding)
            if connection.execute(known).first() is None:
                return False
            connection.execute(insert(REPORT_DECISIONS), _decision_row(decision))
            return True

        return self._database.write(work)

    def checks(self) -> Mapping[DocumentId, DocumentCheck]:
        with self._database.read() as connection:
            found = [_check(row) for row in connection.execute(select(REPORT_CHECKS))]
        return {check.subject: check for check in found}

    def save_run(
        self,
        run: ReportRun,
        findings: Sequence[ReportedFinding],
        checks: Sequence[DocumentCheck],
        forgotten: Collection[DocumentId] = (),
    ) -> ReportRun:
        def work(connection: Connection) -> int:
            _save_findings(connection, findings)
            for subject in {*forgotten, *(check.subject for check in checks)}:
                connection.execute(delete(REPORT_CHECKS).where(REPORT_CHECKS.c.subject == subject))
            if checks:
                connection.execute(insert(REPORT_CHECKS), [_check_row(check) for check in checks])
            key = connection.execute(insert(REPORT_RUNS), _run_row(run)).inserted_primary_key
            assert key is not None
            return int(key[0])

        return replace(run, id=ReportRunId(self._database.write(work)))

    def runs(self, *, limit: int) -> Sequence[ReportRun]:
        query = select(REPORT_RUNS).order_by(REPORT_RUNS.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query)]


def _save_findings(connection: Connection, findings: Sequence[ReportedFinding]) -> None:
    """Rows are changed where they stand: decisions point to them."""
    known = set(connection.scalars(select(REPORT_FINDINGS.c.id)))
    added = [_finding_row(finding) for finding in findings if finding.id not in known]
    changed = [{f"new_{k}": v for k, v in _finding_row(f).items()} for f in findings if f.id in known]
    if added:
        connection.execute(insert(REPORT_FINDINGS), added)
    if changed:
        new = {c.name: bindparam(f"new_{c.name}", type_=c.type) for c in REPORT_FINDINGS.columns if c.name != "id"}
        connection.execute(
            update(REPORT_FINDINGS).where(REPORT_FINDINGS.c.id == bindparam("new_id")).values(new), changed
        )


def _finding_row(finding: ReportedFinding) -> dict[str, object]:
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "severity": finding.severity.value,
        "state": finding.state.value,
        "subject": finding.subject,
        "quote": finding.quote,
        "heading_path": finding.heading_path,
        "observed": finding.observed,
        "first_seen": finding.first_seen,
        "last_seen": finding.last_seen,
    }


def _finding(row: Row[tuple[object, ...]]) -> ReportedFinding:
    return ReportedFinding(
        id=FindingId(row.id),
        fingerprint=row.fingerprint,
        rule=row.rule,
        rule_version=row.rule_version,
        severity=_SEVERITIES[row.severity],
        state=_STATES[row.state],
        subject=DocumentId(row.subject),
        quote=row.quote,
        heading_path=row.heading_path,
        observed=row.observed,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )


def _decision_row(decision: FindingDecision) -> dict[str, object]:
    return {
        "finding_id": decision.finding,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "author": decision.author,
        "day": decision.on,
        "review_on": decision.review_on,
    }


def _decision(row: Row[tuple[object, ...]]) -> FindingDecision:
    return FindingDecision(
        finding=FindingId(row.finding_id),
        verdict=FindingVerdict(row.verdict),
        reason=row.reason,
        author=row.author,
        on=row.day,
        review_on=row.review_on,
    )


def _check_row(check: DocumentCheck) -> dict[str, object]:
    return {
        "subject": check.subject,
        "check_key": check.key,
        "valid_until": check.valid_until,
        "words": check.words,
        "families": check.families,
        "kept": tuple(sorted(check.kept.items())),
    }


def _check(row: Row[tuple[object, ...]]) -> DocumentCheck:
    return DocumentCheck(
        subject=DocumentId(row.subject),
        key=row.check_key,
        valid_until=row.valid_until,
        words=row.words,
        families=row.families,
        kept=dict(row.kept),
    )


def _run_row(run: ReportRun) -> dict[str, object]:
    return {
        "at": run.at,
        "day": run.day,
        "files": run.files,
        "read": run.read,
        "checked": run.checked,
        "legible": run.legible,
        "contradictions": run.contradictions,
        "states": tuple((state.value, str(count)) for state, count in run.states.items()),
        "severities": tuple((severity.value, str(count)) for severity, count in run.severities.items()),
        "pairs": run.pairs,
        "pairs_right": run.pairs_right,
    }


def _run(row: Row[tuple[object, ...]]) -> ReportRun:
    return ReportRun(
        id=ReportRunId(row.id),
        at=row.at,
        day=row.day,
        files=row.files,
        read=row.read,
        checked=row.checked,
        legible=row.legible,
        contradictions=row.contradictions,
        states={FindingState(name): int(count) for name, count in row.states},
        severities={Severity(name): int(count) for name, count in row.severities},
        pairs=row.pairs,
        pairs_right=row.pairs_right,
    )
