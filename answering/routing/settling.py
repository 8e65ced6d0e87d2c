"""How a routed message ends: what its way makes of what the documents say. Statuses and keys of sentences alone."""

from dataclasses import dataclass

from answering.judging import Verdict
from answering.routing.masking import told
from answering.routing.route import Route, Way
from domain.answer import AnswerStatus
from domain.personal import PersonalKind
from prompts import catalogue

# Share of the subject that a document must carry to stand before another authority or under an emergency. With what is
# enough for an ordinary question (.6), two of the 66 development messages of these ways were given documents of the
# sample commune (eval/routing_messages.jsonl), and neither was answered by them.
WELL_SUPPORTED = 0.9

_STATUSES = {
    Way.SEARCH: AnswerStatus.NOT_FOUND,
    Way.EMERGENCY: AnswerStatus.EMERGENCY,
    Way.SMALL_TALK: AnswerStatus.SMALL_TALK,
    Way.OTHER_AUTHORITY: AnswerStatus.OTHER_AUTHORITY,
    Way.PERSONAL_CASE: AnswerStatus.PERSONAL_CASE,
    Way.PERSON_WANTED: AnswerStatus.PERSON_WANTED,
}
# The sentence of a rule that has its own; every other has that of its way.
_TEXT_KEYS = {
    "suicide": "answer.emergency_distress",
    "suicide_begun": "answer.emergency_distress",
    "violence_by_a_partner": "answer.emergency_violence",
    "child_in_danger": "answer.emergency_violence",
    "online_harassment": "answer.emergency_violence",
    "ill_treated_elder": "answer.emergency_violence",
    "greeting": "answer.small_talk_greeting",
    "thanks": "answer.small_talk_thanks",
    "goodbye": "answer.small_talk_goodbye",
    "fine": "answer.small_talk_fine",
    "about_the_tool": "answer.small_talk_tool",
    "insult": "answer.small_talk_insult",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A status, the key of its sentence, whether what was chosen is shown, and sentences to read first."""

    status: AnswerStatus
    text_key: str
    support: float
    shows_documents: bool
    notices: tuple[str, ...] = ()


def settle(route: Route, verdict: Verdict) -> Settled:
    """What is shown of a message that was searched.

    Beside an emergency or another authority, only documents that answer are shown: a near passage would distract.
    """
    is_answer = verdict.status is AnswerStatus.ANSWERED and verdict.support >= WELL_SUPPORTED
    if route.way is Way.EMERGENCY or (route.way is Way.OTHER_AUTHORITY and not is_answer):
        status, text_key = closing(route)
        return Settled(status=status, text_key=text_key, support=verdict.support, shows_documents=is_answer)
    notices: tuple[str, ...] = ()
    if route.way is Way.OTHER_AUTHORITY:
        notices = (catalogue.text("notice.authority_decides"),)
    return Settled(
        status=verdict.status,
        text_key=verdict.text_key,
        support=verdict.support,
        shows_documents=verdict.shows_documents,
        notices=notices,
    )


def closing(route: Route) -> tuple[AnswerStatus, str]:
    """The status of a message that no document answers, and the key of its sentence."""
    status = _STATUSES[route.way]
    return status, _TEXT_KEYS.get(route.reason, f"answer.{status.value}")


def notices_of(route: Route, masked: tuple[PersonalKind, ...]) -> tuple[str, ...]:
    """What is to be read before the answer: what was masked, and that hard words were left aside."""
    rude = (catalogue.text("notice.rude"),) if route.is_rude and route.way is not Way.SMALL_TALK else ()
    return (*told(masked), *rude)
