"""Names of DILA's archives, and which of those at hand are to be applied, in what order.

A full archive, then one increment each working evening. Each applies once, in the order of its stamp: one that comes
late would undo what later ones did, and an evening that is missing may hide a repeal. Both are named, never guessed.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

# Met: Freemium_legi_global_20250713-140000.tar.gz, LEGI_20260609-212345.tar.gz. Not: JADE_20260609-212345.tar.gz.
_NAME = re.compile(r"(?:.+_)?legi(?P<full>_global)?_(?P<stamp>\d{8}-\d{6})\.tar\.gz", re.IGNORECASE)

QUIET_DAYS = 4
"""Days in a row without an increment that need no word: a week-end and a feast beside it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ArchiveName:
    """An archive by its name; ordered by stamp, a full one before an increment of the same second."""

    stamp: str
    is_increment: bool
    name: str

    @property
    def day(self) -> date:
        """The day on which DILA made it."""
        return datetime.strptime(self.stamp, "%Y%m%d-%H%M%S").date()  # noqa: DTZ007 — a local day without hour


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePlan:
    """What to apply, in order, and what was noticed. ``missing`` are the days between which no increment came."""

    apply: tuple[ArchiveName, ...]
    known: tuple[ArchiveName, ...]
    late: tuple[ArchiveName, ...]
    missing: tuple[tuple[date, date], ...]


def archive_name(name: str) -> ArchiveName | None:
    """The archive of that name, or None for another file or a stamp that is no date."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    archive = ArchiveName(stamp=found["stamp"], is_increment=not found["full"], name=name)
    try:
        _ = archive.day
    except ValueError:
        return None
    return archive


def plan_archives(available: Collection[ArchiveName], applied: Collection[str], last_stamp: str) -> ArchivePlan:
    """What to do with the archives at hand, on a base that has ``applied`` (names) until ``last_stamp`` (or empty).

    On an empty base, or when a newer full archive is there, the newest full one begins, and increments before it are
    of no use. Otherwise increments after ``last_stamp`` follow; earlier ones never applied are ``late``.
    """
    fulls = sorted(a for a in available if not a.is_increment)
    newest = fulls[-1] if fulls else None
    begins = newest is not None and newest.name not in applied and newest.stamp > last_stamp
    since = newest.stamp if newest is not None and begins else last_stamp
    increments = sorted(a for a in available if a.is_increment)
    follow = [a for a in increments if a.stamp > since]
    known = tuple(a for a in sorted(available) if a.name in applied)
    late = () if begins else tuple(a for a in increments if a.stamp <= last_stamp and a.name not in applied)
    chosen = ([newest] if newest is not None and begins else []) + follow
    return ArchivePlan(apply=tuple(chosen), known=known, late=late, missing=_missing(since, chosen))


def _missing(since: str, chosen: Sequence[ArchiveName]) -> tuple[tuple[date, date], ...]:
    stamps = [a.day for a in chosen]
    if since and (not chosen or chosen[0].stamp != since):
        stamps.insert(0, ArchiveName(stamp=since, is_increment=True, name="").day)
    quiet = timedelta(days=QUIET_DAYS)
    return tuple((one, other) for one, other in pairwise(stamps) if other - one > quiet)
