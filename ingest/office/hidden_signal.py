"""Text that an office file holds and does not show: a trap, or a working sheet put out of the way. Pure."""

from collections.abc import Mapping

from ingest.hostile.hidden import FEWEST_LETTERS, RULE
from ingest.text import Signal

OUT_OF_THE_WAY_RULE = "HF-07"
_OUT_OF_THE_WAY = frozenset({"sheet", "rows", "columns", "slide", "section"})
"""What programs have a command for, and agents use for their own sums: left out and told, but no trap."""


def hidden_signals(counts: Mapping[str, int]) -> tuple[Signal, ...]:
    """The signals for what was left out: ``counts`` gives characters by how they are hidden.

    A few letters written in white or marked hidden are a stray word; what is out of the way is told from one on.
    """
    traps = {how: count for how, count in counts.items() if count > 0 and how not in _OUT_OF_THE_WAY}
    aside = {how: count for how, count in counts.items() if count > 0 and how in _OUT_OF_THE_WAY}
    signals = []
    if sum(traps.values()) >= FEWEST_LETTERS:
        signals.append(_signal(RULE, traps))
    if aside:
        signals.append(_signal(OUT_OF_THE_WAY_RULE, aside))
    return tuple(signals)


def _signal(rule: str, counts: Mapping[str, int]) -> Signal:
    measures = (("chars", str(sum(counts.values()))), *((how, str(count)) for how, count in sorted(counts.items())))
    return Signal(rule=rule, measures=measures)
