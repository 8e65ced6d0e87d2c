"""Whether a person's decision on a finding can be taken: a reason where it hides something, a review within a year."""

from datetime import date

from domain.reported_finding import LONGEST_REVIEW, FindingDecision

LONGEST_REASON = 500
"""A few sentences; the document is the place for the rest."""


def problem_with(decision: FindingDecision) -> str | None:
    """The key, in ``prompts/``, of what prevents a decision; None when nothing does."""
    if decision.verdict.asks_a_reason and not decision.reason.strip():
        return "finding_decision.reason_empty"
    if len(decision.reason) > LONGEST_REASON:
        return "finding_decision.reason_too_long"
    if decision.review_on is not None and decision.review_on <= decision.on:
        return "finding_decision.review_past"
    if decision.verdict.asks_a_reason and (decision.review_on is None or decision.review_on > last_review(decision.on)):
        return "finding_decision.review_too_late"
    return None


def last_review(on: date) -> date:
    """The last day on which a decision of ``on`` may be reviewed: the one to propose when the person gives none."""
    return on + LONGEST_REVIEW
