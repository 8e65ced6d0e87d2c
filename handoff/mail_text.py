"""What a mail on a request says, as plain text and as the same in HTML. Pure; its words are in ``prompts/mail.toml``.

The HTML has no picture, no script and nothing to fetch: whoever opens it tells nobody so.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from domain.clock import local_time
from domain.mail import MailText, WaitingMail
from domain.profile import CommuneProfile, Service
from domain.request import Message, Request, RequestStep, Side
from prompts.catalogue import text

_BODY = "margin:0;padding:24px;background:#fff;color:#161616;font:16px/1.5 Arial,sans-serif;overflow-wrap:anywhere"
_QUOTE = "margin:0 0 16px;padding:4px 0 4px 16px;border-left:3px solid #6a6a6a;white-space:pre-line"
_LINES = "margin:0 0 16px;white-space:pre-line"
_WITH_MESSAGE = (RequestStep.REPLY, RequestStep.ASK, RequestStep.COMPLETE)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph; what a person wrote, quoted; or an address to open, alone on its line."""

    words: str
    is_quote: bool = False
    is_link: bool = False


def resident_mail(profile: CommuneProfile, request: Request, mail: WaitingMail, *, link: str | None) -> MailText:
    """What the resident is told of a step. ``link`` is their secret one, None when it is not known any more."""
    service = _service(profile, request.draft.service)
    values = _values(profile, request, service) | {"authority": mail.detail}
    blocks = [_said("mail_resident.hello"), _said(f"mail_resident.{mail.step.value}", **values)]
    blocks += _quoted(request, mail)
    if link is None:
        blocks.append(_said("mail_resident.no_link"))
    else:
        blocks += [_said("mail_resident.link"), _Block(link, is_link=True), _said("mail_resident.secret")]
    blocks += [_Block("\n".join([text("mail_resident.contact"), *_reach(service)])), _said("mail_resident.automatic")]
    return _mail(text(f"mail_resident.{mail.step.value}_subject", **values), blocks)


def service_mail(profile: CommuneProfile, request: Request, mail: WaitingMail, *, link: str) -> MailText:
    """What the service is told of a step: all that the resident wrote, so that a ticketing tool may take it in."""
    values = _values(profile, request, _service(profile, request.draft.service))
    blocks = [_said("mail_service.hello"), _said(f"mail_service.{mail.step.value}", **values)]
    blocks += _quoted(request, mail)
    if mail.step is not RequestStep.COMPLETE:
        blocks += [_said("mail_service.message"), _Block(request.draft.message, is_quote=True)]
        if request.draft.question:
            blocks += [_said("mail_service.question"), _Block(request.draft.question, is_quote=True)]
    contact = [part for part in (request.draft.contact.name, request.draft.contact.email) if part]
    contact += [request.draft.contact.phone] if request.draft.contact.phone else []
    if contact:
        blocks.append(_Block("\n".join([text("mail_service.contact"), *contact])))
    else:
        blocks.append(_said("mail_service.no_contact"))
    blocks += [_said("mail_service.link"), _Block(link, is_link=True), _said("mail_service.automatic")]
    return _mail(text(f"mail_service.{mail.step.value}_subject", **values), blocks)


def _values(profile: CommuneProfile, request: Request, service: Service) -> dict[str, str]:
    sent = local_time(request.sent_at, profile.timezone)
    return {
        "reference": request.reference,
        "commune": profile.name,
        "service": service.name,
        "day": f"{sent:%d/%m/%Y}",
        "time": _clock(sent),
    }


def _clock(moment: datetime) -> str:
    return f"{moment.hour} h {moment.minute:02d}"


def _service(profile: CommuneProfile, slug: str) -> Service:
    return next((service for service in profile.services if service.slug == slug), profile.main_service)


def _reach(service: Service) -> list[str]:
    return [part for part in (service.name, *service.address, service.phone, service.email) if part]


def _quoted(request: Request, mail: WaitingMail) -> list[_Block]:
    """The message that the step wrote; none when it was erased."""
    if mail.step not in _WITH_MESSAGE:
        return []
    side = Side.RESIDENT if mail.step is RequestStep.COMPLETE else Side.AGENT
    return [_Block(_words(said), is_quote=True) for said in request.messages if _is_of(said, side, mail.step_at)]


def _is_of(said: Message, side: Side, at: datetime) -> bool:
    """A message bears the moment of its step."""
    return said.side is side and said.sent_at == at


def _words(said: Message) -> str:
    return f"{said.text}\n\n{said.author}" if said.author else said.text


def _said(key: str, **values: str) -> _Block:
    return _Block(text(key, **values))


def _mail(subject: str, blocks: list[_Block]) -> MailText:
    plain = "\n\n".join(_as_text(block) for block in blocks) + "\n"
    return MailText(subject=subject, text=plain, html=_page(subject, "\n".join(_as_html(block) for block in blocks)))


def _as_text(block: _Block) -> str:
    if not block.is_quote:
        return block.words
    return "\n".join(f"> {line}".rstrip() for line in block.words.split("\n"))


def _as_html(block: _Block) -> str:
    words = escape(block.words)
    if block.is_link:
        return f'<p style="{_LINES}"><a href="{words}" style="color:#00458a">{words}</a></p>'
    if block.is_quote:
        return f'<blockquote style="{_QUOTE}">{words}</blockquote>'
    return f'<p style="{_LINES}">{words}</p>'


def _page(subject: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(subject)}</title></head>\n'
        f'<body style="{_BODY}"><main style="max-width:640px">\n'
        f'<h1 style="margin:0 0 16px;font-size:20px">{escape(subject)}</h1>\n{body}\n</main></body></html>\n'
    )
