"""Mails and archives made by hand, for the tests."""

import io
import stat
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage


def zipped(files: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        for name, target in (links or {}).items():
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, target)
    return out.getvalue()


def mail(text: str, *, subject: str = "Avis de travaux", html: str = "", **attached: bytes) -> bytes:
    """A mail; ``attached`` are files by name, « __ » for a dot."""
    message = EmailMessage()
    message["From"] = "Service technique <technique@valbrune.example.fr>"
    message["To"] = "habitants@valbrune.example.fr"
    message["Subject"] = subject
    message["Date"] = "Tue, 04 Mar 2031 09:12:00 +0100"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return message.as_bytes()
