"""Whether a passage says what a model wrote: each sentence against the passage that it cites."""

from typing import Protocol

from answering.verifying.coverage import ways_given
from answering.verifying.read_text import read_text
from answering.verifying.verified import NOTHING_TRUSTED, CitedText, Trusted
from answering.verifying.verifier import verify
from answering.with_model.passages import NumberedPassage
from french.analyser import stems
from french.wording import said_by

WORDS_FLOOR = 0.5
"""Share of a sentence's stems, figures too, that its passage says: instructions repeated, or another topic, may hold no
fact at all. It withholds 2 of the 194 true sentences of the development half of ``eval/fabrications.jsonl``."""


class Verifier(Protocol):
    """Checks one sentence, links already in it, against one passage; what is uncertain is not supported."""

    def supports(self, sentence: str, passage: NumberedPassage, trusted: Trusted = NOTHING_TRUSTED) -> bool: ...


class FactVerifier:
    """Every fact of the sentence is in the passage, its title, its headings or its links (docs/verification.md)."""

    def supports(self, sentence: str, passage: NumberedPassage, trusted: Trusted = NOTHING_TRUSTED) -> bool:
        """Whether nothing of ``sentence`` is missing there, or said otherwise, and it is of the same topic."""
        cited = CitedText(text=passage.text, around=passage.around, links=passage.links)
        return verify(sentence, [cited], trusted).is_supported and _is_about(sentence, passage)


def _is_about(sentence: str, passage: NumberedPassage) -> bool:
    """Whether the passage says WORDS_FLOOR of the stems, by themselves, words that stand for them or a way it gives."""
    known = "\n".join((*passage.around, passage.text))
    said, there = frozenset(stems(sentence)), frozenset(stems(known))
    given = ways_given(read_text(known))
    return sum(stem in given or said_by(stem, there) for stem in said) >= WORDS_FLOOR * max(1, len(said))
