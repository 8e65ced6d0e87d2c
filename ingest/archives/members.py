"""The files that an archive or a mail holds, one after another, within bounds. Runs only in the cage."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

from domain.document import FileReason
from ingest.archives.mail import attachments
from ingest.archives.names import decoded_name, member_path, numbered
from ingest.office.bounded_zip import MOST_ENTRIES, BoundedZip
from ingest.sniffing import Form
from ingest.text import Limits

_SYMLINK = stat.S_IFLNK


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside another. ``pieces`` are its bytes; ``reason`` says why it has none that can be had."""

    path: str
    pieces: Iterable[bytes] = ()
    reason: FileReason | None = None
    detail: str = ""


def members(form: Form, data: bytes, limits: Limits) -> Iterator[Member]:
    """The members of a container, in its order. Raises Refused when it cannot be opened.

    A member's own trouble is told in its ``reason``, or raised as Refused while its pieces are taken.
    """
    seen: dict[str, int] = {}
    if form is Form.MAIL:
        for name, part in attachments(data):
            yield _attachment(numbered(member_path(name)[0] or "piece-jointe", seen), part, limits)
        return
    package = BoundedZip(data, most_entries=MOST_ENTRIES)
    for entry in package.entries:
        path, is_safe = member_path(decoded_name(entry.filename, bool(entry.flag_bits & 0x800)))
        if not path or entry.is_dir():
            continue
        path = numbered(path, seen)
        is_link = stat.S_IFMT(entry.external_attr >> 16) == _SYMLINK
        if not is_safe or is_link:
            detail = "a link" if is_link else "a name that leads out of the archive"
            yield Member(path=path, reason=FileReason.UNSAFE_NAME, detail=detail)
        elif entry.flag_bits & 0x1:
            yield Member(path=path, reason=FileReason.ENCRYPTED, detail="the entry needs a password")
        else:
            yield Member(path=path, pieces=package.pieces(entry, limits.file_bytes))


def _attachment(path: str, part: "Message[str, str]", limits: Limits) -> Member:
    try:
        inner = part.get_payload()
        if part.get_content_maintype() == "message" and isinstance(inner, list):
            data = b"".join(message.as_bytes() for message in inner[:1] if isinstance(message, Message))
        else:
            decoded = part.get_payload(decode=True)
            data = decoded if isinstance(decoded, bytes) else b""
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return Member(path=path, reason=FileReason.DAMAGED, detail=f"{type(error).__name__}: {error}"[:200])
    if len(data) > limits.file_bytes:
        return Member(path=path, reason=FileReason.TOO_LARGE, detail=f"{len(data)} bytes")
    return Member(path=path, pieces=(data,))
