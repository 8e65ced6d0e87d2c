"""Figures of a shown unit that OCR may have misread: they are shown as to be checked, and never make an answer sure."""

from collections.abc import Sequence

from retriever.ranking.scoring import ScoredUnit


def doubts_of(chosen: ScoredUnit) -> tuple[str, ...]:
    """The doubtful figures of the unit and of the lead-in or header shown with it, verbatim, each once, in order.

    A lead that stands in another passage has lost its doubts.
    """
    unit, passage = chosen.unit, chosen.candidate.passage
    shown = [(unit.start, unit.end)]
    at = passage.text.find(unit.lead) if unit.lead else -1
    if unit.lead and at >= 0:
        shown.insert(0, (at, at + len(unit.lead)))
    met = [(max(start, a), min(end, b)) for a, b in shown for start, end in passage.doubtful]
    return tuple(dict.fromkeys(passage.text[start:end].strip() for start, end in met if start < end))


def has_doubts(chosen: Sequence[ScoredUnit]) -> bool:
    """Whether a figure of what would be shown is doubtful."""
    return any(doubts_of(one) for one in chosen)
