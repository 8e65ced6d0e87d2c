"""What the report keeps comes back as it was given, in the database and in its stand-in alike."""

from dataclasses import replace
from datetime import date

import pytest

from domain.clarity_ports import ReportStore
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
from tests.clarity.memory_report_store import MemoryReportStore
from tests.storage.conftest import NOON

TODAY = date(2031, 3, 3)
CANTINE, PISCINE = DocumentId("d" + "1" * 16), DocumentId("d" + "2" * 16)
FINDING = ReportedFinding(
    id=FindingId("f" + "0" * 16),
    fingerprint="ab" * 32,
    rule="ST-03",
    rule_version=1,
    severity=Severity.MAJEUR,
    state=FindingState.NEW,
    subject=CANTINE,
    quote="l’ANPE de Montreval",
    heading_path=("Emploi", "Où s’adresser"),
    observed='{"page": 2}',
    first_seen=TODAY,
    last_seen=TODAY,
)
CHECK = DocumentCheck(
    subject=CANTINE, key="k1", valid_until=date(2031, 9, 1), words=812, families=("PD", "ST"), kept={"prices": "[1]"}
)
RUN = ReportRun(
    id=ReportRunId(0),
    at=NOON,
    day=TODAY,
    files=3,
    read=2,
    checked=2,
    legible=2,
    contradictions=1,
    states={FindingState.NEW: 4, FindingState.RESOLVED: 1},
    severities={Severity.MAJEUR: 4},
    pairs=8,
    pairs_right=5,
)


@pytest.fixture(params=["database", "memory"])
def report(request: pytest.FixtureRequest) -> ReportStore:
    if request.param == "memory":
        return MemoryReportStore()
    kept: ReportStore = request.getfixturevalue("stores").report
    return kept


def test_a_run_its_findings_and_its_checks_come_back_as_given(report: ReportStore) -> None:
    saved = report.save_run(RUN, [FINDING], [CHECK])
    assert report.runs(limit=9) == [saved]
    assert saved == replace(RUN, id=saved.id)
    assert report.findings() == [FINDING]
    assert report.finding(FINDING.id) == FINDING
    assert report.finding(FindingId("f" + "9" * 16)) is None
    assert report.checks() == {CANTINE: CHECK}


def test_a_later_run_changes_findings_where_they_stand_and_forgets_the_checks_of_files_that_are_gone(
    report: ReportStore,
) -> None:
    report.save_run(RUN, [FINDING], [CHECK, replace(CHECK, subject=PISCINE)])
    resolved = replace(FINDING, state=FindingState.RESOLVED, fingerprint="cd" * 32)
    other = replace(FINDING, id=FindingId("f" + "2" * 16), subject=PISCINE)
    report.save_run(RUN, [resolved, other], [replace(CHECK, key="k2", kept={})], forgotten={PISCINE})
    assert report.findings() == [resolved, other]
    assert report.checks() == {CANTINE: replace(CHECK, key="k2", kept={})}
    assert [int(run.id) for run in report.runs(limit=1)] == [2]


def test_decisions_are_journalled_in_order_and_only_on_findings_that_exist(report: ReportStore) -> None:
    report.save_run(RUN, [FINDING], [])
    accepted = FindingDecision(
        finding=FINDING.id,
        verdict=FindingVerdict.ACCEPTED,
        reason="nom d’usage du bâtiment",
        author="Claire Martin",
        on=TODAY,
        review_on=date(2031, 12, 1),
    )
    back = replace(accepted, verdict=FindingVerdict.TAKEN_BACK, review_on=None)
    assert report.decide(accepted)
    assert report.decide(back)
    assert not report.decide(replace(accepted, finding=FindingId("f" + "9" * 16)))
    report.save_run(RUN, [replace(FINDING, state=FindingState.PERSISTENT)], [])
    assert report.decisions() == [accepted, back]


def test_a_decision_stands_until_its_day_of_review() -> None:
    decision = FindingDecision(
        finding=FINDING.id, verdict=FindingVerdict.ACCEPTED, reason="r", author="a", on=TODAY, review_on=TODAY
    )
    assert not decision.stands(TODAY)
    assert replace(decision, review_on=None).stands(TODAY)
