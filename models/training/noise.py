"""Questions as hurried people type them: one slip in some long words, or the spelling of text messages.

The slips are those of an AZERTY keyboard: a letter dropped, doubled, swapped with the next, or a neighbour's. Written
for training; the noise that questions are measured with has other rules and other seeds (``eval``).
"""

import random

_NEIGHBOURS = {
    "a": "zq", "z": "ae", "e": "zr", "r": "et", "t": "ry", "y": "tu", "u": "yi", "i": "uo", "o": "ip", "p": "o",
    "q": "as", "s": "qd", "d": "sf", "f": "dg", "g": "fh", "h": "gj", "j": "hk", "k": "jl", "l": "km", "m": "l",
    "w": "x", "x": "wc", "c": "xv", "v": "cb", "b": "vn", "n": "b",
}  # fmt: skip
_SPOKEN = (("qu", "k"), ("tion", "sion"), ("eau", "o"), ("ph", "f"), ("ç", "ss"), ("'", " "), ("é", "e"))

_SHARE_OF_WORDS = 0.28
"""Of the words over four letters, those that get a slip: as in the noise of the research on search."""


def with_noise(question: str, draw: random.Random) -> str:
    """The question with slips, or, as often, spelt as it sounds."""
    if draw.random() < 0.5:
        return " ".join(
            _slip(word, draw) if len(word) > 4 and draw.random() < _SHARE_OF_WORDS else word
            for word in question.split()
        )
    spoken = question.lower()
    for written, heard in _SPOKEN:
        spoken = spoken.replace(written, heard)
    return spoken


def _slip(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    kind = draw.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + draw.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]
