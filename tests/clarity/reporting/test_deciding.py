"""A decision that hides a finding has a reason, and is looked at again within a year."""

from dataclasses import replace
from datetime import date

import pytest

from clarity.reporting.deciding import LONGEST_REASON, last_review, problem_with
from domain.reported_finding import FindingDecision, FindingId, FindingVerdict
from prompts import catalogue

TODAY = date(2031, 3, 3)
ACCEPTED = FindingDecision(
    finding=FindingId("f1"),
    verdict=FindingVerdict.ACCEPTED,
    reason="nom du bâtiment",
    author="Claire Martin",
    on=TODAY,
    review_on=last_review(TODAY),
)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"reason": "  "}, "reason_empty"),
        ({"reason": "x" * (LONGEST_REASON + 1)}, "reason_too_long"),
        ({"review_on": TODAY}, "review_past"),
        ({"review_on": None}, "review_too_late"),
        ({"review_on": date(2032, 3, 5)}, "review_too_late"),
        ({"verdict": FindingVerdict.FIXED, "reason": "", "review_on": None}, None),
        ({"verdict": FindingVerdict.RULE_OFF, "reason": ""}, "reason_empty"),
    ],
)
def test_what_prevents_a_decision_is_named(changes: dict[str, object], problem: str | None) -> None:
    decision = replace(ACCEPTED, **changes)  # type: ignore[arg-type]
    found = problem_with(decision)
    assert found == (problem and f"finding_decision.{problem}")
    assert found is None or found in catalogue.templates()
