"""What is shown without a language model: quotes, each of which must be the document's own words, as they stand there.

A unit's words carry its links, phones and e-mails; beside them only the document's address and the profile's contacts
are shown, which no step writes. So a unit that is verbatim shows no other.
"""

from collections.abc import Sequence

from retriever.ranking.scoring import ScoredUnit


def verbatim_units(chosen: Sequence[ScoredUnit]) -> tuple[ScoredUnit, ...]:
    """Those of ``chosen`` whose text is the slice of the passage that it says to be, and their lead the document's."""
    return tuple(unit for unit in chosen if _is_verbatim(unit))


def _is_verbatim(chosen: ScoredUnit) -> bool:
    unit, passage = chosen.unit, chosen.candidate.passage
    if not unit.text or passage.text[unit.start : unit.end] != unit.text:
        return False
    lines = (*passage.context, *passage.text.split("\n"))
    return unit.lead is None or all(any(row in line for line in lines) for row in unit.lead.split("\n"))
