"""A ready mail as an RFC 5322 message: text and HTML, its thread, and no header that a person's words could forge."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from domain.errors import BadInput
from domain.mail import ReadyMail


def written(mail: ReadyMail) -> EmailMessage:
    """The message to hand over. Raises BadInput for a line break in a header, or an address that is none."""
    for value in (mail.message_id, *mail.thread, mail.sender.address, mail.sender.name, mail.to, mail.said.subject):
        if any(character in value for character in "\r\n\0"):
            raise BadInput(f"a header of mail {mail.message_id!r} holds a line break: nothing is sent")
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(display_name=mail.sender.name, addr_spec=mail.sender.address)
        message["To"] = Address(addr_spec=mail.to)
    except (ValueError, IndexError) as error:
        raise BadInput(f"mail {mail.message_id} has an address that no mail can bear: {error}") from error
    message["Subject"] = mail.said.subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = mail.message_id
    if mail.thread:
        message["In-Reply-To"] = mail.thread[-1]
        message["References"] = " ".join(dict.fromkeys((mail.thread[0], *mail.thread[-9:])))
    # RFC 3834: no holiday notice answers it.
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "fr"
    message.set_content(mail.said.text)
    message.add_alternative(mail.said.html, subtype="html")
    return message
