"""Figures of a shown unit that OCR may have misread: they are shown as to be checked, and never make an answer sure."""

from collections.abc import Sequence

from answering.scoring import ScoredUnit


def doubts_of(chosen: ScoredUnit) -> tuple[str, ...]:
    """The doubtful figures of the unit, verbatim, each once, in order."""
    unit, passage = chosen.unit, chosen.candidate.passage
    met = [(max(start, unit.start), min(end, unit.end)) for start, end in passage.doubtful]
    return tuple(dict.fromkeys(passage.text[start:end].strip() for start, end in met if start < end))


def has_doubts(chosen: Sequence[ScoredUnit]) -> bool:
    """Whether a figure of what would be shown is doubtful."""
    return any(doubts_of(one) for one in chosen)
