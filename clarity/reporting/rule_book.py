"""The rules of the report on a day: those of files, of what is outdated, and those that are given from elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import date

from clarity.observation import Observation
from clarity.outdated import detecting as outdated
from clarity.outdated import replaced_versions
from clarity.read_text import ReadText
from clarity.reporting.detectors import Comparison, Detector, RuleBook
from clarity.unreadable import burst_tables, mojibake

SIGNALS = (
    "PD-01",
    "PD-02",
    "PD-03",
    "PD-04",
    "PD-05",
    "PD-07",
    "PD-08",
    "PD-09",
    "PD-10",
    "PD-11",
    "PD-12",
    "PD-20",
    "PD-21",
    "PD-22",
)
"""What ingestion measures on files (``ingest/settling.py``)."""


def rule_book(day: date, detectors: Iterable[Detector] = (), comparisons: Iterable[Comparison] = ()) -> RuleBook:
    """Files (PD) and outdated facts (ST) on ``day``, then ``detectors`` and ``comparisons``."""
    of_files = Detector(name="files", rules=(burst_tables.RULE, mojibake.RULE), version=1, observe=_of_files)
    of_time = Detector(
        name="outdated",
        rules=outdated.RULES,
        version=outdated.VERSION,
        observe=lambda text: outdated.outdated(text, day),
        next_change=lambda text: outdated.next_change(text, day),
    )
    of_versions = Comparison(
        name="versions",
        rules=(replaced_versions.RULE,),
        version=1,
        compare=lambda gathered: replaced_versions.replaced_versions(list(gathered.documents.values()), gathered.day),
    )
    return RuleBook(
        detectors=(of_files, of_time, *detectors), comparisons=(of_versions, *comparisons), signal_rules=SIGNALS
    )


def _of_files(text: ReadText) -> Iterator[Observation]:
    yield from burst_tables.burst_tables(text)
    yield from mojibake.mojibake(text)
