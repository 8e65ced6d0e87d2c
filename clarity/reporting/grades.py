"""A to E for each family of a document, or nothing where it was not checked. Never one grade for the document.

Cost: the weights of the open findings of the family, at most ``RULE_CAP`` a rule, for 1,000 words of text, a text of
under ``FLOOR_WORDS`` counting as that many. A blocking finding leaves D at best, a major one B.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from clarity.reporting.impact import WEIGHTS
from domain.finding import Severity
from domain.reported_finding import ReportedFinding

FAMILIES = ("PD", "LX", "NX", "CT", "ST", "QA")
GRADES = "ABCDE"
LIMITS = (2.0, 6.0, 15.0, 30.0)
"""Highest cost of A, B, C and D: on a page of 200 words one minor finding is B, a major one C, a blocking one E; on ten
pages a major one is B."""
RULE_CAP = 9
"""What one rule may cost at most, as three major findings: a noisy rule alone does not sink a document."""
FLOOR_WORDS = 200
_AT_BEST = {Severity.BLOQUANT: "D", Severity.MAJEUR: "B"}


def grades_of(findings: Iterable[ReportedFinding], words: int, families: Collection[str]) -> dict[str, str | None]:
    """The grade of each family, in the order of ``FAMILIES``; None for one that is not among ``families``."""
    opened: dict[str, list[ReportedFinding]] = defaultdict(list)
    for finding in findings:
        if finding.state.is_open:
            opened[finding.rule.partition("-")[0]].append(finding)
    return {family: _grade(opened[family], words) if family in families else None for family in FAMILIES}


def _grade(findings: Collection[ReportedFinding], words: int) -> str:
    costs: dict[str, int] = defaultdict(int)
    for finding in findings:
        costs[finding.rule] += WEIGHTS[finding.severity]
    cost = 1000 * sum(min(one, RULE_CAP) for one in costs.values()) / max(words, FLOOR_WORDS)
    grade = GRADES[sum(cost > limit for limit in LIMITS)]
    return max(grade, *(_AT_BEST.get(finding.severity, "A") for finding in findings), "A")
