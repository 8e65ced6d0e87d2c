"""A question that found nothing, as it is counted: a day, how it ended, what it was about. Its words are not kept.

A resident's question is kept only when the person leaves it with an opinion (``domain.feedback``); the page on personal
data says so. What is counted here cannot be led back to a question.
"""

from dataclasses import dataclass
from datetime import date

from domain.answer import AnswerStatus
from domain.ids import DocumentId

COUNTED = frozenset({AnswerStatus.NOT_FOUND, AnswerStatus.PARTIAL})
"""Statuses of a question that the documents should have answered, and did not, or not wholly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """``theme`` is the slug of the service that was named to the person, empty when there was none.

    ``document`` is the nearest that the search found, None when it found nothing: where the answer could be written.
    """

    on: date
    status: AnswerStatus
    theme: str = ""
    document: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCount:
    """How often the same was counted."""

    unanswered: Unanswered
    count: int
