"""PD-07: words cut at the ends of lines. They are joined again; a copy of the text is not. Pure."""

import re
from itertools import pairwise

from ingest.text import LineKind, Reading, Signal

CUT_SHARE = 0.01
"""Share of words that are cut, from which it is told (research/readability.md PD-07)."""
FEWEST_CUT = 10
"""One paragraph set in a narrow column is no habit."""

# « …la commis- » before « sion des finances »; not « du 3 - », « Saint- » before « Aubin ».
_CUT = re.compile(r"[a-zà-ÿœ]{2}-$")
_GOES_ON = re.compile(r"[a-zà-ÿœ]{2}")


def cut_words_signal(reading: Reading) -> tuple[Signal, ...]:
    """One signal for the file, when its lines cut one word in a hundred and ten in all."""
    cut = words = 0
    for page in reading.pages:
        lines = [line.text for line in page.lines if line.kind is LineKind.RAW]
        words += sum(len(line.split()) for line in lines)
        cut += sum(1 for a, b in pairwise(lines) if _CUT.search(a) and _GOES_ON.match(b))
    if cut < FEWEST_CUT or cut <= CUT_SHARE * words:
        return ()
    return (Signal(rule="PD-07", measures=(("cut", str(cut)), ("words", str(words)))),)
