"""A finding: something about a document that a person should look at."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import DocumentId, PassageId, SourceName


class Severity(StrEnum):
    """How much it matters to the reader."""

    INFO = "info"
    MINEUR = "mineur"
    MAJEUR = "majeur"
    BLOQUANT = "bloquant"


class FindingState(StrEnum):
    """Its life from one run to the next."""

    NEW = "new"
    PERSISTENT = "persistent"
    RESOLVED = "resolved"
    """Absent from a document that this run read, by the rule that had found it, unchanged."""
    REOPENED = "reopened"
    """Resolved once, and there again."""
    ACCEPTED = "accepted"
    """A person has decided to leave it so, until the day of review."""
    FALSE_POSITIVE = "false_positive"
    """A person has said that it is no fault."""
    NOT_RECHECKED = "not_rechecked"
    """Its document could not be read in this run, or its rule has changed: nothing is known of it."""

    @property
    def is_open(self) -> bool:
        """Whether someone is to look at it."""
        return self in (FindingState.NEW, FindingState.PERSISTENT, FindingState.REOPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found, where and how it was measured.

    ``rule`` is an id such as ``PD-01``; its French title and advice are in ``prompts/``.
    ``fingerprint`` stays the same from run to run while the matter does.
    ``measures`` are names and values as text, in a stable order.
    """

    rule: str
    severity: Severity
    source: SourceName
    path: str
    document_id: DocumentId | None
    passage_id: PassageId | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    measures: tuple[tuple[str, str], ...] = ()
    fingerprint: str
    state: FindingState = FindingState.NEW
