"""Text as people type it: cleaned before anything else sees it, and recognised as an e-mail or a phone number."""

import re
import unicodedata

# Controls, halves of a character (no database stores them), and what is not seen: zero-width and bidirectional marks
# make text read otherwise than it is stored (Trojan Source, CVE-2021-42574); letters of the Tag block and variation
# selectors carry hidden orders for models (OWASP LLM01). None of them is needed to write to a mairie.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
_REPLACEMENT = "\ufffd"
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")

# "c.dupont@ville-exemple.fr", "élise+mairie@exemple.fr"; not "dupont@exemple", "a b@exemple.fr", "a@b@exemple.fr".
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_]{2,63}")

# Once its separators are gone: "0612345678", "+33612345678", "0033612345678", "261234" (New Caledonia has six digits;
# E.164 allows fifteen); not "12 rue Haute", "0612".
_PHONE = re.compile(r"\+?[0-9]{6,15}")
_PHONE_SEPARATORS = re.compile(r"[\s.\-/()]")
_LONGEST_PHONE = 25
"""Characters, separators included: ``+33 (0)6 00 00 00 00`` has 20."""


def clean_text(typed: str) -> str:
    """``typed`` in NFC less control, invisible and undecodable characters; lines kept, spaces folded, ends trimmed."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    kept = "".join(c for c in unicodedata.normalize("NFC", lines) if c == "\n" or _is_visible(c))
    folded = _SPACES.sub(" ", kept)
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in folded.split("\n"))).strip()


def clean_line(typed: str) -> str:
    """The same on a single line, for names, addresses and questions (nothing to inject in a header)."""
    return " ".join(clean_text(typed).split())


def is_email_shaped(text: str) -> bool:
    """Whether this may be an e-mail; only a message sent there tells whether it is."""
    return _EMAIL.fullmatch(text) is not None


def is_phone_shaped(text: str) -> bool:
    """Whether this may be dialled."""
    return len(text) <= _LONGEST_PHONE and _PHONE.fullmatch(_PHONE_SEPARATORS.sub("", text)) is not None


def _is_visible(character: str) -> bool:
    if character == _REPLACEMENT or ord(character) in _VARIATION_SELECTORS:
        return False
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES
