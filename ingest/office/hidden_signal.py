"""Text that a file holds and no reader sees, told as one signal (rule HF-01). Pure."""

from collections.abc import Mapping

from ingest.text import Signal

HIDDEN_TEXT = "HF-01"


def hidden_signals(counts: Mapping[str, int]) -> tuple[Signal, ...]:
    """The signal for what was left out: ``counts`` gives characters by how they are hidden; none when all is zero."""
    found = {how: count for how, count in counts.items() if count > 0}
    if not found:
        return ()
    measures = (("chars", str(sum(found.values()))), *((how, str(count)) for how, count in sorted(found.items())))
    return (Signal(rule=HIDDEN_TEXT, measures=measures),)
