"""LX-05: parentheses one inside another, or so long that the sentence is lost."""

from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.counted_words import counted_words

RULE = "LX-05"
MOST_WORDS = 15


def detect(text: ReadText) -> Iterator[Observation]:
    """Outermost parentheses that hold others, or more than 15 words."""
    for sentence in sentences_of(text):
        for start, end, depth in _parentheses(sentence.text):
            words = len(counted_words(sentence.text[start:end]))
            if depth > 1 or words > MOST_WORDS:
                yield observe_at(
                    text,
                    sentence.stretch,
                    (sentence.start + start, sentence.start + end),
                    rule=RULE,
                    severity=Severity.MINEUR,
                    measures=(("words", words), ("depth", depth)),
                )


def _parentheses(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and depth of each outermost pair; « divorcé(e)(s) » and « 1) » open none."""
    opened: list[int] = []
    depth = 0
    for i, char in enumerate(text):
        if char == "(" and (i == 0 or not text[i - 1].isalnum()):
            opened.append(i)
            depth = max(depth, len(opened))
        elif char == "(":
            opened.append(-1)
        elif char == ")" and opened:
            start = opened.pop()
            if start >= 0 and not any(at >= 0 for at in opened):
                yield start, i + 1, depth
                depth = 0
