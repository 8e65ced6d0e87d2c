"""What is kept of agents' work on délibérations: drafts checked, drafts written, and who reviewed which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.ids import AccountId


class DraftOrigin(StrEnum):
    """How a draft came: what it is given back as depends on it."""

    PASTED = "pasted"
    TEXT = "text"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``after`` in the place of ``start:end`` of a text, in code points."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaChoice:
    """What an agent decided of the visa that begins at ``visa``: changes made in it, or kept as it is (no change)."""

    visa: int
    changes: tuple[Change, ...]
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """A draft given to be checked for a meeting. ``name`` is the file's, or empty; ``title`` what lists call it."""

    id: str
    at: datetime
    author: str
    name: str
    origin: DraftOrigin
    text: str
    meeting: date
    subject: str = ""
    model_day: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A délibération being written: its subject, the answers as typed, the acts ticked (``document:ordinal``)."""

    id: str
    at: datetime
    author: str
    subject_id: str
    meeting: date
    answers: Mapping[str, str]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReview:
    """Who answers for which words: ``digest`` is that of the text reviewed, ``of`` the check or draft it stands in."""

    of: str
    title: str
    digest: str
    reviewer: str
    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWork:
    """A check or a draft in a list, newest first; ``title`` is a file's name, or a subject's id."""

    id: str
    at: datetime
    author: str
    title: str
    meeting: date
    is_check: bool = False


class DraftStore(Protocol):
    """Agents' drafts of one commune. Texts go after ninety days; reviews, which hold none, stay."""

    def add_check(self, check: KeptCheck, content: bytes) -> None:
        """Keep a draft to check and the bytes it came in (empty when it was pasted)."""
        ...

    def check(self, check_id: str) -> KeptCheck | None: ...

    def content(self, check_id: str) -> bytes:
        """The bytes as received; empty when there are none."""
        ...

    def choose(self, check_id: str, choice: VisaChoice, *, at: datetime) -> None:
        """Keep a decision on a visa in the place of the one before. Does nothing when the check is gone."""
        ...

    def choices(self, check_id: str) -> Sequence[VisaChoice]:
        """The decisions of a check, by place."""
        ...

    def save_draft(self, draft: KeptDraft) -> None:
        """Keep a draft in the place of the one of its id."""
        ...

    def draft(self, draft_id: str) -> KeptDraft | None: ...

    def remove(self, work_id: str) -> None:
        """Delete a check or a draft at once; its reviews stay."""
        ...

    def works(self, limit: int) -> Sequence[DraftWork]:
        """The latest checks and drafts, newest first."""
        ...

    def add_review(self, review: KeptReview) -> None: ...

    def reviews(self, work_id: str) -> Sequence[KeptReview]:
        """The reviews of a check or draft, oldest first."""
        ...
