"""Purges what has been kept long enough, commune by commune, with a report; once a day while the server serves."""

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.house import House
from domain.errors import ParvisError
from domain.ids import CommuneSlug
from domain.retention import Purged

EVERY_S = 24 * 3600.0
"""What is due goes within a day."""

FIRST_AFTER_S = 60.0
"""After the start, once questions are answered: a server that is started each morning purges as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What was deleted in one place, or would be: a commune, or the installation (``commune`` None).

    ``unfinished`` counts requests that nobody has ended and that no longer move. ``is_overwritten`` tells that no byte
    of what was deleted is left on the disk, None when nothing was to be deleted or only looked at.
    """

    commune: CommuneSlug | None
    kinds: Sequence[Purged]
    unfinished: int = 0
    is_overwritten: bool | None = None


def purge_commune(house: House, slug: CommuneSlug, *, at: datetime, is_dry_run: bool) -> Purge:
    """Purge one commune by the delays of its profile."""
    profile, store = house.profile(slug), house.stores(slug).retention
    wanted, timezone = profile.retention, profile.timezone
    purge = store.due if is_dry_run else store.purge
    kinds = purge(wanted, timezone=timezone, at=at)
    overwritten = _overwritten(store.forget_deleted, kinds, is_dry_run=is_dry_run)
    return Purge(commune=slug, kinds=kinds, unfinished=store.unfinished(wanted, at=at), is_overwritten=overwritten)


def purge_installation(house: House, *, at: datetime, is_dry_run: bool) -> Purge:
    """Purge the audit trail."""
    store = house.trail_retention
    kinds = store.due(at=at) if is_dry_run else store.purge(at=at)
    return Purge(
        commune=None, kinds=kinds, is_overwritten=_overwritten(store.forget_deleted, kinds, is_dry_run=is_dry_run)
    )


def _overwritten(forget: Callable[[], bool], kinds: Sequence[Purged], *, is_dry_run: bool) -> bool | None:
    # Also when nothing was due: a resident may have erased a request since, and a reader may have held the log before.
    done = None if is_dry_run else forget()
    return done if any(one.count for one in kinds) else None


def keep_retention(
    house: House, stop: threading.Event, *, first_s: float = FIRST_AFTER_S, every_s: float = EVERY_S
) -> None:
    """Until ``stop``, purge every day. Runs in a thread of the server; a problem is said and its turn comes again."""
    wait_s = first_s
    while not stop.wait(wait_s):
        wait_s = every_s
        for sentence in retain_once(house):
            print(f"parvis: retention: {sentence}", file=sys.stderr, flush=True)


def retain_once(house: House) -> Sequence[str]:
    """One purge of everything; what could not be purged, and why. One commune's problem does not hold the others."""
    problems: list[str] = []
    at = house.clock.now()
    for slug in house.slugs():
        try:
            purge_commune(house, slug, at=at, is_dry_run=False)
        except ParvisError as error:
            problems.append(f"{slug}: {error}")
    try:
        purge_installation(house, at=at, is_dry_run=False)
    except ParvisError as error:
        problems.append(f"installation: {error}")
    return problems
