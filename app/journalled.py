"""One run over a source, opened and closed in the commune's journal however it ends."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import BadInput, ParvisError
from domain.ids import RunId, SourceName
from domain.ports import Clock, RunJournal
from domain.source_run import RunOutcome, RunTrigger
from ingest.run_report import RunReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What started a run, and which account of the operating system; empty for the server's own schedule."""

    trigger: RunTrigger
    by: str = ""


def started_here(trigger: RunTrigger = RunTrigger.COMMAND) -> Started:
    """Started by the account that runs this command."""
    try:
        return Started(trigger=trigger, by=getpass.getuser())
    except (OSError, KeyError):  # a passing account of systemd has no name
        return Started(trigger=trigger)


class JournalledRun:
    """A run that has begun. ``done`` is called with its report."""

    def __init__(self, number: RunId) -> None:
        self.number = number
        self.report: RunReport | None = None

    def done(self, report: RunReport) -> None:
        """Keep the figures for the journal."""
        self.report = report


@contextmanager
def journalled(
    journal: RunJournal, clock: Clock, *, source: SourceName, place: Path, started: Started
) -> Iterator[JournalledRun]:
    """The run, for the duration of the block. What the block raises is noted and raised again."""
    number = journal.begin(
        source,
        str(place.absolute()),
        is_complete=not place.is_file(),
        trigger=started.trigger,
        by=started.by,
        at=clock.now(),
    )
    run = JournalledRun(number)
    try:
        yield run
    except BaseException as error:
        with suppress(ParvisError):  # a full disk that ended the run may refuse this too: it then was interrupted
            _close(journal, clock, run, _outcome(error), error)
        raise
    _close(journal, clock, run, RunOutcome.DONE, None)


def _outcome(error: BaseException) -> RunOutcome:
    if isinstance(error, BadInput):
        return RunOutcome.REFUSED
    return RunOutcome.FAILED if isinstance(error, Exception) else RunOutcome.INTERRUPTED


def _close(
    journal: RunJournal, clock: Clock, run: JournalledRun, outcome: RunOutcome, error: BaseException | None
) -> None:
    begun = journal.run(run.number)
    assert begun is not None, "a run that has begun is in the journal"
    ended = replace(begun, ended_at=clock.now(), outcome=outcome)
    if run.report is not None:
        ended = replace(ended, states=run.report.states, read=run.report.read, unchanged=run.report.unchanged)
    if error is not None:
        ended = replace(ended, problem=str(error), problem_kind=type(error).__name__)
    journal.end(ended)
