"""Questions as hurried people type them, for ``eval.ablation``: slips, no accents, the spelling of text messages."""

import random
import re
import unicodedata
from enum import StrEnum

_WORD = re.compile(r"[^\W\d_]{5,}")
_SLIPPING = 0.28
"""Share of the words over four letters that get one slip, as in the research on search."""

_SPOKEN = (
    (r"\b(?:[ldjmtsnc]|qu)['’]", lambda m: m[0][:-1] + " "),
    (r"\bpour\b", "pr"),
    (r"\bquand\b", "kan"),
    (r"\brendez-vous\b", "rdv"),
    (r"tion\b", "sion"),
    (r"qu", "k"),
    (r"eaux?\b", "o"),
    (r"ph", "f"),
    (r"(?<=[a-z]{3})e?s\b", ""),
    (r"(?<=[a-z]{3}[bcdfglmnprtv])e\b", ""),
)


class Noise(StrEnum):
    """What is done to a question before it is asked."""

    CLEAN = "clean"
    TYPOS = "typos"
    NOACC = "noacc"
    SMS = "sms"


def noisy(text: str, noise: Noise, *, seed: int, question: str) -> str:
    """``text`` as it would be typed; the same for the same seed and question id."""
    draw = random.Random(f"{noise.value} {seed} {question}")
    if noise is Noise.TYPOS:
        return _WORD.sub(lambda found: _slipped(found[0], draw) if draw.random() < _SLIPPING else found[0], text)
    if noise is Noise.NOACC:
        return _plain(text)
    return _spoken(text) if noise is Noise.SMS else text


def _slipped(word: str, draw: random.Random) -> str:
    at, kind = draw.randrange(1, len(word) - 1), draw.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + draw.choice("abcdefghijklmnopqrstuvwxyz") + word[at + (kind == 2) :]


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _spoken(text: str) -> str:
    spoken = _plain(text)
    for pattern, heard in _SPOKEN:
        spoken = re.sub(pattern, heard, spoken)
    return spoken
