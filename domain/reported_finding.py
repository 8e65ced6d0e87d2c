"""What the report of confusing documents keeps from one run to the next: findings, decisions, checks and runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.finding import FindingState, Severity
from domain.ids import DocumentId

FindingId = NewType("FindingId", str)
"""``f`` and 16 hexadecimal digits of its first fingerprint: a finding whose passage is edited keeps its id."""

ReportRunId = NewType("ReportRunId", int)
"""Number of a run of the report, rising in its commune."""

LONGEST_REVIEW = timedelta(days=366)
"""A decision is looked at again within twelve months (research/readability.md §6.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding with its life.

    ``subject`` is the id of the document that the file holds, or would hold if it could be read. ``quote`` is the
    passage as written, ``heading_path`` where it stands: with the rule and the subject they are its identity.
    ``observed`` is what the detector saw, as ``clarity/reporting/observed_json.py`` writes it: place, parts, measures,
    proposal, related places. ``first_seen`` and ``last_seen`` are days on which a run saw it.
    """

    id: FindingId
    fingerprint: str
    rule: str
    rule_version: int
    severity: Severity
    state: FindingState
    subject: DocumentId
    quote: str
    heading_path: tuple[str, ...]
    observed: str
    first_seen: date
    last_seen: date


class FindingVerdict(StrEnum):
    """What a person says of a finding."""

    FIXED = "fixed"
    """The document was corrected; the next run tells whether it is so."""
    ACCEPTED = "accepted"
    FALSE_POSITIVE = "false_positive"
    RULE_OFF = "rule_off"
    """This rule is not to be checked in this document any more."""
    TAKEN_BACK = "taken_back"
    """The former decision no longer stands."""

    @property
    def asks_a_reason(self) -> bool:
        """Whether it hides the finding: then someone will want to know why."""
        return self not in (FindingVerdict.FIXED, FindingVerdict.TAKEN_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDecision:
    """A person's decision; only ever added, the last one of a finding stands until ``review_on``."""

    finding: FindingId
    verdict: FindingVerdict
    reason: str
    author: str
    on: date
    review_on: date | None = None

    def stands(self, day: date) -> bool:
        """Whether it still holds on ``day``."""
        return self.review_on is None or day < self.review_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheck:
    """What a run knew of a file when it checked it.

    ``key`` is a digest of the bytes, of what ingestion knows and of the rules' versions; ``valid_until`` the first day
    on which a rule that depends on the day may say something else, None when none may. While both stand, the file
    need not be read again. ``families`` are those that were checked. ``kept`` is, by name of a detector of several
    documents, what it keeps of this one.
    """

    subject: DocumentId
    key: str
    valid_until: date | None
    words: int
    families: tuple[str, ...]
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun:
    """One line of the trends. ``files`` are all that are known, ``read`` those whose text could be checked.

    ``states`` counts findings by state, ``severities`` the open ones. ``legible`` counts the files that no blocking
    PD finding bars; ``contradictions`` the open findings of family CT. ``pairs`` and ``pairs_right`` are the
    contrastive pairs (rule and special case) asked and told apart; None when they were not asked.
    ``checked`` is how many files were read anew in this run.
    """

    id: ReportRunId
    at: datetime
    day: date
    files: int
    read: int
    checked: int
    legible: int
    contradictions: int
    states: Mapping[FindingState, int]
    severities: Mapping[Severity, int]
    pairs: int | None = None
    pairs_right: int | None = None
