"""What reading alone does not tell of a file: invisible messages and orders, looked for in what every reader gives."""

from dataclasses import replace

from ingest.hostile.invisible import invisible_signals
from ingest.hostile.orders import order_signals
from ingest.text import Outcome, Refusal


def with_hostile_signals(outcome: Outcome, path: str) -> Outcome:
    """The outcome with HF-02 and HF-03 where they apply, before any cleaning; a refusal is left as it is."""
    if isinstance(outcome, Refusal):
        return outcome
    found = (*invisible_signals(outcome), *order_signals(outcome, path))
    return replace(outcome, signals=(*outcome.signals, *found)) if found else outcome
