"""Counts a question for the public figures when its answer goes out: numbers of the month, no word."""

import logging
from collections.abc import Mapping
from datetime import date

from api.context import CommuneServices
from api.middleware import trace_without_values
from domain.answer import Answer, AnswerStatus
from domain.errors import ParvisError
from domain.month_count import Measure

logger = logging.getLogger("parvis.api")

OUTCOMES: Mapping[AnswerStatus, Measure] = {
    AnswerStatus.ANSWERED: Measure.ANSWERED,
    AnswerStatus.PARTIAL: Measure.ANSWERED,
    AnswerStatus.NOT_FOUND: Measure.NOT_FOUND,
    AnswerStatus.OTHER_AUTHORITY: Measure.ELSEWHERE,
    AnswerStatus.PERSONAL_CASE: Measure.ELSEWHERE,
    AnswerStatus.PERSON_WANTED: Measure.ELSEWHERE,
    AnswerStatus.EMERGENCY: Measure.ELSEWHERE,
    AnswerStatus.REFUSED: Measure.REFUSED,
    AnswerStatus.OUT_OF_SCOPE: Measure.REFUSED,
    AnswerStatus.CLARIFY: Measure.OTHER,
    AnswerStatus.UNAVAILABLE: Measure.OTHER,
}
"""« Bonjour » and « merci » are no questions: small talk is not counted."""


def count_question(services: CommuneServices, answer: Answer, *, on: date, cpu_s: float) -> None:
    """Count one; ``cpu_s`` is the processor time of the thread that answered. An answer goes out even uncounted."""
    outcome = OUTCOMES.get(answer.status)
    if outcome is None:
        return
    is_as_written = outcome is Measure.ANSWERED and answer.made_with is None
    measures = {
        Measure.QUESTIONS: 1,
        outcome: 1,
        Measure.WITHOUT_MODEL: int(is_as_written),
        Measure.CPU_MS: round(cpu_s * 1000),
    }
    try:
        services.month_counts.add(on, measures)
    except ParvisError as error:
        logger.error("a question of %s is not in its figures: %s", services.profile.slug, trace_without_values(error))
