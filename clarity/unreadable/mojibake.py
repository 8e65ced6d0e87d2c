"""PD-03: letters that another encoding has spoilt (« tÃ©lÃ©phone »), with the text as it was meant."""

import re
from collections.abc import Iterator

from clarity.observation import Observation, Proposal
from clarity.read_text import ReadText
from domain.finding import Severity

RULE = "PD-03"
FEWEST_HITS = 3
"""research/readability.md §3.2: 14 on a spoilt page of 547 signs, 0 on every clean one."""

# « Ã© », « â€™ », « Â« », « Å“ »: two or three letters that UTF-8 read as Windows-1252 gives; not « Ã » alone, « Âge ».
_HIT = re.compile(
    "[\u00c2\u00c3\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u2018-\u201e\u2020-\u2022\u2026]|\u00e2\u20ac."
)
_UNDEFINED = {chr(code): bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def mojibake(text: ReadText) -> Iterator[Observation]:
    """One observation at the first spoilt line of a document that has several hits, with that line put right."""
    hits = [(block, found) for block in text.blocks for found in _HIT.finditer(block.text)]
    if len(hits) < FEWEST_HITS:
        return
    block = hits[0][0]
    repaired = repair(block.text)
    yield Observation(
        rule=RULE,
        severity=Severity.MAJEUR,
        place=text.place(block, 0, len(block.text)),
        measures=(("hits", str(len(hits))), ("blocks", str(len({id(b) for b, _ in hits})))),
        proposal=Proposal(rule=repaired) if repaired else None,
    )


def repair(line: str) -> str:
    """The line read again as UTF-8, empty where that is not what happened to it."""
    try:
        data = b"".join(_UNDEFINED.get(char) or char.encode("cp1252") for char in line)
        return data.decode("utf-8")
    except UnicodeError:
        return ""
