"""The desk: a resident's request goes to a service; its further steps are in ``handoff/steps.py``.

Checks what comes in and says what is wrong, field by field; the French sentences for it are in ``prompts/``.
Times are given in the commune's timezone, so that a reference bears the year that people read on the wall.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import BadInput
from domain.people_ports import RequestStore
from domain.profile import CommuneProfile
from domain.request import Contact, RequestDraft, SentRequest
from handoff.typed_text import clean_line, clean_text, is_email_shaped, is_phone_shaped

LONGEST_MESSAGE = 5_000
LONGEST_QUESTION = 2_000
LONGEST_ANSWER_SHOWN = 50_000
LONGEST_NAME = 200
LONGEST_EMAIL = 254
"""Characters; RFC 5321 allows a path of 256 with its brackets."""

# "0192f3a4-6f1e-7c11-9d2e-4f6a1b2c3d4e"; not "1": whoever sends the same key and body is given the same secret.
KEY_PATTERN = r"^[A-Za-z0-9._~-]{8,128}$"
"""An Idempotency-Key."""


class RequestField(StrEnum):
    """What may be wrong in what a resident sends; the names of the form's fields."""

    MESSAGE = "message"
    QUESTION = "question"
    ANSWER_SHOWN = "answer_shown"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


LIMITS: Mapping[RequestField, int] = {
    RequestField.MESSAGE: LONGEST_MESSAGE,
    RequestField.QUESTION: LONGEST_QUESTION,
    RequestField.ANSWER_SHOWN: LONGEST_ANSWER_SHOWN,
    RequestField.NAME: LONGEST_NAME,
    RequestField.EMAIL: LONGEST_EMAIL,
}
"""Characters; a phone number has no limit of its own: what is too long is no phone number."""


class RequestProblem(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"


@dataclass(frozen=True, slots=True)
class RequestProblems:
    """Why a request was not sent, in the order of the form; nothing was stored."""

    by_field: Mapping[RequestField, RequestProblem]


def send_request(
    requests: RequestStore, profile: CommuneProfile, draft: RequestDraft, *, idempotency_key: str, at: datetime
) -> SentRequest | RequestProblems:
    """Send a request to a service of the commune; it is on the disk when this returns.

    A service that the profile does not have, or none, means the main one: a request always reaches someone.
    Raises BadInput (another commune's draft, an unusable key), IdempotencyConflict, DiskFull, StorageUnavailable.
    """
    if draft.commune != profile.slug:
        raise BadInput(f"a request for {draft.commune} cannot be sent to {profile.slug}")
    if not is_key_shaped(idempotency_key):
        raise BadInput("an Idempotency-Key has 8 to 128 letters, digits and -._~, for instance a UUID")
    cleaned = clean_draft(draft)
    problems = _problems(cleaned)
    if problems:
        return RequestProblems(by_field=problems)
    known = {service.slug for service in profile.services}
    service = cleaned.service if cleaned.service in known else profile.main_service.slug
    return requests.send(replace(cleaned, service=service), idempotency_key=idempotency_key, at=at)


def is_key_shaped(key: str) -> bool:
    """Whether this may be an Idempotency-Key."""
    return re.fullmatch(KEY_PATTERN, key) is not None


def clean_draft(draft: RequestDraft) -> RequestDraft:
    """The draft as it would be stored, to show it before it is sent; it may still have problems."""
    contact = draft.contact
    return replace(
        draft,
        service=clean_line(draft.service),
        message=clean_text(draft.message),
        question=clean_text(draft.question),
        answer_shown=clean_text(draft.answer_shown),
        contact=Contact(
            name=clean_line(contact.name), email=clean_line(contact.email), phone=clean_line(contact.phone)
        ),
    )


def _problems(draft: RequestDraft) -> dict[RequestField, RequestProblem]:
    """In the order of the form."""
    email, phone = draft.contact.email, draft.contact.phone
    texts = {
        RequestField.MESSAGE: draft.message,
        RequestField.QUESTION: draft.question,
        RequestField.ANSWER_SHOWN: draft.answer_shown,
        RequestField.NAME: draft.contact.name,
        RequestField.EMAIL: email,
    }
    problems = {field: RequestProblem.TOO_LONG for field, limit in LIMITS.items() if len(texts[field]) > limit}
    if not draft.message:
        problems[RequestField.MESSAGE] = RequestProblem.EMPTY
    if email and RequestField.EMAIL not in problems and not is_email_shaped(email):
        problems[RequestField.EMAIL] = RequestProblem.NOT_AN_EMAIL
    if phone and not is_phone_shaped(phone):
        problems[RequestField.PHONE] = RequestProblem.NOT_A_PHONE
    return {field: problems[field] for field in RequestField if field in problems}
