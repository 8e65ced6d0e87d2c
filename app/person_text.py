"""What is held about a person, as JSON and as French that the person can read."""

from collections.abc import Sequence
from datetime import date, datetime

from answering.answer_json import JsonValue
from app.person import Erased, Held, HeldRequest, Sought
from domain.clock import local_date
from domain.feedback import Feedback
from domain.profile import CommuneProfile
from domain.request import Message, Request, Side
from prompts.catalogue import text


def held_json(held: Held) -> dict[str, JsonValue]:
    """Of ``docs/schemas/person-export.schema.json``, one commune's part."""
    return {
        "commune": str(held.commune),
        "requests": [_request_json(one) for one in held.requests],
        "opinions": [
            {"on": one.on.isoformat(), "is_helpful": one.is_helpful, "question": one.question} for one in held.opinions
        ],
    }


def erased_json(erased: Erased) -> dict[str, JsonValue]:
    """Of ``docs/schemas/person-erase.schema.json``, one commune's part."""
    return {
        "commune": str(erased.commune),
        "requests": [str(one) for one in erased.requests],
        "already": [str(one) for one in erased.kept],
        "refused": [str(one) for one in erased.refused],
        "opinions": erased.opinions,
        "is_overwritten": erased.is_overwritten,
    }


def held_lines(held: Held, profile: CommuneProfile, sought: Sought) -> list[str]:
    """For the person, line by line."""
    if not held.requests and not held.opinions:
        return [text("person.none", commune=profile.name, sought=sought.email or sought.phone or sought.reference)]
    told = text(
        "person.held",
        commune=profile.name,
        requests=_counted("requests", len(held.requests)),
        opinions=_counted("opinions", len(held.opinions)),
    )
    lines = [told]
    for one in held.requests:
        lines += ["", *_request_lines(one, profile.timezone)]
    lines += [_opinion(one) for one in held.opinions]
    return [*lines, "", text("person.kept_until", days=str(profile.retention.requests))]


def erased_lines(erased: Erased, profile: CommuneProfile) -> list[str]:
    """For the agent who answers the person."""
    told = text(
        "person.erased",
        commune=profile.name,
        requests=", ".join(erased.requests) or text("person.erased_none"),
        opinions=str(erased.opinions) if erased.opinions else text("person.erased_none"),
    )
    lines = [told]
    if erased.kept:
        lines.append(text("person.already", requests=", ".join(erased.kept)))
    if erased.refused:
        lines.append(text("person.refused", requests=", ".join(erased.refused)))
    if not erased.is_overwritten:
        lines.append(text("person.not_overwritten"))
    return [*lines, text("person.backups")]


def _request_json(held: HeldRequest) -> dict[str, JsonValue]:
    request, draft = held.request, held.request.draft
    return {
        "reference": str(request.reference),
        "state": request.state.value,
        "service": draft.service,
        "sent_at": request.sent_at.isoformat(),
        "closed_at": _moment(request.closed_at),
        "erased_at": _moment(request.erased_at),
        "transmitted_to": request.transmitted_to,
        "contact": {"name": draft.contact.name, "email": draft.contact.email, "phone": draft.contact.phone},
        "message": draft.message,
        "question": draft.question,
        "answer_shown": draft.answer_shown,
        "messages": [
            {"side": one.side.value, "sent_at": one.sent_at.isoformat(), "text": one.text} for one in request.messages
        ],
        "steps": [{"at": one.at.isoformat(), "step": one.step.value, "state": one.state.value} for one in held.journal],
    }


def _request_lines(held: HeldRequest, timezone: str) -> list[str]:
    request = held.request
    day = _french_day(local_date(request.sent_at, timezone))
    if request.erased_at is not None:
        erased = _french_day(local_date(request.erased_at, timezone))
        lines = [text("person.request_erased", reference=request.reference, day=day, erased=erased)]
    else:
        state = text(f"person_state.{request.state}")
        lines = [text("person.request", reference=request.reference, day=day, state=state), *_written(request)]
    lines += [_message(one, timezone) for one in request.messages]
    steps = ((_french_day(local_date(one.at, timezone)), text(f"person_step.{one.step}")) for one in held.journal)
    return [*lines, *(text("person.step", day=on, step=step) for on, step in steps)]


def _written(request: Request) -> Sequence[str]:
    draft, nothing = request.draft, text("person.nothing")
    contact = draft.contact
    lines = [
        text(
            "person.contact",
            name=contact.name or nothing,
            email=contact.email or nothing,
            phone=contact.phone or nothing,
        )
    ]
    parts = (("message", draft.message), ("question", draft.question), ("answer_shown", draft.answer_shown))
    return [*lines, *(text(f"person.{name}", text=words) for name, words in parts if words)]


def _message(message: Message, timezone: str) -> str:
    key = "person.agent_wrote" if message.side is Side.AGENT else "person.resident_wrote"
    return text(key, day=_french_day(local_date(message.sent_at, timezone)), text=message.text)


def _opinion(one: Feedback) -> str:
    return text("person.opinion", day=_french_day(one.on), text=one.question)


def _counted(what: str, number: int) -> str:
    return text(f"person.{what}_{number if number < 2 else 'n'}", number=str(number))


def _french_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
