"""What search does for a question beyond its own words; each can be left out, to measure what it brings."""

from enum import StrEnum


class Aid(StrEnum):
    """One way of searching more than what was typed."""

    CORRECTOR = "corrector"
    ABBREVIATIONS = "abbreviations"
    THESAURUS = "thesaurus"
    ACRONYMS = "acronyms"


ALL_AIDS = frozenset(Aid)
