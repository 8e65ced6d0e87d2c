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

    ``moved`` files were found again at another path (``read`` does not count them); ``reread`` ones have the same bytes
    and were read by an older reader. ``pages`` and ``text_pages`` count what was read in this run (a page without
    pages of its own counts as one); ``ocr_pages`` are those of the latter that OCR gave. ``ocr_outdated`` files are
    left as OCR gave them: they are due to be read again, by a run that has the programs.

    Raises AssertionError when the four states do not add up to the files seen: a file was lost, we are broken.
    """

    commune: CommuneSlug
    source: SourceName
    files: int
    states: Mapping[FileState, int]
    reasons: Mapping[FileReason, int] = field(default_factory=dict)
    read: int = 0
    unchanged: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    reread: int = 0
    pages: int = 0
    text_pages: int = 0
    ocr_pages: int = 0
    ocr_outdated: int = 0
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

    def count(self, figure: str, number: int = 1) -> None:
        """Add to a figure of the report what is no file seen now."""
        self._figures[figure] += number

    def settle(self, record: FileRecord, former: FileRecord | None, **figures: int) -> None:
        """A file is settled; ``former`` is what was added of it before in this run, and counts no more."""
        if former is None:
            self.add(record, **figures)
            return
        self._states[former.state] -= 1
        self._states[record.state] += 1
        for reason, count in ((former.reason, -1), (record.reason, 1)):
            if reason:
                self._reasons[reason] += count

    def report(self, commune: CommuneSlug, source: SourceName) -> RunReport:
        """The figures of the whole run."""
        return RunReport(
            commune=commune,
            source=source,
            files=self._total,
            states=dict(self._states),
            reasons={reason: count for reason, count in self._reasons.items() if count},
            **self._figures,
        )
