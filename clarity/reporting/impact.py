"""What to correct first: how much a finding weighs, whom it touches, how long its correction takes."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from domain.answer import AnswerStatus
from domain.feedback import Feedback
from domain.finding import Severity
from domain.ids import DocumentId, PassageId
from domain.unanswered import UnansweredCount

WEIGHTS = {Severity.INFO: 0, Severity.MINEUR: 1, Severity.MAJEUR: 3, Severity.BLOQUANT: 10}
"""What a finding costs, in the order of actions and in the grades; an information costs nothing."""


class Effort(StrEnum):
    """How long a correction takes an editor; in order."""

    QUICK = "quick"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom documents touch: by document, how many questions (a month) met them, examples, and how often they are seen.

    ``examples`` are questions of test sets only: what residents write is counted, never shown here. ``failed`` are, by
    document, the passages on which the assistant was seen to fail, each with the questions of the set that failed
    there: what was likely is proven.
    """

    questions: Mapping[DocumentId, int] = field(default_factory=dict)
    examples: Mapping[DocumentId, tuple[str, ...]] = field(default_factory=dict)
    views: Mapping[DocumentId, int] = field(default_factory=dict)
    failed: Mapping[DocumentId, Mapping[PassageId, tuple[str, ...]]] = field(default_factory=dict)


def reach_of(opinions: Iterable[Feedback], unanswered: Iterable[UnansweredCount] = ()) -> Reach:
    """From residents: an answer that did not help touches the documents that it cited, a question that found nothing
    the document that came nearest.
    """
    counted: Counter[DocumentId] = Counter()
    for opinion in opinions:
        if not opinion.is_helpful:
            counted.update(set(opinion.documents))
    for one in unanswered:
        if one.unanswered.document is not None and one.unanswered.status is AnswerStatus.NOT_FOUND:
            counted[one.unanswered.document] += one.count
    return Reach(questions=dict(counted))


def impact_of(severity: Severity, subject: DocumentId, reach: Reach, failing: int = 0) -> int:
    """Severity × questions touched × views; what is not known counts for one (research/readability.md §6.1).

    ``failing`` are the questions of a set that failed there: they touch the passage as those of residents do.
    """
    questions = reach.questions.get(subject, 0) + failing
    return WEIGHTS[severity] * max(1, questions) * max(1, reach.views.get(subject, 0))


def promoted(severity: Severity) -> Severity:
    """One level up, where the assistant was seen to fail on the passage (research/readability.md §6.2)."""
    levels = list(Severity)
    return levels[min(levels.index(severity) + 1, len(levels) - 1)]


def effort_of(rule: str) -> Effort:
    """The effort of a rule, medium when the list does not say."""
    return _efforts().get(rule, Effort.MEDIUM)


@lru_cache(maxsize=1)
def _efforts() -> Mapping[str, Effort]:
    listed = tomllib.loads((Path(__file__).parent / "efforts.toml").read_text("utf-8"))
    return {rule: Effort(effort) for effort, rules in listed.items() for rule in rules}
