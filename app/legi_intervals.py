"""Files of intervals taken into the legal base: each replaces what the base held of its code."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from domain.legal_base import Coverage
from domain.legal_record import RecordedArticle, Removal
from ingest.legi.interval_csv import code_of_file, interval_files, read_intervals
from storage.sqlite_legal_build import Advance, LegalBuild

CONSOLIDATED_FROM = date(1980, 1, 1)
"""A file that begins before then begins with DILA's consolidation and not with its code: the earlier law is unknown."""

BATCH = 5_000
"""Rows of one commit: a tenth of a second, and a few megabytes."""


def import_intervals(
    build: LegalBuild, source: Path, until: date, told: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, int]:
    """Take every file of ``source`` in, complete until ``until``: versions read, by code. Raises BadInput.

    ``told`` hears of files done, of how many. A file that cannot be read leaves what the base served as it was: the
    caller does not finish the build.
    """
    files = interval_files(source)
    counts: dict[str, int] = {}
    for done, file in enumerate(files):
        told(done, len(files))
        code = code_of_file(file)
        advance = Advance(name=f"intervals {code}", kind="intervalles", stamp=until.isoformat(), identity=file.name)
        build.remove([Removal(folder=f"intervals/{code}/")], advance)
        since, count = _write(build, read_intervals(file))
        build.write((), _done(advance, count))
        source_name = f"intervals of {file.name}"
        begins = since if since is not None and since < CONSOLIDATED_FROM else None
        build.cover([Coverage(subject=code, since=begins, until=until, source=source_name, is_complete=True)])
        counts[code] = count
    told(len(files), len(files))
    return counts


def _write(build: LegalBuild, records: Iterator[RecordedArticle]) -> tuple[date | None, int]:
    """The first day and the number of versions written."""
    first: date | None = None
    count = 0
    while batch := list(islice(records, BATCH)):
        build.write(batch)
        count += len(batch)
        first = min([first or batch[0].start, *(record.start for record in batch)])
    return first, count


def _done(advance: Advance, count: int) -> Advance:
    return Advance(
        name=advance.name,
        kind=advance.kind,
        stamp=advance.stamp,
        identity=advance.identity,
        members=count,
        articles=count,
        state="fini",
    )


def are_intervals(source: Path) -> bool:
    """Whether a path is a file of intervals, or a folder that holds some and no archive."""
    names: Sequence[str] = [p.name for p in source.iterdir()] if source.is_dir() else [source.name]
    return any(n.endswith((".csv", ".csv.gz")) for n in names) and not any(
        n.endswith((".tar.gz", ".tgz")) for n in names
    )
