"""The report as tables of texts, for CSV and ODS; what a spreadsheet would take for a formula is defused."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clarity.reporting.grades import FAMILIES
from clarity.reporting.report import DocumentCard, FindingView, Report
from clarity.reporting.wording import (
    family_of,
    measures_in_words,
    proposal_in_words,
    rule_advice,
    rule_title,
    rule_why,
)
from domain.finding import FindingState
from prompts.catalogue import text

Cell = str | int
Row = Sequence[Cell]

# « =A1 », « -3 », « '=A1 » (which would come back without its own apostrophe); not « l'heure », « 3 - 2 ».
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_COLUMN_NAMES = """
family rule title severity state document service page headings quote why advice proposal measures questions examples
effort first_seen last_seen decision reason source path address id
"""
_FINDING_COLUMNS = _COLUMN_NAMES.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table with its header row; every row is as long as the header."""

    name: str
    header: Row
    rows: Sequence[Row]


def sheets(report: Report) -> list[Sheet]:
    """What is to be done, every finding, documents with their grades, contradictions, questions, and the runs."""
    findings = [(card, view) for card in report.cards for view in card.findings]
    contradictions = [(card, view) for card, view in findings if view.finding.rule.startswith("CT-")]
    failures = [(card, view) for card, view in findings if view.finding.rule.startswith("QA-")]
    return [
        _todo(report),
        findings_sheet(findings, "findings"),
        _documents(report.cards),
        findings_sheet(contradictions, "contradictions"),
        findings_sheet(failures, "questions"),
        _history(report),
    ]


def findings_sheet(findings: Iterable[tuple[DocumentCard, FindingView]], name: str) -> Sheet:
    """One row a finding."""
    return Sheet(
        name=text(f"report_sheet.{name}"),
        header=_header(_FINDING_COLUMNS),
        rows=[_finding(card, view) for card, view in findings],
    )


def defused(value: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{value}" if _FORMULA.match(value) else value


def undefused(cell: str) -> str:
    """A cell as it was before ``defused``.

    >>> undefused(defused("- 3 €")), undefused("'aujourd'hui'")
    ('- 3 €', "'aujourd'hui'")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _header(columns: Iterable[str]) -> list[str]:
    return [text(f"report_column.{column}") for column in columns]


def _finding(card: DocumentCard, view: FindingView) -> list[Cell]:
    finding, seen = view.finding, view.observation()
    decision = view.decision
    return [
        family_of(finding.rule),
        finding.rule,
        rule_title(finding.rule),
        text(f"severity.{finding.severity.value}"),
        text(f"finding_state.{finding.state.value}"),
        defused(card.title),
        defused(card.service.name) if card.service else "",
        seen.place.page if seen.place.page is not None else "",
        defused(" > ".join(seen.place.heading_path)),
        defused(seen.place.quote),
        rule_why(finding.rule),
        rule_advice(finding.rule),
        defused(proposal_in_words(seen.proposal)),
        defused(" ; ".join(f"{name} : {value}" for name, value in measures_in_words(seen))),
        view.questions,
        defused(" / ".join(view.examples)),
        text(f"report_effort.{view.effort.value}"),
        finding.first_seen.isoformat(),
        finding.last_seen.isoformat(),
        text(f"finding_verdict.{decision.verdict.value}") if decision else "",
        defused(decision.reason) if decision else "",
        defused(card.source),
        defused(card.path),
        card.address or "",
        finding.id,
    ]


def _todo(report: Report) -> Sheet:
    columns = ("title", "severity", "document", "service", "questions", "effort", "advice", "path")
    rows: list[Row] = [
        [
            rule_title(action.rule),
            text(f"severity.{action.severity.value}"),
            defused(action.card.title),
            defused(action.card.service.name) if action.card.service else "",
            action.questions,
            text(f"report_effort.{action.effort.value}"),
            rule_advice(action.rule),
            defused(action.card.path),
        ]
        for action in report.actions
    ]
    return Sheet(name=text("report_sheet.todo"), header=_header(columns), rows=rows)


def _documents(cards: Iterable[DocumentCard]) -> Sheet:
    columns = ("document", "service", "file_state", "reason", "source", "path", "address", "open")
    header = [*_header(columns), *(text(f"report_family.{family}") for family in FAMILIES)]
    rows: list[Row] = [
        [
            defused(card.title),
            defused(card.service.name) if card.service else "",
            text(f"file_state.{card.state.value}"),
            text(f"file_reason.{card.reason.value}") if card.reason else "",
            defused(card.source),
            defused(card.path),
            card.address or "",
            sum(view.finding.state.is_open for view in card.findings),
            *(card.grades[family] or text("report_grade.none") for family in FAMILIES),
        ]
        for card in cards
    ]
    return Sheet(name=text("report_sheet.documents"), header=header, rows=rows)


def _history(report: Report) -> Sheet:
    columns = ("day", "files", "read", "legible", "new", "open", "resolved", "contradictions", "pairs")
    rows: list[Row] = [
        [
            run.day.isoformat(),
            run.files,
            run.read,
            run.legible,
            run.states.get(FindingState.NEW, 0),
            sum(run.severities.values()),
            run.states.get(FindingState.RESOLVED, 0),
            run.contradictions,
            f"{run.pairs_right} / {run.pairs}" if run.pairs else text("report_grade.none"),
        ]
        for run in report.trends
    ]
    return Sheet(name=text("report_sheet.history"), header=_header(columns), rows=rows)
