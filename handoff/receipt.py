"""The *accusé de réception* of a request (CRPA L112-11, R112-11-1), as values for a page and as text for a mail.

It holds what R112-11-1 asks for: the day of reception, the service in charge, its postal or electronic address and its
phone number, and whether silence may be a decision. What a jurist should confirm is in docs/accuse-de-reception.md.
The sentences are in ``prompts/requests.toml``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.clock import local_time
from domain.profile import CommuneProfile
from domain.request import Request
from handoff.delays import promised_day
from prompts.catalogue import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt says. ``received_at`` is on the commune's clock.

    ``address``, ``email`` and ``phone`` are the service's, or the main service's where it has none of its own; they are
    empty only where the commune's profile has none at all. ``answer_by`` is None where the commune promised no day.
    ``is_complete``: it has every mention of R112-11-1. ``is_acknowledged`` is False while it only proves registration.
    """

    reference: str
    received_at: datetime
    service: str
    address: tuple[str, ...]
    email: str
    phone: str
    answer_by: date | None
    legal: tuple[str, ...]
    is_acknowledged: bool

    @property
    def is_complete(self) -> bool:
        """Whether someone can be reached as R112-11-1 asks: by post or e-mail, and by phone."""
        return bool(self.address or self.email) and bool(self.phone)


def receipt_of(request: Request, profile: CommuneProfile) -> Receipt:
    """The receipt of ``request``, whose service is one of ``profile``'s; the main one when it no longer exists."""
    main = profile.main_service
    service = next((one for one in profile.services if one.slug == request.draft.service), main)
    return Receipt(
        reference=request.reference,
        received_at=local_time(request.sent_at, profile.timezone),
        service=service.name,
        address=service.address or main.address,
        email=service.email or main.email or "",
        phone=service.phone or main.phone or "",
        answer_by=promised_day(request, profile),
        legal=tuple(text(f"receipt.{key}") for key in ("law", "silence", "decision")),
        is_acknowledged=request.acknowledged_at is not None,
    )


def receipt_text(request: Request, profile: CommuneProfile) -> str:
    """The receipt as plain text, for a mail: one fact a line, no line broken by us, ends with a newline."""
    receipt = receipt_of(request, profile)
    facts = [
        text("receipt.reference_line", value=receipt.reference),
        text("receipt.received_line", value=written_moment(receipt.received_at)),
        text("receipt.service_line", value=receipt.service),
    ]
    if receipt.address:
        facts.append(text("receipt.address_line", value=", ".join(receipt.address)))
    if receipt.email:
        facts.append(text("receipt.email_line", value=receipt.email))
    if receipt.phone:
        facts.append(text("receipt.phone_line", value=receipt.phone))
    if receipt.answer_by:
        facts.append(text("receipt.answer_line", value=written_day(receipt.answer_by)))
    title = text("receipt.title" if receipt.is_acknowledged else "receipt.registered_title")
    return "\n\n".join((title, "\n".join(facts), *receipt.legal)) + "\n"


def written_day(day: date) -> str:
    """« vendredi 1er mai 2026 »."""
    weekday = text("calendar.days").split()[day.weekday()]
    month = text("calendar.months").split()[day.month - 1]
    return f"{weekday} {'1er' if day.day == 1 else day.day} {month} {day.year}"


def written_moment(moment: datetime) -> str:
    """« vendredi 20 novembre 2026 à 14 h 05 »: as on the pages."""
    minutes = f" {moment.minute:02d}" if moment.minute else ""
    return text("calendar.moment", day=written_day(moment.date()), clock=f"{moment.hour} h{minutes}")
