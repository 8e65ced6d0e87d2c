"""What a visit of a site gave, in figures and in the words of an operator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.ids import SourceName


class Fate(StrEnum):
    """What became of one address in a run."""

    RECEIVED = "received"
    UNCHANGED = "unchanged"
    """The server says so (304), or the bytes do."""
    GONE = "gone"
    """404 or 410."""
    MOVED = "moved"
    """Redirects to a page that is counted under its own address."""
    NOT_INDEXED = "not_indexed"
    """The page asks robots not to keep it."""
    NO_DOCUMENT = "no_document"
    FORBIDDEN = "forbidden"
    """By robots.txt, or outside the declared hosts."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """``fates`` counts the addresses asked for; ``cut`` those that were not worth it, by reason.

    ``pages`` is what the copy holds in the end, ``removed`` what left it. ``why_incomplete`` is empty when every
    address was asked for: only then may a page have been removed. ``problems`` names the first addresses that failed.
    """

    source: SourceName
    fates: Mapping[Fate, int]
    cut: Mapping[str, int] = field(default_factory=dict)
    pages: int = 0
    removed: int = 0
    is_resumed: bool = False
    why_incomplete: str = ""
    problems: tuple[tuple[str, str], ...] = ()
