"""What a run over a source does, in figures: counted while it goes, reported at its end."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.document import FileReason, FileRecord, FileState
from domain.ids import CommuneSlug, SourceName

Progress = Callable[[int, int, str], None]
"""Told (files done, files in all, path of the last one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """Figures of one run. ``states`` and ``reasons`` describe all the files seen, whether or not they were read now.

    ``pages`` and ``text_pages`` count what was read in this run (a page without pages of its own counts as one);
    ``ocr_pages`` are those of the latter that OCR gave.
    Raises AssertionError when the four states do not add up to the files seen: a file was lost, we are broken.
    """

    commune: CommuneSlug
    source: SourceName
    files: int
    states: Mapping[FileState, int]
    reasons: Mapping[FileReason, int] = field(default_factory=dict)
    read: int = 0
    unchanged: int = 0
    removed: int = 0
    pages: int = 0
    text_pages: int = 0
    ocr_pages: int = 0
    passages: int = 0
    findings: int = 0

    def __post_init__(self) -> None:
        total = sum(self.states.get(state, 0) for state in FileState)
        assert total == self.files, f"{self.files} files seen, {total} in a state"


class Tally:
    """Counts files as they are settled, and tells ``progress``."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._states: Counter[FileState] = Counter()
        self._reasons: Counter[FileReason] = Counter()
        self._figures: Counter[str] = Counter()

    def add(self, record: FileRecord, **figures: int) -> None:
        """One file is settled; ``figures`` are added to those of the report with the same names."""
        self._states[record.state] += 1
        if record.reason:
            self._reasons[record.reason] += 1
        self._figures.update(figures)
        if self._progress:
            self._progress(self._states.total(), self._total, record.path)

    def report(self, commune: CommuneSlug, source: SourceName, removed: int) -> RunReport:
        """The figures of the whole run."""
        return RunReport(
            commune=commune,
            source=source,
            files=self._total,
            states=dict(self._states),
            reasons=dict(self._reasons),
            removed=removed,
            **self._figures,
        )
