"""What a resident writes to a person, checked, and made a draft. Shared by the page and the API."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.text_input import clean_line, clean_text, is_email, is_phone
from domain.ids import CommuneSlug
from domain.request import Contact, RequestDraft
from prompts.catalogue import text

_NAME_CHARS = 200
_TRANSCRIPT_CHARS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestForm:
    """The fields as cleaned. ``trap`` is the field that only robots fill."""

    service: str = ""
    message: str = ""
    question: str = ""
    answer_shown: str = ""
    is_joined: bool = True
    name: str = ""
    email: str = ""
    phone: str = ""
    trap: str = ""

    def draft(self, commune: CommuneSlug) -> RequestDraft:
        """What is stored; the exchange only when the resident agreed to join it."""
        return RequestDraft(
            commune=commune,
            service=self.service,
            message=self.message,
            question=self.question if self.is_joined else "",
            answer_shown=self.answer_shown if self.is_joined else "",
            contact=Contact(name=self.name, email=self.email, phone=self.phone),
        )


def cleaned_form(raw: Mapping[str, str], *, is_joined: bool, question_chars: int) -> RequestForm:
    """The form from its raw fields; what the resident cannot edit is cut to its limit, the rest is left to check."""
    return RequestForm(
        service=clean_line(raw.get("service", "")),
        message=clean_text(raw.get("message", "")),
        question=clean_line(raw.get("question", ""))[:question_chars],
        answer_shown=clean_text(raw.get("answer_shown", ""))[:_TRANSCRIPT_CHARS],
        is_joined=is_joined,
        name=clean_line(raw.get("name", "")),
        email=clean_line(raw.get("email", "")),
        phone=clean_line(raw.get("phone", "")),
        trap=raw.get("trap", ""),
    )


def form_errors(form: RequestForm, *, message_chars: int) -> dict[str, str]:
    """French sentence by field, in the order of the form; empty when the form may be sent."""
    errors: dict[str, str] = {}
    if not form.message:
        errors["message"] = text("errors.message_empty")
    elif len(form.message) > message_chars:
        errors["message"] = text("errors.message_too_long", limit=str(message_chars))
    if len(form.name) > _NAME_CHARS:
        errors["name"] = text("errors.name_too_long")
    if form.email and not is_email(form.email):
        errors["email"] = text("errors.email_incomplete")
    if form.phone and not is_phone(form.phone):
        errors["phone"] = text("errors.phone_incomplete")
    if form.trap:
        errors["trap"] = text("errors.trap_filled")
    return errors
