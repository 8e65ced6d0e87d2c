"""How a routed message ends: what its way makes of what the documents say. Statuses and keys of sentences alone."""

from dataclasses import dataclass

from answering.judging import Verdict
from answering.routing.contacts import public_contacts
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
    """A status, the key of its sentence, whether what was chosen is shown, what to read first, and whom to call."""

    status: AnswerStatus
    text_key: str
    support: float
    shows_documents: bool
    notices: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


def settle(route: Route, verdict: Verdict) -> Settled:
    """What is shown of a message that was searched.

    Beside an emergency or another authority, only documents that answer are shown: a near passage would distract.
    A guess withholds nothing (``_settle_guess``).
    """
    if route.is_guess:
        return _settle_guess(route, verdict)
    is_answer = verdict.status is AnswerStatus.ANSWERED and verdict.support >= WELL_SUPPORTED
    if route.way is Way.EMERGENCY or (route.way is Way.OTHER_AUTHORITY and not is_answer):
        status, text_key = closing(route)
        return Settled(
            status=status,
            text_key=text_key,
            support=verdict.support,
            shows_documents=is_answer,
            contacts=route.contacts,
        )
    notices: tuple[str, ...] = ()
    if route.way is Way.OTHER_AUTHORITY:
        notices = (catalogue.text("notice.authority_decides"),)
    return Settled(
        status=verdict.status,
        text_key=verdict.text_key,
        support=verdict.support,
        shows_documents=verdict.shows_documents,
        notices=notices,
        contacts=route.contacts,
    )


_ANSWERS = frozenset({AnswerStatus.ANSWERED, AnswerStatus.CLARIFY})


def _settle_guess(route: Route, verdict: Verdict) -> Settled:
    """What the documents say stands; a guessed emergency then costs one line. Else the guess does.

    « Not found » names who can answer: a guessed wish for a person adds nothing to it.
    """
    is_urgent = route.way is Way.EMERGENCY
    stands = (
        verdict.shows_documents
        or (verdict.status is AnswerStatus.OUT_OF_SCOPE and not is_urgent)
        or route.way is Way.PERSON_WANTED
    )
    status, text_key = (verdict.status, verdict.text_key) if stands else closing(route)
    return Settled(
        status=status,
        text_key=text_key,
        support=verdict.support,
        shows_documents=verdict.shows_documents,
        notices=(urgent_line(route.contacts),) if is_urgent and stands else (),
        contacts=() if verdict.status in _ANSWERS else route.contacts,
    )


def urgent_line(keys: tuple[str, ...]) -> str:
    """One sentence with the numbers to call if somebody is in danger, the European one always among them."""
    contacts = public_contacts(tuple(dict.fromkeys((*keys, _EVERY_EMERGENCY))))
    numbers = ", ".join(f"{contact.phone} ({contact.name})" for contact in contacts if contact.phone)
    return catalogue.text("notice.perhaps_urgent", numbers=numbers)


_EVERY_EMERGENCY = "112"


def closing(route: Route) -> tuple[AnswerStatus, str]:
    """The status of a message that no document answers, and the key of its sentence."""
    status = _STATUSES[route.way]
    return status, _TEXT_KEYS.get(route.reason, f"answer.{status.value}")


def notices_of(route: Route, masked: tuple[PersonalKind, ...]) -> tuple[str, ...]:
    """What is to be read before the answer: numbers in case of danger, what was masked, hard words left aside."""
    urgent = (urgent_line(route.perhaps_call),) if route.perhaps_call else ()
    rude = (catalogue.text("notice.rude"),) if route.is_rude and route.way is not Way.SMALL_TALK else ()
    return (*urgent, *told(masked), *rude)
