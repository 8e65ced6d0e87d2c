"""LX-02: a paragraph in one block, where nothing is found again."""

from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, stretches_of
from domain.finding import Severity
from french.counted_words import counted_words
from french.sentences import sentence_spans

RULE = "LX-02"
MOST_WORDS, MOST_SENTENCES = 120, 6


def detect(text: ReadText) -> Iterator[Observation]:
    """Paragraphs of more than 120 words or six sentences."""
    for stretch in stretches_of(text):
        if stretch.is_item or stretch.is_row:
            continue
        words, sentences = len(counted_words(stretch.line)), len(sentence_spans(stretch.line))
        if words > MOST_WORDS or sentences > MOST_SENTENCES:
            yield observe_at(
                text,
                stretch,
                (0, len(stretch.line.rstrip())),
                rule=RULE,
                severity=Severity.MINEUR,
                measures=(("words", words), ("sentences", sentences)),
            )
