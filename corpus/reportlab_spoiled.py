"""PDFs that nobody can read: one behind a password, one cut while it was sent."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus import SPOILED_PASSWORD
from corpus.content_format import BlockKind, Content

KEPT_SHARE = 0.4
"""Of a cut file, what arrived: the table that says where the objects lie stands at the end, and is lost."""


def encrypted_pdf(content: Content) -> bytes:
    """The paragraphs of ``content`` on a page that opens with ``SPOILED_PASSWORD`` only."""
    protection = StandardEncryption(
        userPassword=SPOILED_PASSWORD, ownerPassword=f"{SPOILED_PASSWORD}-maire", strength=128
    )
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1, encrypt=protection)
    canvas.setTitle(content.head["title"])
    text = canvas.beginText(60, A4[1] - 80)
    text.setFont("Times-Roman", 11)
    for block in content.blocks:
        text.textLines(list(block.lines) if block.kind is BlockKind.PARAGRAPH else [])
    canvas.drawText(text)
    canvas.save()
    return output.getvalue()


def cut_file(data: bytes) -> bytes:
    """The beginning of a file whose sending was interrupted."""
    return data[: int(len(data) * KEPT_SHARE)]
