"""The report as one JSON value (``docs/schemas/report.schema.json``), the same ids as everywhere."""

from collections.abc import Mapping, Sequence

from clarity.observation import Place, Proposal
from clarity.reporting.report import Action, DocumentCard, FindingView, Report
from clarity.reporting.wording import rule_advice, rule_title, rule_why
from domain.reported_finding import FindingDecision, ReportRun

JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
SCHEMA_VERSION = 1
"""Rises when a reader of the former form would be wrong."""


def report_json(report: Report) -> dict[str, JsonValue]:
    """Everything but the words of the page."""
    return {
        "version": SCHEMA_VERSION,
        "commune": report.commune,
        "day": report.day.isoformat(),
        "run": None if report.run is None else _run(report.run),
        "headline": None if report.paired is None else _headline(report.paired),
        "priority": report.priority,
        "states": {state.value: count for state, count in report.states.items()},
        "actions": [_action(action) for action in report.actions],
        "services": [
            {
                "service": view.service.name if view.service else None,
                "documents": view.documents,
                "clear": view.clear,
                "open_findings": view.open_findings,
            }
            for view in report.services
        ],
        "documents": [_document(card) for card in report.cards],
        "findings": [_finding(view, card) for card in report.cards for view in card.findings],
        "trends": [_run(run) for run in report.trends],
    }


def _headline(run: ReportRun) -> dict[str, JsonValue]:
    """« Taux de bonne distinction norme/exception », of the last run that asked pairs."""
    return {"day": run.day.isoformat(), "pairs": run.pairs, "pairs_right": run.pairs_right}


def _run(run: ReportRun) -> dict[str, JsonValue]:
    return {
        "run": int(run.id),
        "at": run.at.isoformat(),
        "day": run.day.isoformat(),
        "files": run.files,
        "read": run.read,
        "checked": run.checked,
        "legible": run.legible,
        "contradictions": run.contradictions,
        "states": {state.value: count for state, count in run.states.items()},
        "severities": {severity.value: count for severity, count in run.severities.items()},
        "pairs": run.pairs,
        "pairs_right": run.pairs_right,
    }


def _action(action: Action) -> dict[str, JsonValue]:
    return {
        "rule": action.rule,
        "title": rule_title(action.rule),
        "severity": action.severity.value,
        "effort": action.effort.value,
        "impact": action.impact,
        "questions": action.questions,
        "document": action.card.subject,
        "findings": [view.finding.id for view in action.findings],
    }


def _document(card: DocumentCard) -> dict[str, JsonValue]:
    return {
        "id": card.subject,
        "title": card.title,
        "source": card.source,
        "path": card.path,
        "url": card.address,
        "service": card.service.name if card.service else None,
        "date": card.day.isoformat() if card.day else None,
        "pages": card.page_count,
        "state": card.state.value,
        "reason": card.reason.value if card.reason else None,
        "grades": dict(card.grades),
    }


def _finding(view: FindingView, card: DocumentCard) -> dict[str, JsonValue]:
    finding, seen = view.finding, view.observation()
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "family": finding.rule.partition("-")[0],
        "severity": finding.severity.value,
        "state": finding.state.value,
        "title": rule_title(finding.rule),
        "why": rule_why(finding.rule),
        "advice": rule_advice(finding.rule),
        "document": card.subject,
        "location": _place(seen.place),
        "related": [_place(place) for place in seen.related],
        "parts": [{"role": part.role.value, "start": part.start, "end": part.end} for part in seen.parts],
        "measures": dict(seen.measures),
        "proposal": None if seen.proposal is None else _proposal(seen.proposal),
        "questions": view.questions,
        "examples": list(view.examples),
        "impact": view.impact,
        "effort": view.effort.value,
        "first_seen": finding.first_seen.isoformat(),
        "last_seen": finding.last_seen.isoformat(),
        "decision": None if view.decision is None else _decision(view.decision),
    }


def _place(place: Place) -> dict[str, JsonValue]:
    return {
        "document": place.document_id,
        "passage": place.passage_id,
        "page": place.page,
        "headings": list(place.heading_path),
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
    }


def _proposal(proposal: Proposal) -> dict[str, JsonValue]:
    cases: list[JsonValue] = [
        {"who": case.who, "condition": case.condition, "result": case.result} for case in proposal.cases
    ]
    return {"rule": proposal.rule, "cases": cases}


def _decision(decision: FindingDecision) -> dict[str, JsonValue]:
    return {
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "author": decision.author,
        "on": decision.on.isoformat(),
        "review_on": decision.review_on.isoformat() if decision.review_on else None,
    }
