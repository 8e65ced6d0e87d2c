"""The desk: a resident's request goes to a service, an agent answers and closes it.

Checks what comes in and says what is wrong, field by field; the French sentences for it are in ``prompts/``.
Times are given in the commune's timezone, so that a reference bears the year that people read on the wall.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.account import Account
from domain.errors import BadInput
from domain.ids import RequestReference
from domain.ports import RequestStore
from domain.profile import CommuneProfile
from domain.request import Contact, Reply, Request, RequestDraft, SentRequest

LONGEST_MESSAGE = 5_000
LONGEST_QUESTION = 2_000
LONGEST_ANSWER_SHOWN = 50_000
LONGEST_NAME = 200
LONGEST_EMAIL = 254
"""Characters; RFC 5321 allows a path of 256 with its brackets."""

LONGEST_REPLY = 10_000
LONGEST_KEY = 255

# "c.dupont@ville-exemple.fr", "élise+mairie@exemple.fr"; not "dupont@exemple", "a b@exemple.fr", "a@b@exemple.fr".
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,63}")

# Once its separators are gone: "0612345678", "+33612345678", "0033612345678"; not "12 rue Haute", "0612".
_PHONE = re.compile(r"\+?[0-9]{9,15}")
_PHONE_SEPARATORS = re.compile(r"[\s.\-/()]")

_KEY = re.compile(r"[\x21-\x7e]+")

# Marks that reorder what is read without being seen (Trojan Source, CVE-2021-42574).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


class RequestField(StrEnum):
    """What may be wrong in what a resident sends; the names of the form's fields."""

    MESSAGE = "message"
    QUESTION = "question"
    ANSWER_SHOWN = "answer_shown"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


class RequestProblem(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"


@dataclass(frozen=True, slots=True)
class RequestProblems:
    """Why a request was not sent; nothing was stored. ``draft`` is what to show again in the form."""

    by_field: Mapping[RequestField, RequestProblem]
    draft: RequestDraft


class StepProblem(StrEnum):
    """Why an agent's step was not taken; nothing was stored."""

    UNKNOWN = "unknown"
    """No request of this commune has that reference."""
    EMPTY = "empty"
    TOO_LONG = "too_long"
    MOVED = "moved"
    """Someone else answered or closed it meanwhile: show it again, keep what was written."""


def send_request(
    requests: RequestStore, profile: CommuneProfile, draft: RequestDraft, *, idempotency_key: str, at: datetime
) -> SentRequest | RequestProblems:
    """Send a request to a service of the commune; it is on the disk when this returns.

    A service that the profile does not have, or none, means the main one: a request always reaches someone.
    Raises BadInput (another commune's draft, an unusable key), IdempotencyConflict, DiskFull, StorageUnavailable.
    """
    if draft.commune != profile.slug:
        raise BadInput(f"a request for {draft.commune} cannot be sent to {profile.slug}")
    if not _KEY.fullmatch(idempotency_key) or len(idempotency_key) > LONGEST_KEY:
        raise BadInput(f"an Idempotency-Key has 1 to {LONGEST_KEY} visible ASCII characters, for instance a UUID")
    cleaned = _cleaned(draft)
    problems = _problems(cleaned)
    if problems:
        return RequestProblems(by_field=problems, draft=cleaned)
    known = {service.slug for service in profile.services}
    service = cleaned.service if cleaned.service in known else profile.main_service.slug
    return requests.send(replace(cleaned, service=service), idempotency_key=idempotency_key, at=at)


def reply_to_request(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, text: str, at: datetime
) -> Request | StepProblem:
    """Write an agent's answer to the request that they saw at ``version``. ``requests`` is the account's commune's."""
    written = clean_text(text)
    if not written:
        return StepProblem.EMPTY
    if len(written) > LONGEST_REPLY:
        return StepProblem.TOO_LONG
    reply = Reply(text=written, author=account.name, sent_at=at)
    done = requests.reply(reference, version=version, reply=reply, account=account.id)
    return done or _why_not(requests, reference)


def close_request(
    requests: RequestStore, account: Account, reference: RequestReference, *, version: int, at: datetime
) -> Request | StepProblem:
    """Close the request that an agent saw at ``version``. ``requests`` is the account's commune's."""
    done = requests.close(reference, version=version, at=at, account=account.id)
    return done or _why_not(requests, reference)


def clean_text(text: str) -> str:
    """Text of several lines as typed (NFC), less control characters, reordering marks and space around."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in lines if _is_kept(character)).strip()


def clean_line(text: str) -> str:
    """Text of one line: as ``clean_text``, each run of white space being one space (nothing to inject in a header)."""
    return " ".join(clean_text(text).split())


def is_email_shaped(text: str) -> bool:
    """Whether this may be an e-mail; only a message sent there tells whether it is."""
    return _EMAIL.fullmatch(text) is not None


def _is_kept(character: str) -> bool:
    if character in "\n\t":
        return True
    # Cc: controls; Cs: halves of a character, which no database can store.
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in _REORDERING


def _cleaned(draft: RequestDraft) -> RequestDraft:
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
    limits = {
        RequestField.MESSAGE: (draft.message, LONGEST_MESSAGE),
        RequestField.QUESTION: (draft.question, LONGEST_QUESTION),
        RequestField.ANSWER_SHOWN: (draft.answer_shown, LONGEST_ANSWER_SHOWN),
        RequestField.NAME: (draft.contact.name, LONGEST_NAME),
        RequestField.EMAIL: (draft.contact.email, LONGEST_EMAIL),
    }
    problems = {field: RequestProblem.TOO_LONG for field, (text, limit) in limits.items() if len(text) > limit}
    if not draft.message:
        problems[RequestField.MESSAGE] = RequestProblem.EMPTY
    email, phone = draft.contact.email, draft.contact.phone
    if email and RequestField.EMAIL not in problems and not is_email_shaped(email):
        problems[RequestField.EMAIL] = RequestProblem.NOT_AN_EMAIL
    if phone and not _PHONE.fullmatch(_PHONE_SEPARATORS.sub("", phone)):
        problems[RequestField.PHONE] = RequestProblem.NOT_A_PHONE
    return {field: problems[field] for field in RequestField if field in problems}


def _why_not(requests: RequestStore, reference: RequestReference) -> StepProblem:
    return StepProblem.UNKNOWN if requests.get(reference) is None else StepProblem.MOVED
