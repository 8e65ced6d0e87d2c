"""What is counted of a month for the public figures: numbers that cannot be led back to a question or a person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Measure(StrEnum):
    """A closed set. The second to the sixth add up to the first; the last two are left by purged requests."""

    QUESTIONS = "questions"
    ANSWERED = "answered"
    """In full or in part, with sources."""
    NOT_FOUND = "not_found"
    ELSEWHERE = "elsewhere"
    """Led to another authority or to a person, emergencies included."""
    REFUSED = "refused"
    """What may not be shown, or is no question to a town hall."""
    OTHER = "other"
    """Asked back who asks, or broken down."""
    WITHOUT_MODEL = "without_model"
    """Among answered: set out as written, no language model wrote them."""
    CPU_MS = "cpu_ms"
    """Processor time of this machine spent on questions, in milliseconds."""

    REQUESTS_SENT = "requests_sent"
    FIRST_ANSWER_HOURS = "first_answer_hours"
    """``value`` is the whole number of hours from the sending to the first answer of an agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """How often ``measure`` was met in a month, given by its first day; ``value`` is 0 where the measure has none."""

    month: date
    measure: Measure
    times: int
    value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """When a request was sent, and when an agent first answered it; None while nobody has."""

    sent_at: datetime
    answered_at: datetime | None
