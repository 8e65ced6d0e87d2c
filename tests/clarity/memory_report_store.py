"""The ReportStore port held in memory; the contract tests of the real one run on it as well."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from domain.ids import DocumentId
from domain.reported_finding import (
    DocumentCheck,
    FindingDecision,
    FindingId,
    ReportedFinding,
    ReportRun,
    ReportRunId,
)


class MemoryReportStore:
    def __init__(self) -> None:
        self._findings: dict[FindingId, ReportedFinding] = {}
        self._decisions: list[FindingDecision] = []
        self._checks: dict[DocumentId, DocumentCheck] = {}
        self._runs: list[ReportRun] = []

    def findings(self) -> Sequence[ReportedFinding]:
        return sorted(self._findings.values(), key=lambda f: (f.subject, f.rule, f.id))

    def finding(self, finding: FindingId) -> ReportedFinding | None:
        return self._findings.get(finding)

    def decisions(self) -> Sequence[FindingDecision]:
        return list(self._decisions)

    def decide(self, decision: FindingDecision) -> bool:
        if decision.finding not in self._findings:
            return False
        self._decisions.append(decision)
        return True

    def checks(self) -> Mapping[DocumentId, DocumentCheck]:
        return dict(self._checks)

    def save_run(
        self,
        run: ReportRun,
        findings: Sequence[ReportedFinding],
        checks: Sequence[DocumentCheck],
        forgotten: Collection[DocumentId] = (),
    ) -> ReportRun:
        self._findings |= {finding.id: finding for finding in findings}
        for subject in forgotten:
            self._checks.pop(subject, None)
        self._checks |= {check.subject: check for check in checks}
        self._runs.append(replace(run, id=ReportRunId(len(self._runs) + 1)))
        return self._runs[-1]

    def runs(self, *, limit: int) -> Sequence[ReportRun]:
        return self._runs[::-1][:limit]
