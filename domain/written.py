"""When a document was written or published, and what tells so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WrittenEvidence(StrEnum):
    """What tells when a document was written, the most trusted first. The day of a session is no such evidence."""

    STATED = "stated"
    """Its own words: « Fait à …, le », « mis à jour le », « publié le »."""
    DECLARED = "declared"
    """What a page says to machines (meta, JSON-LD, ``time``), front matter, a mail's header."""
    PROPERTIES = "properties"
    """The properties that the program wrote into an office file or a PDF."""
    SERVER = "server"
    """The day that the site gives for a file or a page: its server's, or its site map's, when many do not share it."""
    PERIOD = "period"
    """The year or school year that its title names: only the year is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The day from which a document is known to say what it says, and what tells it."""

    on: date
    evidence: WrittenEvidence
