"""How hard French prose is to read: Kandel and Moles (1958) and LIX. Gauges, never alerts.

AMesure, made for administrative French, is right on 58 % of texts in five levels, and long sentences may be good
prose: a score says where to look, and only a passage with its reason is a finding. Lists, tables and headings are not
scored, nor what is under ``SHORTEST_PROSE`` words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from french.counted_words import counted_sentences
from french.syllables import syllables

SHORTEST_PROSE = 100
"""Words under which one sentence moves the score by ten points: too short to be scored."""

_LONG_WORD = 6
"""Letters above which LIX calls a word long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """What was counted in a text's prose, and the two scores.

    ``kandel_moles``: about 0 (very hard) to 100 (very easy), unbounded; ``lix``: 20 (easy) to 60 (very hard).
    """

    words: int
    sentences: int
    syllables: int
    long_words: int

    @property
    def kandel_moles(self) -> float:
        """The French Flesch: 207 − 1.015 × words a sentence − 73.6 × syllables a word."""
        return 207 - 1.015 * self.words / self.sentences - 73.6 * self.syllables / self.words

    @property
    def lix(self) -> float:
        """Words a sentence, plus the percentage of words of more than six letters (Björnsson 1968)."""
        return self.words / self.sentences + 100 * self.long_words / self.words


def readability_of(text: str, *, shortest: int = SHORTEST_PROSE) -> Readability | None:
    """What the prose of ``text`` counts; None when it has fewer than ``shortest`` words or no sentence."""
    return readability_of_sentences(counted_sentences(text), shortest=shortest)


def readability_of_sentences(
    sentences: Sequence[Sequence[str]], *, shortest: int = SHORTEST_PROSE
) -> Readability | None:
    """The same of sentences already cut into words."""
    words = [word for sentence in sentences for word in sentence]
    if not words or len(words) < shortest:
        return None
    return Readability(
        words=len(words),
        sentences=len(sentences),
        syllables=sum(map(syllables, words)),
        long_words=sum(len(word) > _LONG_WORD for word in words),
    )


def reading_ease(text: str) -> float | None:
    """The Kandel–Moles score of the prose of ``text``; None when it is too short to be scored."""
    found = readability_of(text)
    return None if found is None else found.kandel_moles
