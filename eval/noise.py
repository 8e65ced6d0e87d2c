"""The noise that questions are judged with: slips of the keyboard, no accents, the spelling of text messages.

Nothing here is shared with the noise that the embedding is trained on (``models/training/noise.py``): other code, other
rules (any letter of the word may slip, to any key around it; apostrophes are glued as often as parted; abbreviations),
other seeds. The forms of text messages are in ``eval.sms``. A question gets the same noise on every machine.

How hard it is, in what French BM25 loses of nDCG@10 on cnil, spf and piaf (``parvis eval retrieval``): typos .092,
.059, .113, text messages .115, .032, .096; with the noise of the research on search .102, .104, .109, .101, .042, .083.
"""

import random
import re
import unicodedata
from enum import StrEnum

from eval.sms import as_text_message


class Noise(StrEnum):
    """What is done to a question before it is asked."""

    CLEAN = "clean"
    TYPOS = "typos"
    NOACC = "noacc"
    SMS = "sms"

    @property
    def is_drawn(self) -> bool:
        """Whether it depends on the seed."""
        return self in (Noise.TYPOS, Noise.SMS)


SHARE_OF_WORDS = 0.28
"""Of the words over four letters, those that get one slip."""

_SHORTEST = 5
_LETTERS = re.compile(r"[^\W\d_]+")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_SHIFTS = (0.0, 0.25, 0.75)
"""How far right of the row above it each row of an AZERTY keyboard stands, in keys."""

_PLACES = {
    letter: (column + _SHIFTS[row], row) for row, letters in enumerate(_ROWS) for column, letter in enumerate(letters)
}
_AROUND = {
    letter: "".join(
        other for other, (u, v) in _PLACES.items() if other != letter and abs(u - x) <= 1 and abs(v - y) <= 1
    )
    for letter, (x, y) in _PLACES.items()
}


def noisy(text: str, noise: Noise, *, seed: int, question: str) -> str:
    """``text`` as it would be typed; the same for the same seed and question id."""
    # A text as seed is digested by SHA-512: the draws do not depend on the process.
    draw = random.Random(f"{noise.value} {seed} {question}")
    if noise is Noise.TYPOS:
        return with_typos(text, draw)
    if noise is Noise.NOACC:
        return without_accents(text)
    if noise is Noise.SMS:
        return as_text_message(without_accents(text), draw)
    return text


def without_accents(text: str) -> str:
    """``text`` in lower case, without accents or cedillas; ligatures are two letters."""
    plain = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def with_typos(text: str, draw: random.Random) -> str:
    """``text`` with one slip in about 28 % of its words of five letters or more."""

    def slipped(found: re.Match[str]) -> str:
        word = found[0]
        return _slip(word, draw) if len(word) >= _SHORTEST and draw.random() < SHARE_OF_WORDS else word

    return _LETTERS.sub(slipped, text)


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    kind = draw.choice(("drop", "swap", "neighbour", "double"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    if kind == "swap":
        places = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
        i = draw.choice(places) if places else at
        return word[:i] + word[i + 1 : i + 2] + word[i] + word[i + 2 :]
    return word[:at] + draw.choice(_AROUND.get(without_accents(word[at]), "e")) + word[at + 1 :]
