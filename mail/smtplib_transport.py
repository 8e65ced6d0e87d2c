"""MailTransport over SMTP: TLS before anything is said, every wait bounded, each refusal told as what it is."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from domain.errors import BadInput
from domain.mail import Delivery, DeliveryOutcome, ReadyMail
from mail.email_message import written


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mails are handed over. ``is_tls``: from the first byte (465); otherwise STARTTLS is asked for.

    ``is_clear`` leaves TLS out, for a server on this machine. ``ca_file`` replaces the system's authorities.
    """

    host: str
    port: int
    is_tls: bool
    is_clear: bool = False
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    timeout_s: float = 30.0


class SmtpTransport:
    """The MailTransport port. One connection a mail: outboxes are small, and what one broke another does not meet."""

    def __init__(self, server: SmtpServer) -> None:
        """Nothing is connected yet. Raises BadInput when the authorities' file cannot be read."""
        self._server = server
        try:
            self._context = ssl.create_default_context(cafile=server.ca_file or None)
        except OSError as error:
            raise BadInput(f"PARVIS_SMTP_CA_FILE={server.ca_file!r} cannot be read: {error}") from error
        # Said in EHLO; smtplib would ask the resolver for the machine's name at each connection, which may be slow.
        self._name = "[127.0.0.1]"

    def send(self, mail: ReadyMail) -> Delivery:
        message = written(mail)
        connection: smtplib.SMTP | None = None
        try:
            connection = self._connected()
            return _handed_over(connection, message, mail)
        except smtplib.SMTPResponseException as error:
            return Delivery(outcome=DeliveryOutcome.UNREACHABLE, told=_told(error.smtp_code))
        except (smtplib.SMTPException, OSError) as error:
            told = f"{self._server.host}:{self._server.port}: {error or type(error).__name__}"
            return Delivery(outcome=DeliveryOutcome.UNREACHABLE, told=told)
        finally:
            if connection is not None:
                # The outcome is known: a farewell that fails changes nothing.
                with suppress(smtplib.SMTPException, OSError):
                    connection.quit()
                connection.close()

    def _connected(self) -> smtplib.SMTP:
        """A connection that may be used for mail. Raises SMTPException or OSError."""
        at = self._server
        if at.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, local_hostname=self._name, timeout=at.timeout_s, context=self._context
            )
        else:
            connection = smtplib.SMTP(at.host, at.port, local_hostname=self._name, timeout=at.timeout_s)
        try:
            if not at.is_tls and not at.is_clear:
                connection.starttls(context=self._context)
            if at.user:
                connection.login(at.user, at.password)
            connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection


def _handed_over(connection: smtplib.SMTP, message: EmailMessage, mail: ReadyMail) -> Delivery:
    """What the server makes of one mail on an open connection. Raises when it takes none from us."""
    try:
        connection.send_message(message, from_addr=mail.sender.address, to_addrs=[mail.to])
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(next(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code)
    except smtplib.SMTPNotSupportedError:
        told = "the server does not take addresses with accents (SMTPUTF8)"
        return Delivery(outcome=DeliveryOutcome.REFUSED, told=told)
    return Delivery(outcome=DeliveryOutcome.ACCEPTED)


def _refused(code: int) -> Delivery:
    """421 closes the service for all; other 4xx ask to come back with this mail; 5xx are for good."""
    if code == 421:
        return Delivery(outcome=DeliveryOutcome.UNREACHABLE, told=_told(code))
    outcome = DeliveryOutcome.LATER if 400 <= code < 500 else DeliveryOutcome.REFUSED
    return Delivery(outcome=outcome, told=_told(code))


def _told(code: int) -> str:
    """The code alone: servers repeat addresses in their words."""
    return f"the mail server answered {code}"
