"""The mail server that the settings name."""

from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from app.settings import Settings
from domain.errors import BadInput
from domain.mail import MailRule
from domain.mail_ports import MailTransport
from handoff.mails_due import mails_due
from handoff.typed_text import is_email_shaped
from mail.smtplib_transport import SmtpServer, SmtpTransport

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMail:
    """What sends mails, the address that they come from, and the rule of which steps ask for one."""

    transport: MailTransport
    address: str
    rule: MailRule


def chosen_mail(settings: Settings) -> ChosenMail | None:
    """None without ``PARVIS_SMTP_URL``. Raises BadInput naming the variable; the address's password is never shown."""
    if not settings.smtp_url:
        return None
    if not settings.smtp_from.isascii() or not is_email_shaped(settings.smtp_from):
        raise BadInput(f"PARVIS_SMTP_FROM={settings.smtp_from!r} is not the e-mail address that mails come from")
    domain = settings.smtp_from.rpartition("@")[2].lower()
    rule: MailRule = partial(mails_due, domain=domain)
    return ChosenMail(transport=SmtpTransport(smtp_server(settings)), address=settings.smtp_from, rule=rule)


def smtp_server(settings: Settings) -> SmtpServer:
    """The server of ``PARVIS_SMTP_URL``. Raises BadInput."""
    parts, port = _parts(settings.smtp_url)
    host = parts.hostname or ""
    if settings.smtp_tls not in ("required", "off"):
        raise BadInput(f"PARVIS_SMTP_TLS={settings.smtp_tls!r} is neither required nor off")
    is_clear = settings.smtp_tls == "off"
    if is_clear and not _is_loopback(host):
        raise BadInput(f"PARVIS_SMTP_TLS=off is for a mail server on this machine; {host} is reached with TLS only")
    return SmtpServer(
        host=host,
        port=port,
        is_tls=parts.scheme == "smtps",
        is_clear=is_clear,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        ca_file=settings.smtp_ca_file,
        timeout_s=float(max(1, settings.smtp_timeout_s)),
    )


def _parts(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        # The value holds a password: it is not repeated.
        raise BadInput("PARVIS_SMTP_URL must be smtp://HOST or smtps://HOST, with USER:PASSWORD@ and :PORT if needed")
    return parts, port or _PORTS[parts.scheme]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
