"""What may go to a model: nothing invisible, nothing that names or reaches the person who asks."""

import re
import unicodedata

from french.account_numbers import ibans_in, nirs_in, ribs_in
from french.contacts import emails_in, phones_in

MASK = "[…]"
_BLANKS = re.compile(r"[ \t\u00a0]+")


def without_invisible(text: str) -> str:
    """``text`` without format and control characters: tags (U+E0000), zero widths, bidirectional marks.

    Variation selectors and private characters go as well; line ends stay.
    """
    kept = [c for c in text if c == "\n" or not _is_invisible(c)]
    return _BLANKS.sub(" ", "".join(kept))


def masked_question(text: str) -> str:
    """The question without the bank and social security numbers, phones and e-mail addresses that it may give."""
    text = without_invisible(text).replace("\n", " ")
    spans = [(start, end) for start, end, _ in (*ibans_in(text), *ribs_in(text))]
    spans += nirs_in(text)
    spans += [(span.start, span.end) for span in (*emails_in(text), *phones_in(text))]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{MASK}{text[end:]}"
    return text


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cc", "Co", "Cn", "Cs") or "\ufe00" <= character <= "\ufe0f"
