"""Questions spelt as in text messages: usual abbreviations, words written as they sound, lost plurals and apostrophes.

The abbreviations are in ``sms_words.txt``. Each form is used or not by a draw, as one person writes « c » here and
« c'est » there.
"""

import random
import re
from functools import cache, partial
from importlib import resources

_HABIT = 0.8
"""How often a form is used where it could be."""

# On lower case without accents. « qui » gives « ki », « inscription » « inscripsion », « bureau » « buro », « travaux »
# « travo », « photo » « foto », « donner » « doner ». « question » is « kestion »: its end is said as it is written.
_SOUNDS = (
    (re.compile(r"qu(?=[aeiou])"), "k"),
    (re.compile(r"(?<!s)tion"), "sion"),
    (re.compile(r"eaux?|aux\b"), "o"),
    (re.compile(r"ph(?=[aeiour])"), "f"),
    (re.compile(r"([bcdfglmnprt])\1(?=[aeiou])"), r"\1"),
)
# The s or x of four letters or more: « horaires », « lieux »; « prix » and « acces » lose theirs as well, as people do.
# Not « bus », nor « adress » (after an s).
_PLURAL = re.compile(r"(?<=[a-z]{3}[a-rt-z])[sx]$")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_APOSTROPHE = re.compile(r"['’]")


def as_text_message(text: str, draw: random.Random) -> str:
    """``text``, in lower case and without accents, as a hurried person texts it."""
    for written, forms in _abbreviations():
        text = written.sub(partial(_one_of, forms, draw), text)
    typed = _WORD.sub(lambda found: _typed(found[0], draw), text)
    return " ".join(typed.replace("?", " ").split())


def _one_of(forms: tuple[str, ...], draw: random.Random, found: re.Match[str]) -> str:
    return draw.choice(forms) if draw.random() < _HABIT else found[0]


def _typed(word: str, draw: random.Random) -> str:
    for sound, spelt in _SOUNDS:
        if sound.search(word) and draw.random() < _HABIT:
            word = sound.sub(spelt, word)
    if draw.random() < _HABIT:
        word = _PLURAL.sub("", word)
    if _APOSTROPHE.search(word) and draw.random() < _HABIT:
        word = _APOSTROPHE.sub(draw.choice(("", " ")), word)
    return word


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Whole words or groups of words, longest first, with what is typed for them."""
    text = resources.files("eval").joinpath("sms_words.txt").read_text(encoding="utf-8")
    pairs = [line.split("=") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    pairs.sort(key=lambda pair: (-len(pair[0].strip()), pair[0]))
    return tuple(
        (re.compile(rf"(?<![\w'’-]){_pattern(written)}(?![\w'’-])"), tuple(forms.split())) for written, forms in pairs
    )


def _pattern(written: str) -> str:
    return re.escape(written.strip()).replace("'", "['’]").replace(r"\ ", r"\s+")
