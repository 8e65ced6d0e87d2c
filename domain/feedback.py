"""What a resident says of an answer: whether it helped, and why not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.answer import AnswerStatus
from domain.ids import DocumentId


class FeedbackReason(StrEnum):
    """Why an answer did not help, a closed set."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """An opinion on an answer. Nothing tells who gave it, nor at what hour.

    ``reason`` is None when none was given. ``documents`` are those that the answer cited. ``question`` is empty unless
    the person chose to leave it.
    """

    on: date
    is_helpful: bool
    status: AnswerStatus
    reason: FeedbackReason | None = None
    documents: tuple[DocumentId, ...] = ()
    question: str = ""
