"""Text that arrives from outside: made clean before anything else sees it."""

import re
import unicodedata
from enum import StrEnum

# Letters of the Tag block and variation selectors carry hidden orders for models (OWASP LLM01:2026); zero-width and
# bidirectional controls make text read otherwise than it is stored. None of them is needed to ask a question.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_REPLACEMENT = "\ufffd"
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_EMAIL = re.compile(r"[^\s@<>,;\"()]{1,64}@[^\s@<>,;\"()]+\.[^\s@<>,;\".()]{2,}")
"""Matches ``samira.lefort@exemple.fr``; not ``samira.lefort@`` nor ``a@b``."""
_PHONE = re.compile(r"\+?[\d .()/-]{6,25}")
"""Matches ``02 61 91 04 12`` and ``+33 2 61 91 04 12``; not ``demain``."""


class TextProblem(StrEnum):
    """Why a text is refused. Its French sentence is ``errors.<value>`` in ``prompts/http.toml``."""

    EMPTY = "question_empty"
    TOO_LONG = "question_too_long"
    UNREADABLE = "question_unreadable"


def clean_text(raw: str) -> str:
    """``raw`` in NFC without control, invisible or undecodable characters; lines kept, spaces folded, ends trimmed."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    kept = "".join(c for c in unicodedata.normalize("NFC", lines) if c == "\n" or _is_visible(c))
    folded = _SPACES.sub(" ", kept)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in folded.split("\n"))).strip()


def clean_line(raw: str) -> str:
    """The same on a single line, for names, addresses and questions."""
    return " ".join(clean_text(raw).split())


def question_problem(cleaned: str, *, was_empty: bool, limit: int) -> TextProblem | None:
    """Why ``cleaned`` cannot be asked; None when it can. ``was_empty`` tells emptiness from unreadable bytes."""
    if was_empty:
        return TextProblem.EMPTY
    if len(cleaned) > limit:
        return TextProblem.TOO_LONG
    if not any(c.isalnum() for c in cleaned):
        return TextProblem.UNREADABLE
    return None


def is_email(value: str) -> bool:
    """Whether ``value`` has the form of an e-mail address (the only proof is a message that arrives)."""
    return len(value) <= 254 and _EMAIL.fullmatch(value) is not None


def is_phone(value: str) -> bool:
    """Whether ``value`` may be dialled: six digits at least."""
    return _PHONE.fullmatch(value) is not None and sum(c.isdigit() for c in value) >= 6


def _is_visible(character: str) -> bool:
    if character == _REPLACEMENT or ord(character) in _VARIATION_SELECTORS:
        return False
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES
