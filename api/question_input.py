"""A question as it arrives: why it cannot be put to the assistant."""

from enum import StrEnum

from handoff.desk import LONGEST_QUESTION


class QuestionProblem(StrEnum):
    """Why a question is refused. Its French sentence is ``errors.<value>`` in ``prompts/http.toml``."""

    EMPTY = "question_empty"
    TOO_LONG = "question_too_long"
    UNREADABLE = "question_unreadable"


def question_problem(cleaned: str, *, was_empty: bool) -> QuestionProblem | None:
    """Why ``cleaned`` cannot be asked; None when it can. ``was_empty`` tells emptiness from unreadable bytes."""
    if was_empty:
        return QuestionProblem.EMPTY
    if len(cleaned) > LONGEST_QUESTION:
        return QuestionProblem.TOO_LONG
    if not any(c.isalnum() for c in cleaned):
        return QuestionProblem.UNREADABLE
    return None
