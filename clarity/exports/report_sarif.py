"""The report as SARIF 2.1.0 (OASIS), for the tools that follow findings from one commit or one run to the next."""

from collections.abc import Mapping
from urllib.parse import quote

from clarity.exports.report_json import JsonValue
from clarity.observation import Place
from clarity.reporting.report import DocumentCard, FindingView, Report
from clarity.reporting.wording import rule_advice, rule_title, rule_why
from domain.finding import FindingState, Severity
from domain.ids import DocumentId

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.BLOQUANT: "error", Severity.MAJEUR: "error", Severity.MINEUR: "warning", Severity.INFO: "none"}
"""A result that is only to be looked at (``kind`` review) has the level none (SARIF 2.1.0 §3.27.10)."""
_BASELINES = {
    FindingState.NEW: "new",
    FindingState.REOPENED: "new",
    FindingState.RESOLVED: "absent",
}
_SUPPRESSED = (FindingState.ACCEPTED, FindingState.FALSE_POSITIVE)


def report_sarif(report: Report, *, version: str) -> dict[str, JsonValue]:
    """One run of the tool ``parvis``; ``version`` is the product's."""
    found = [(card, view) for card in report.cards for view in card.findings]
    rules = sorted({view.finding.rule for _, view in found})
    cards = {card.document_id: card for card in report.cards if card.document_id}
    driver: dict[str, JsonValue] = {
        "name": "parvis",
        "version": version,
        "language": "fr",
        "rules": [_rule(rule) for rule in rules],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(card, view, rules, cards) for card, view in found],
            }
        ],
    }


def _rule(rule: str) -> dict[str, JsonValue]:
    return {
        "id": rule,
        "shortDescription": {"text": rule_title(rule)},
        "fullDescription": {"text": rule_why(rule) or rule_title(rule)},
        "help": {"text": rule_advice(rule) or rule_title(rule)},
    }


def _result(
    card: DocumentCard, view: FindingView, rules: list[str], cards: Mapping[DocumentId, DocumentCard]
) -> dict[str, JsonValue]:
    finding, seen = view.finding, view.observation()
    result: dict[str, JsonValue] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "kind": "review" if finding.severity is Severity.INFO else "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": rule_title(finding.rule)},
        "locations": [_location(card, seen.place)],
        "relatedLocations": [
            _location(cards[place.document_id], place)
            for place in seen.related
            if place.document_id is not None and place.document_id in cards
        ],
        "partialFingerprints": {"parvis/v1": finding.fingerprint},
        "baselineState": _BASELINES.get(finding.state, "unchanged"),
        "properties": {
            "id": finding.id,
            "state": finding.state.value,
            "severity": finding.severity.value,
            "measures": dict(seen.measures),
        },
    }
    if finding.state in _SUPPRESSED:
        reason = view.decision.reason if view.decision else ""
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _location(card: DocumentCard, place: Place) -> dict[str, JsonValue]:
    """Pages and passages are no lines of a file: they are properties, the headings a logical location."""
    location: dict[str, JsonValue] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(f"{card.source}/{card.path}")}},
        "properties": {"page": place.page, "quote": place.quote, "start": place.start, "end": place.end},
    }
    if place.heading_path:
        location["logicalLocations"] = [{"fullyQualifiedName": " > ".join(place.heading_path)}]
    return location
