"""The rules on what is hard to read (LX) and entangled (NX), as the report's engine runs them."""

import zlib
from collections.abc import Iterator, Set

from clarity.detecting import DETECTORS
from clarity.hard import undefined_acronym
from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.reporting.detectors import Detector
from french.acronym_definitions import glossary_names

RULES = (
    "LX-01",
    "LX-02",
    "LX-03",
    "LX-04",
    "LX-05",
    "LX-07",
    "LX-08",
    "LX-09",
    "LX-10",
    "LX-11",
    "NX-01",
    "NX-02",
    "NX-03",
    "NX-04",
    "NX-05",
    "NX-06",
    "NX-07",
    "NX-08",
)
"""Those that need the text alone. LX-12 is a gauge, which finds nothing."""
VERSION = 2
"""Rises when one of them may say something else of the same text."""


def writing_detectors(glossary: Set[str] = frozenset()) -> tuple[Detector, ...]:
    """Two detectors: acronyms, and everything else. ``glossary``: acronyms that the commune explains to its readers.

    Another glossary is another version of the acronyms' rule alone: other findings keep their life.
    """
    names = glossary_names(glossary)
    return (
        Detector(name="writing", rules=RULES, version=VERSION, observe=_of_writing),
        Detector(
            name="acronyms",
            rules=(undefined_acronym.RULE,),
            version=1 + zlib.crc32("\n".join(sorted(names)).encode()) % 2**31,
            observe=lambda text: undefined_acronym.detect(text, glossary=names),
        ),
    )


def _of_writing(text: ReadText) -> Iterator[Observation]:
    for detect in DETECTORS:
        yield from detect(text)
