"""LX-12: how hard the prose of a document is to read. A gauge beside its findings, never an alert."""

from dataclasses import dataclass

from clarity.read_text import BlockKind, ReadText
from clarity.stretches import stretches_of
from french.counted_words import counted_sentences
from french.readability import readability_of_sentences

RULE = "LX-12"
PLAIN = 25
"""Words of a sentence for the general public at most, by the guides of plain French; more is counted, not reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """Scores of the prose, each None when it is too short to be scored, and sentences of more than ``PLAIN`` words."""

    kandel_moles: float | None
    lix: float | None
    sentences: int
    long_sentences: int


def gauge(text: ReadText) -> Gauge:
    """What is measured on the paragraphs of ``text``; items, rows and lines too short to be sentences are left out."""
    prose = [one for one in stretches_of(text) if not one.is_item and one.block.kind is BlockKind.PARAGRAPH]
    sentences = [sentence for one in prose for sentence in counted_sentences(one.line)]
    found = readability_of_sentences(sentences)
    return Gauge(
        kandel_moles=None if found is None else found.kandel_moles,
        lix=None if found is None else found.lix,
        sentences=len(sentences),
        long_sentences=sum(len(sentence) > PLAIN for sentence in sentences),
    )
