"""Makes a content file into a saved e-mail (RFC 5322, RFC 2045): text and HTML alternatives, a file attached.

The words are in both alternatives, headers with accents are encoded words, bodies are quoted-printable.
"""

import re
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from corpus.content_format import Block, BlockKind, Content


def render_eml(content: Content) -> bytes:
    """The message, lines ended by CR LF. Head: ``from``, ``to``, ``subject``, ``sent`` (RFC 5322 date), ``message_id``,
    ``attached`` (name of the text file) and ``attached_text``.
    """
    head = content.head
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = "<rebonds@montreval-sur-cisse.example>"
    message["Date"] = head["sent"]
    message["From"] = head["from"]
    message["To"] = head["to"]
    message["Subject"] = head["subject"]
    message["Message-ID"] = head["message_id"]
    message["List-Unsubscribe"] = "<https://montreval-sur-cisse.example/lettre/desinscription>"
    message.set_content("\n\n".join(_plain(block) for block in content.blocks) + "\n", cte="quoted-printable")
    pages = "".join(_html(block) for block in content.blocks)
    message.add_alternative(f"<!DOCTYPE html><html><body>{pages}</body></html>\n", "html", cte="quoted-printable")
    message.add_attachment(head["attached_text"], filename=head["attached"], cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"----=_Partie_{number}_{re.sub(r'[^0-9a-z]', '', head['message_id'])[:16]}")
    return message.as_bytes()


def _bare(text: str) -> str:
    return re.sub(r"\*\*|\^(?=\w+\^)|(?<=\w)\^", "", text)


def _plain(block: Block) -> str:
    """Raises ValueError for a block that has no form in a message."""
    match block.kind:
        case BlockKind.HEADING:
            return f"{_bare(block.lines[0])}\n{'-' * len(_bare(block.lines[0]))}"
        case BlockKind.PARAGRAPH:
            return _bare(block.lines[0])
        case BlockKind.LIST:
            return "\n".join(f"* {_bare(item)}" for item in block.lines)
        case BlockKind.TABLE:
            return "\n".join(" : ".join(_bare(cell) for cell in row) for row in block.rows)
        case BlockKind.DIRECTIVE:
            raise ValueError(f"a message has no directive {block.name}")


def _html(block: Block) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"<h{block.level}>{escape(_bare(block.lines[0]))}</h{block.level}>\n"
        case BlockKind.PARAGRAPH:
            return f"<p>{escape(_bare(block.lines[0]))}</p>\n"
        case BlockKind.LIST:
            return "<ul>" + "".join(f"<li>{escape(_bare(item))}</li>" for item in block.lines) + "</ul>\n"
        case BlockKind.TABLE:
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(_bare(cell))}</td>" for cell in row) + "</tr>" for row in block.rows
            )
            return f"<table>{rows}</table>\n"
        case BlockKind.DIRECTIVE:
            raise ValueError(f"a message has no directive {block.name}")
