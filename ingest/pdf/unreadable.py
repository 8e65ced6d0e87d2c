"""Characters without a meaning on a page. Pure."""

import re

from ingest.text import ReadPage

# RAGFlow sends a page to OCR at 30 % of unreadable characters; text is unusable well before: at 5 % one word in three
# has one. A page below this share is kept as pdfium gave it.
BAD_SHARE = 0.05
_BAD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f\U000f0000-\U0010ffff]")


def bad_share(page: ReadPage) -> float:
    """Share of characters without a meaning: U+FFFD, private use, control. A line's first sign is not counted."""
    bad = total = 0
    for line in page.lines:
        total += len(line.text)
        if not line.text.isascii():
            bad += len(_BAD.findall(line.text, 1))
    return bad / total if total else 0.0
