"""Mails (EML) → lines: subject, date, what was written; quoted messages and signature apart. Runs only in the cage.

The text part is preferred to the page part. Names and addresses of the header are left out: a mail's sender is seldom
whom a resident should turn to. Attachments are files of their own (``ingest/archives/members.py``).
"""

import email
import email.errors
import email.header
import email.policy
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from domain.document import FileReason, MediaType
from domain.written import WrittenEvidence
from ingest.characters import clean_characters
from ingest.data.french_dates import day_in_words
from ingest.markup.charset import decode_text
from ingest.markup.plain_text import text_lines
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

MOST_PARTS = 500
_HOME = ZoneInfo("Europe/Paris")
# « Le 4 mars 2031 à 10:12, Une Personne a écrit : », « -----Message d'origine----- », « De : … » after a rule.
_HISTORY = re.compile(
    r"^(?:>|le .{4,200}(?:a écrit|wrote)\s?:?\s*$|on .{4,200}wrote:\s*$|_{20,}$|(?:de|from)\s?:\s?.+<.+@.+>"
    r"|-{2,}\s?(?:message (?:d['’]origine|transféré|original)|original message|forwarded message))",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^--\s?$")
# « Re: », « TR : », « Fwd: » say how a mail came, not what it is about.
_ANSWER = re.compile(r"^(?:(?:re|tr|fw|fwd|réf)\s?:\s*)+", re.IGNORECASE)


def read_mail(data: bytes) -> Reading:
    """Lines of a mail. Raises Refused when it is none."""
    message = _parsed(data)
    subject = _ANSWER.sub("", clean_characters(_header(message, "subject")))
    lines = [TextLine(text=subject, kind=LineKind.HEADING, level=1)] if subject else []
    sent = _sent(message)
    if sent:
        text = f"Message du {day_in_words(sent.astimezone(_HOME).date(), with_weekday=True)}."
        lines.append(TextLine(text=text, kind=LineKind.PARAGRAPH))
    lines += _body(message)
    if not lines:
        raise Refused(FileReason.NO_TEXT, "a mail without subject or text")
    return Reading(
        media_type=MediaType.MAIL,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=subject,
        dates=((WrittenEvidence.DECLARED, sent.astimezone(_HOME).date()),) if sent else (),
    )


def attachments(data: bytes) -> Iterator[tuple[str, "Message[str, str]"]]:
    """The name and part of each file that a mail carries; pictures shown inside the text are not files of anyone's."""
    number = 0
    for part in _parts(_parsed(data)):
        name = clean_characters(part.get_filename() or "")
        kind, disposition = part.get_content_type(), part.get_content_disposition()
        if kind.startswith("image/") and (disposition == "inline" or part.get("content-id")):
            continue
        if not name and kind == "message/rfc822":
            name = "message.eml"
        if not name and kind == "text/calendar":
            name = "invitation.ics"
        if not name and disposition == "attachment":
            number += 1
            name = f"piece-jointe-{number}"
        if name:
            yield name, part


def _parsed(data: bytes) -> "Message[str, str]":
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Refused(FileReason.DAMAGED, f"mail: {error}"[:200]) from error
    if not message.keys():
        raise Refused(FileReason.DAMAGED, "no header of a mail")
    return message


def _header(message: "Message[str, str]", name: str) -> str:
    """A header's words, its encoded pieces decoded; a broken one as it stands."""
    raw = str(message.get(name) or "")[:2_000]
    try:
        pieces = email.header.decode_header(raw)
        return "".join(_decoded(piece, charset) for piece, charset in pieces)
    except (ValueError, LookupError, email.errors.HeaderParseError):
        return raw


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8", "replace")
    except LookupError:
        return decode_text(piece)


def _sent(message: "Message[str, str]") -> datetime | None:
    try:
        sent = parsedate_to_datetime(str(message.get("date") or ""))
        return sent.replace(tzinfo=sent.tzinfo or _HOME) if 1980 < sent.year < 2100 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parts(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """All parts, those of mails inside the mail left to themselves."""
    left, count = [message], 0
    while left and count < MOST_PARTS:
        part, count = left.pop(0), count + 1
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_maintype() != "message" and isinstance(inner, list):
            left[:0] = [p for p in inner if isinstance(p, Message)]
        else:
            yield part


def _body(message: "Message[str, str]") -> list[TextLine]:
    texts: dict[str, list[Message[str, str]]] = {"text/plain": [], "text/html": []}
    for part in _parts(message):
        if part.get_content_disposition() != "attachment" and not part.get_filename():
            texts.setdefault(part.get_content_type(), []).append(part)
    plain = "\n".join(_text(part) for part in texts["text/plain"])
    if any(c.isalnum() for c in plain):
        return _set_apart(plain.split("\n"))
    pages = [_bytes(part) for part in texts["text/html"][:5]]
    return [line for page in pages if page.strip() for line in _page_lines(page)]


def _bytes(part: "Message[str, str]") -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: "Message[str, str]") -> str:
    data, charset = _bytes(part), part.get_content_charset() or ""
    try:
        text = data.decode(charset) if charset and charset not in ("utf-8", "us-ascii") else decode_text(data)
    except (LookupError, UnicodeDecodeError):
        text = decode_text(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _set_apart(written: Sequence[str]) -> list[TextLine]:
    """What was written now; then, under headings of their own, the signature and the messages that are quoted."""
    parts: dict[str, list[str]] = {"": [], "Signature": [], "Messages précédents": []}
    into, is_marked = "", False
    for line in written:
        text = line.strip()
        if into != "Messages précédents" and _HISTORY.match(text):
            into, is_marked = "Messages précédents", text.startswith(">")
        elif into == "" and _SIGNATURE.match(line):
            into = "Signature"
            continue
        elif into == "Messages précédents":
            # An answer may stand below what it quotes: only where each quoted line is marked can that be told.
            is_marked = is_marked or text.startswith(">")
            into = "" if is_marked and text and not text.startswith(">") else into
        parts[into].append(re.sub(r"^[>\s]+", "", line) if into == "Messages précédents" else line)
    lines = text_lines("\n".join(parts.pop("")))
    for name, part in parts.items():
        below = text_lines("\n".join(part))
        if below:
            lines += [TextLine(text=name, kind=LineKind.HEADING, level=2), *below]
    return lines


def _page_lines(page: bytes) -> list[TextLine]:
    from ingest.markup.trafilatura_page import read_html

    found = [line for read in read_html(page).pages for line in read.lines]
    for place, line in enumerate(found):
        if _HISTORY.match(line.text) and place:
            heading = TextLine(text="Messages précédents", kind=LineKind.HEADING, level=2)
            return [*found[:place], heading, *found[place:]]
    return found
