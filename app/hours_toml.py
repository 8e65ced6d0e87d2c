"""A span of opening hours as ``commune.toml`` writes it."""

import re
from datetime import time

from domain.profile import TimeSpan

# « 09:00-12:00 », « 14:00-24:00 »; not « 9h-12h ».
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def time_span(written: str) -> TimeSpan | str:
    """The span, or the remedy in English when it is none. Midnight is the last minute of the day."""
    match = _SPAN.fullmatch(written)
    if match is None:
        return 'write a span as "09:00-12:00"'
    open_h, open_m, close_h, close_m = (int(part) for part in match.groups())
    closes = time(23, 59) if close_h == 24 else time(close_h, close_m)
    span = TimeSpan(opens=time(open_h, open_m), closes=closes)
    return span if span.opens < span.closes else "closing must come after opening"
