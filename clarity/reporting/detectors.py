"""What the report runs: detectors of one document, and detectors that compare what several documents say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clarity.observation import Observation
from clarity.read_text import ReadText
from domain.document import Document
from domain.ids import DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """Reads one document. ``rules`` are the ids that it may give, ``version`` rises when it may give others.

    ``next_change`` gives the first day on which it may say something else of the same text; None: it knows no day.
    """

    name: str
    rules: tuple[str, ...]
    version: int
    observe: Callable[[ReadText], Iterable[Observation]]
    next_change: Callable[[ReadText], date | None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a comparison has: the documents that were read, and what its detector has kept of each."""

    documents: Mapping[DocumentId, Document]
    kept: Mapping[DocumentId, str]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Compares documents. ``keep`` is called once a document, when it is read; its text is stored with the check.

    ``compare`` is called once a run with what was kept of all; the place of each observation names its document.
    """

    name: str
    rules: tuple[str, ...]
    version: int
    compare: Callable[[Gathered], Iterable[Observation]]
    keep: Callable[[ReadText], str] = lambda _: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Everything that a run checks. ``signal_rules`` are those that ingestion has measured (``clarity/unreadable``)."""

    detectors: tuple[Detector, ...]
    comparisons: tuple[Comparison, ...] = ()
    signal_rules: tuple[str, ...] = ()
    signal_version: int = 1

    def versions(self) -> dict[str, int]:
        """Version by rule."""
        known = self.signalled()
        known |= {rule: detector.version for detector in self.detectors for rule in detector.rules}
        return known | self.compared()

    def compared(self) -> dict[str, int]:
        """Version by rule of those that need several documents."""
        return {rule: one.version for one in self.comparisons for rule in one.rules}

    def signalled(self) -> dict[str, int]:
        """Version by rule of those that can be told of a file that nothing could read."""
        return dict.fromkeys(self.signal_rules, self.signal_version)

    def families(self) -> frozenset[str]:
        """« PD », « NX »…: those that some rule checks."""
        return frozenset(rule.partition("-")[0] for rule in self.versions())
