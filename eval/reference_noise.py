"""How legal references are recognised when the text is damaged: F1 of keys by kind of damage.

    python -m eval.reference_noise

The lines are those of ``eval/frozen_references.jsonl``, damaged with a fixed seed: characters that OCR confuses, lost
apostrophes, hyphens apart or read as spaces, « n° » read « np » or set as a formula, doubled spaces.
"""

import random
import re
import sys
from collections.abc import Callable

from eval.references import f1_of, read_frozen, recognised_keys

SEED = 11
_SHARE = 0.012
_CONFUSED = {"l": "1I", "1": "lI", "0": "O", "O": "0", "é": "e", "è": "e", "-": "–", "o": "0", "e": "c", "i": "l"}


def misread(text: str, draw: random.Random) -> str:
    """About one character in eighty confused with another, or lost when it is a point or an apostrophe."""
    out = []
    for character in text:
        if draw.random() >= _SHARE:
            out.append(character)
        elif character not in ".'":
            out.append(draw.choice(_CONFUSED.get(character, character)))
    return "".join(out)


NOISES: dict[str, Callable[[str, random.Random], str]] = {
    "ocr": misread,
    "apostrophes": lambda text, draw: re.sub(r"(?<=[ldLD])['’]", "", text),
    "hyphens": lambda text, draw: re.sub(r"(?<=\d)-(?=\d)", " - ", text, count=1),
    "spaced": lambda text, draw: re.sub(r"(?<=[LRD] \d{4})-(?=\d)|(?<=[LRD]\. \d{4})-(?=\d)", " ", text),
    "latex": lambda text, draw: re.sub(r"n° ?(?=\d)", r"$n^{\\circ}$ ", text),
    "np": lambda text, draw: re.sub(r"(?<= )n° ?(?=(?:19|20|[89])\d)", "np", text),
    "spaces": lambda text, draw: text.replace(" ", "  "),
}


def f1_under(name: str) -> float:
    """F1 of the keys of the frozen lines under one kind of damage, three draws a line."""
    draw = random.Random(SEED)
    found = missed = needless = 0
    for line in read_frozen():
        expected = {key for key, _, _ in line.references} - {"non_texte"}
        for _ in range(3 if expected else 0):
            now = recognised_keys(NOISES[name](line.text, draw))
            found, missed, needless = (
                found + len(now & expected),
                missed + len(expected - now),
                needless + len(now - expected),
            )
    return f1_of(found, missed, needless)


def main() -> int:
    """Prints the figures."""
    for name in NOISES:
        sys.stdout.write(f"{name:12} F1 {f1_under(name):.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
