"""Brings the known sources of communes up to date from where they lie: all of them, or those whose hour has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from app.crawling import visit_site
from app.house import House
from app.ingesting import Taken, Taking, mirror_of, take_in
from domain.errors import BadInput, UnreadableSource
from domain.ids import CommuneSlug, SourceName
from domain.profile import CommuneProfile
from domain.schedule import Schedule, next_start

SPREAD_S = 600
"""Sources that have one hour start over ten minutes, each always at its own moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source, where it lies and when it is due. ``place`` is None when no run has said where it is."""

    name: SourceName
    place: Path | None
    schedule: Schedule | None
    due_at: datetime | None


def known_sources(house: House, slug: CommuneSlug, profile: CommuneProfile) -> list[KnownSource]:
    """The sources of a commune: those of its profile, in their order, then others that were ingested.

    A folder that the profile names with its whole path lies there; another lies where its last complete run found it; a
    site lies where its copy is kept.
    """
    stores = house.stores(slug)
    named = dict(profile.sources)
    copies = {site.source: mirror_of(house, slug, site.source).tree for site in profile.sites}
    schedules = dict(profile.schedules)
    others = sorted({record.source for record in stores.documents.files()} - set(named) - set(copies))
    found = []
    for name in (*named, *copies, *others):
        last = stores.runs.last_run(name)
        absolute = Path(named.get(name, ""))
        place = copies.get(name) or (absolute if absolute.is_absolute() else Path(last.place) if last else None)
        schedule = schedules.get(name)
        due_at = None
        if schedule is not None and place is not None:
            due_at = next_start(schedule, last, timezone=profile.timezone, delay=_delay(slug, name))
        found.append(KnownSource(name=name, place=place, schedule=schedule, due_at=due_at))
    return found


def due_sources(house: House, slug: CommuneSlug, profile: CommuneProfile) -> list[KnownSource]:
    """Those whose hour has come, the longest due first."""
    if not profile.schedules:
        return []
    now = house.clock.now()
    due = [(one.due_at, one) for one in known_sources(house, slug, profile) if one.due_at and one.due_at <= now]
    return [one for _, one in sorted(due, key=lambda pair: (pair[0], pair[1].name))]


def sync_commune(
    house: House, slug: CommuneSlug, taking: Taking, *, only: str = "", when_due: bool = False
) -> list[Taken]:
    """Bring sources up to date; a source that is refused does not hold the others.

    Raises BadInput when ``only`` names no source, or when it is not known where one lies.
    """
    profile = house.profile(slug)
    every = due_sources(house, slug, profile) if when_due else known_sources(house, slug, profile)
    chosen = [source for source in every if only in ("", source.name)]
    if only and not chosen and not when_due:
        known = ", ".join(source.name for source in every) or "none"
        raise BadInput(f"{slug} has no source {only!r} (known: {known})")
    lost = [source.name for source in chosen if source.place is None]
    if lost:
        raise BadInput(
            f"{slug}: no run has told where {', '.join(lost)} lies; run parvis ingest once on the commune.toml, "
            "or write its folder there with its whole path"
        )
    refused = _visited(house, profile, [source.name for source in chosen], quiet=taking.quiet)
    places = [(source.place, source.name) for source in chosen if source.place and source.name not in refused]
    return [*refused.values(), *(take_in(house, profile, places, taking) if places else [])]


def _visited(
    house: House, profile: CommuneProfile, names: Sequence[SourceName], *, quiet: bool
) -> dict[SourceName, Taken]:
    """Bring the copies of sites up to date; those whose site cannot be had stay as they were, and are given back."""
    refused: dict[SourceName, Taken] = {}
    for site in (site for site in profile.sites if site.source in names):
        try:
            visit_site(house, profile, site, quiet=quiet)
        except UnreadableSource as problem:
            refused[site.source] = Taken(source=site.source, problem=problem)
    return refused


def _delay(slug: CommuneSlug, name: SourceName) -> timedelta:
    return timedelta(seconds=crc32(f"{slug}/{name}".encode()) % SPREAD_S)
