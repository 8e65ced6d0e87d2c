"""What is held about a person, to be given to them or erased (RGPD, articles 15, 17 and 20).

A person is found by what they left with a request: an e-mail, a phone, or a reference. Opinions hold nobody's name nor
contact; those whose question still holds the e-mail or phone are found as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.house import House
from domain.errors import BadInput
from domain.feedback import Feedback
from domain.ids import CommuneSlug, RequestReference
from domain.request import JournalEntry, Request
from handoff.steps import erase

_SHORTEST_PHONE = 9
"""Digits of a French number without its 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """By what the person is found: exactly one is given, the others are empty."""

    email: str = ""
    phone: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRequest:
    """A request and every step of its life; who took them is not told."""

    request: Request
    journal: Sequence[JournalEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that one commune holds about a person."""

    commune: CommuneSlug
    requests: Sequence[HeldRequest]
    opinions: Sequence[Feedback]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased in one commune. ``kept`` were erased before: only their steps remain."""

    commune: CommuneSlug
    requests: Sequence[RequestReference]
    kept: Sequence[RequestReference]
    refused: Sequence[RequestReference]
    opinions: int
    is_overwritten: bool


def checked(sought: Sought) -> Sought:
    """``sought`` when it can find one person and no other. Raises BadInput."""
    given = [value for value in (sought.email, sought.phone, sought.reference) if value.strip()]
    if len(given) != 1:
        raise BadInput("say by what to find the person: one of --email, --phone, --reference")
    if sought.email and not re.fullmatch(r"[^@\s]+@[^@\s]+", sought.email.strip()):
        raise BadInput(f"--email {sought.email!r} is not a whole address, such as prenom.nom@courriel.example")
    if sought.phone and len(_digits(sought.phone)) < _SHORTEST_PHONE:
        raise BadInput(f"--phone {sought.phone!r} is not a whole number, such as 06 39 98 00 41")
    return sought


def held_about(house: House, slug: CommuneSlug, sought: Sought) -> Held:
    """What the commune holds about the person."""
    stores = house.stores(slug)
    found = [one for one in stores.requests.list() if _is_of(one, sought)]
    return Held(
        commune=slug,
        requests=[HeldRequest(request=one, journal=stores.requests.journal(one.reference)) for one in found],
        opinions=[one for one in stores.feedback.since(date.min) if _is_named_in(one.question, sought)],
    )


def erase_person(house: House, slug: CommuneSlug, sought: Sought, *, at: datetime) -> Erased:
    """Erase what the person wrote, the answers and the contact, as the resident's own button does; steps stay.

    A request that waits is cancelled with it. The words of opinions that name the person go, the opinions stay.
    """
    stores, held = house.stores(slug), held_about(house, slug, sought)
    before = [one.request.reference for one in held.requests if one.request.erased_at is not None]
    erased: list[RequestReference] = []
    refused: list[RequestReference] = []
    for one in held.requests:
        if one.request.reference not in before:
            done = erase(stores.requests, one.request.reference, at=at)
            (erased if isinstance(done, Request) else refused).append(one.request.reference)
    opinions = stores.feedback.forget_questions({one.question for one in held.opinions})
    return Erased(
        commune=slug,
        requests=erased,
        kept=before,
        refused=refused,
        opinions=opinions,
        is_overwritten=stores.retention.forget_deleted(),
    )


def _is_of(request: Request, sought: Sought) -> bool:
    contact = request.draft.contact
    if sought.reference:
        return request.reference.casefold() == sought.reference.strip().casefold()
    if sought.email:
        return contact.email.strip().casefold() == sought.email.strip().casefold()
    return bool(contact.phone) and _digits(contact.phone) == _digits(sought.phone)


def _is_named_in(words: str, sought: Sought) -> bool:
    if not words or sought.reference:
        return False
    if sought.email:
        return sought.email.strip().casefold() in words.casefold()
    return _digits(sought.phone) in re.sub(r"\D", "", words)


def _digits(phone: str) -> str:
    """« +33 (0)6 39 98 00 41 », « 0033639980041 » and « 06.39.98.00.41 » are one: the nine last digits in France."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    national = re.fullmatch(r"(?:0033|33|0)(\d{9})", digits)
    return national[1] if national else digits
