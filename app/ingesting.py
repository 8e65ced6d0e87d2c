"""Takes sources in: profile, files, then the index, then the server's switch to it."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from app.console import Bar, bar
from app.doorway import doorway
from app.house import PROFILE_FILE, House
from app.index_upkeep import rebuild_if_behind
from app.local_door import LOCK_FILE
from app.locks import exclusive, is_held
from app.profile_toml import bare_profile, read_profile
from app.scanning import CACHE_FOLDER, open_scan_reader, programs_for, with_scans
from domain.errors import BadInput, UnreadableSource
from domain.ids import CommuneSlug, SourceName
from domain.profile import CommuneProfile
from ingest.cage.pool import Cage
from ingest.ocr.cache import sweep_readings
from ingest.ocr.scan_reader import ScanReader
from ingest.run_report import Progress, RunReport
from ingest.source_run import ingest_source


def ingest_profile_sources(
    house: House, profile_file: Path, *, quiet: bool, allow_removals: bool = False
) -> tuple[CommuneSlug, list[RunReport]]:
    """Every source that a ``commune.toml`` names, relative to it; then its index."""
    profile = read_profile(profile_file, today=house.clock.now().date())
    if not profile.sources:
        raise BadInput(
            f"{profile_file}: names no [[source]]; add one, or run parvis ingest FOLDER --commune {profile.slug}"
        )
    _install_profile(house, profile, profile_file)
    places = [(profile_file.parent / folder, name) for name, folder in profile.sources]
    return profile.slug, _take_in(house, profile, places, quiet=quiet, allow_removals=allow_removals)


def ingest_place(
    house: House, place: Path, *, commune: str, name: str, source: str, quiet: bool, allow_removals: bool = False
) -> tuple[CommuneSlug, list[RunReport]]:
    """One folder or file. An unknown commune is created with a bare profile, or with the ``commune.toml`` beside it."""
    if not place.exists():
        raise UnreadableSource(f"{place}: no such folder or file")
    profile = _profile_for(house, place, commune, name)
    source_name = SourceName(source or (place.name if place.is_dir() else place.parent.name) or "documents")
    places = [(place, source_name)]
    return profile.slug, _take_in(house, profile, places, quiet=quiet, allow_removals=allow_removals)


def _profile_for(house: House, place: Path, commune: str, name: str) -> CommuneProfile:
    beside = place / PROFILE_FILE if place.is_dir() else None
    if beside is not None and beside.is_file():
        profile = read_profile(beside, today=house.clock.now().date())
        if commune and commune != profile.slug:
            raise BadInput(f"{beside} is the profile of {profile.slug!r}, not of {commune!r}; change one of them")
        _install_profile(house, profile, beside)
        return profile
    known = {p.slug: p for p in house.communes()}
    if commune in known or (not commune and known):
        return known[house.resolve(commune)]
    profile = bare_profile(commune, name or commune.replace("-", " ").title())
    house.add_commune(profile)
    return profile


def _install_profile(house: House, profile: CommuneProfile, file: Path) -> None:
    house.add_commune(profile)
    kept = house.commune_dir(profile.slug) / PROFILE_FILE
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists() or kept.read_bytes() != file.read_bytes():
        shutil.copyfile(file, kept)


def _take_in(
    house: House,
    profile: CommuneProfile,
    places: Iterable[tuple[Path, SourceName]],
    *,
    quiet: bool,
    allow_removals: bool,
) -> list[RunReport]:
    places = list(places)
    busy = f"another ingestion of {profile.slug} is running; wait for it to end"
    with exclusive(house.commune_dir(profile.slug) / "ingest.lock", busy=busy):
        reports = _read_places(house, profile, places, None, quiet=quiet, allow_removals=allow_removals)
        _index(house, profile.slug, quiet=quiet)
        programs = programs_for(house, reports)
        if programs is not None:
            # Text documents answer already: a page of text takes a hundredth of a second, a scan several.
            _switch_server(house, profile.slug)
            with open_scan_reader(house, profile.slug, programs) as scans:
                more = _read_places(house, profile, places, scans, quiet=quiet, allow_removals=allow_removals)
            reports = [with_scans(first, second) for first, second in zip(reports, more, strict=True)]
            _index(house, profile.slug, quiet=quiet)
    _switch_server(house, profile.slug)
    return reports


def _read_places(
    house: House,
    profile: CommuneProfile,
    places: Iterable[tuple[Path, SourceName]],
    scans: ScanReader | None,
    *,
    quiet: bool,
    allow_removals: bool,
) -> list[RunReport]:
    stores = house.stores(profile.slug)
    reports: list[RunReport] = []
    with Cage(workers=house.settings.reading_workers) as cage:
        for place, source in places:
            with bar(f"reading {'scans of ' if scans else ''}{source}", quiet=quiet) as progress:
                reports.append(
                    ingest_source(
                        place,
                        source=source,
                        profile=profile,
                        store=stores.documents,
                        originals=stores.originals,
                        clock=house.clock,
                        cage=cage,
                        progress=_moves(progress),
                        allow_removals=allow_removals,
                        scans=scans,
                    )
                )
    kept = {record.digest for record in stores.documents.files()}
    stores.originals.sweep(kept)
    sweep_readings(house.commune_dir(profile.slug) / CACHE_FOLDER, kept)
    return reports


def _index(house: House, slug: CommuneSlug, *, quiet: bool) -> None:
    with bar("indexing passages", quiet=quiet) as progress:
        rebuild_if_behind(house, slug, progress.update)


def _moves(to: Bar) -> Progress:
    return lambda done, total, _: to.update(done, total)


def _switch_server(house: House, slug: CommuneSlug) -> None:
    if is_held(house.settings.data_dir / LOCK_FILE):
        with doorway(house.settings) as work:
            work.reload(slug)
