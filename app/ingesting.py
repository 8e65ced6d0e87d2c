"""Takes sources in: profile, files, then what says the same, the index, and the server's switch to it."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.canned_answers_toml import FILE as CANNED_FILE
from app.canned_answers_toml import read_canned_answers
from app.console import Bar, bar
from app.doorway import doorway
from app.house import INGEST_LOCK, PROFILE_FILE, House
from app.index_upkeep import rebuild_if_behind
from app.journalled import Started, journalled, started_here
from app.likeness_upkeep import relate_documents
from app.local_door import LOCK_FILE
from app.locks import exclusive, is_held
from app.profile_toml import bare_profile, read_profile
from app.scanning import CACHE_FOLDER, open_scan_reader, programs_for, waits_for_ocr, with_scans
from domain.errors import BadInput, ParvisError, UnreadableSource
from domain.ids import CommuneSlug, SourceName
from domain.profile import CommuneProfile
from ingest.cage.pool import Cage
from ingest.ocr.cache import sweep_readings
from ingest.ocr.scan_reader import ScanReader
from ingest.run_report import Progress, RunReport
from ingest.sites.folder_mirror import FolderMirror
from ingest.sites.mirrored_page import MirroredPage
from ingest.source_run import ingest_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How sources are taken in. ``reread`` reads again what was read already, whatever version read it."""

    started: Started
    quiet: bool = False
    allow_removals: bool = False
    reread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one source: its report, or why it was left as it was."""

    source: SourceName
    report: RunReport | None = None
    problem: ParvisError | None = None


def ingest_profile_sources(
    house: House, profile_file: Path, *, quiet: bool, allow_removals: bool = False, reread: bool = False
) -> tuple[CommuneSlug, list[RunReport]]:
    """Every folder that a ``commune.toml`` names, relative to it, and the copies of its sites; then its index."""
    profile = read_profile(profile_file, today=house.clock.now().date())
    if not profile.sources and not profile.sites:
        raise BadInput(
            f"{profile_file}: names no [[source]]; add one, or run parvis ingest FOLDER --commune {profile.slug}"
        )
    _install_profile(house, profile, profile_file)
    places = [(profile_file.parent / folder, name) for name, folder in profile.sources]
    mirrors = [(site.source, mirror_of(house, profile.slug, site.source)) for site in profile.sites]
    places += [(mirror.tree, source) for source, mirror in mirrors if mirror.tree.is_dir()]
    taking = Taking(started=started_here(), quiet=quiet, allow_removals=allow_removals, reread=reread)
    return profile.slug, _reports(take_in(house, profile, places, taking))


def ingest_place(
    house: House,
    place: Path,
    *,
    commune: str,
    name: str,
    source: str,
    quiet: bool,
    allow_removals: bool = False,
    reread: bool = False,
) -> tuple[CommuneSlug, list[RunReport]]:
    """One folder or file. An unknown commune is created with a bare profile, or with the ``commune.toml`` beside it."""
    if not place.exists():
        raise UnreadableSource(f"{place}: no such folder or file")
    profile = _profile_for(house, place, commune, name)
    source_name = SourceName(source or (place.name if place.is_dir() else place.parent.name) or "documents")
    taking = Taking(started=started_here(), quiet=quiet, allow_removals=allow_removals, reread=reread)
    return profile.slug, _reports(take_in(house, profile, [(place, source_name)], taking))


def mirror_of(house: House, slug: CommuneSlug, source: SourceName) -> FolderMirror:
    """Where the copy of a site is kept."""
    return FolderMirror(house.commune_dir(slug) / "sites" / source)


def take_in(
    house: House, profile: CommuneProfile, places: Iterable[tuple[Path, SourceName]], taking: Taking
) -> list[Taken]:
    """Bring sources up to date, one after the other, then publish. A source that is refused does not hold the others.

    Text documents of all the sources come first and answer at once; scans follow, in runs of their own in the journal.
    Raises AlreadyRunning when another process takes in sources of this commune, DiskFull, StorageUnavailable.
    """
    busy = f"another ingestion of {profile.slug} is running; wait for it to end"
    with exclusive(house.commune_dir(profile.slug) / INGEST_LOCK, busy=busy):
        places = list(places)
        taken = _take_all(house, profile, places, taking)
        programs = programs_for(house, (one.report for one in taken if one.report))
        if programs is None:
            return taken
        with_waiting = {one.source for one in taken if one.report and waits_for_ocr([one.report])}
        waiting = [(place, source) for place, source in places if source in with_waiting]
        with open_scan_reader(house, profile.slug, programs) as scans:
            more = {one.source: one for one in _take_all(house, profile, waiting, taking, scans)}
    return [_together(one, more.get(one.source)) for one in taken]


def _take_all(
    house: House,
    profile: CommuneProfile,
    places: Iterable[tuple[Path, SourceName]],
    taking: Taking,
    scans: ScanReader | None = None,
) -> list[Taken]:
    stores = house.stores(profile.slug)
    taken: list[Taken] = []
    with Cage(workers=house.settings.reading_workers) as cage:
        for place, source in places:
            try:
                report = _take_one(house, profile, place, source, taking, cage, scans)
                taken.append(Taken(source=source, report=report))
            except BadInput as refusal:
                taken.append(Taken(source=source, problem=refusal))
    kept = {record.digest for record in stores.documents.files()}
    stores.originals.sweep(kept)
    sweep_readings(house.commune_dir(profile.slug) / CACHE_FOLDER, kept)
    publish(house, profile.slug, quiet=taking.quiet)
    return taken


def _together(first: Taken, second: Taken | None) -> Taken:
    """A source after its scans were read; that it is refused meanwhile (its folder has gone) is its refusal."""
    if second is None or first.report is None or second.report is None:
        return second or first
    return replace(first, report=with_scans(first.report, second.report))


def publish(house: House, slug: CommuneSlug, *, quiet: bool) -> None:
    """Bring in step with the documents: which of them say the same, the index, and what the server serves."""
    relate_documents(house.stores(slug))
    with bar("indexing passages", quiet=quiet) as progress:
        rebuild_if_behind(house, slug, progress.update)
    # Also when nothing was built now: a run killed after its build has told no one.
    if is_held(house.settings.data_dir / LOCK_FILE):
        with doorway(house.settings) as work:
            work.reload(slug)


def _take_one(
    house: House,
    profile: CommuneProfile,
    place: Path,
    source: SourceName,
    taking: Taking,
    cage: Cage,
    scans: ScanReader | None,
) -> RunReport:
    stores = house.stores(profile.slug)
    with (
        bar(f"reading {'scans of ' if scans else ''}{source}", quiet=taking.quiet) as progress,
        journalled(stores.runs, house.clock, source=source, place=place, started=taking.started) as run,
    ):
        report = ingest_source(
            place,
            source=source,
            profile=profile,
            store=stores.documents,
            originals=stores.originals,
            clock=house.clock,
            cage=cage,
            progress=_moves(progress),
            allow_removals=taking.allow_removals,
            number=run.number,
            reread=taking.reread,
            before_rereading=lambda: publish(house, profile.slug, quiet=taking.quiet),
            mirrored=_mirrored(house, profile, source),
            scans=scans,
            rulings=stores.rulings,
        )
        run.done(report)
    return report


def _mirrored(house: House, profile: CommuneProfile, source: SourceName) -> dict[str, MirroredPage]:
    """By path, whence the files of a site's copy come; nothing for a folder."""
    if all(site.source != source for site in profile.sites):
        return {}
    return {page.path: page for page in mirror_of(house, profile.slug, source).pages().values()}


def _reports(taken: Iterable[Taken]) -> list[RunReport]:
    """The reports of all the sources. Raises the first refusal: the command then fails, the others being done."""
    reports = []
    for one in taken:
        if one.problem is not None:
            raise one.problem
        assert one.report is not None
        reports.append(one.report)
    return reports


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
    canned = file.with_name(CANNED_FILE)
    read_canned_answers(canned, {service.slug for service in profile.services})
    _keep_copy(file, house.commune_dir(profile.slug) / PROFILE_FILE)
    if canned.exists():
        _keep_copy(canned, house.commune_dir(profile.slug) / CANNED_FILE)


def _keep_copy(file: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    if not kept.exists() or kept.read_bytes() != file.read_bytes():
        shutil.copyfile(file, kept)


def _moves(to: Bar) -> Progress:
    return lambda done, total, _: to.update(done, total)
