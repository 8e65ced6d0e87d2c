"""One import of archives from its plan to the base that serves, whatever brought the archives."""

from dataclasses import dataclass
from pathlib import Path

from app.console import bar
from app.legi_building import building, construction
from app.legi_import import Imported, import_archives, plan_import
from ingest.legi.archive_names import ArchiveName, ArchivePlan
from ingest.legi.httpx_dila import dila_server
from storage.sqlite_legal_base import SqliteLegalBase
from storage.sqlite_legal_build import LegalBuild


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was planned, and done; ``done`` is None when there was nothing to do."""

    plan: ArchivePlan
    done: Imported | None


def served_base(file: Path) -> SqliteLegalBase | None:
    """The base that serves, or None. Raises StorageUnavailable when it is damaged."""
    return SqliteLegalBase(file) if file.exists() else None


def load(file: Path, files: dict[ArchiveName, Path], *, quiet: bool) -> Loaded:
    """Apply what is new of ``files`` and put the base in the place of ``file``. Raises BadInput, AlreadyRunning."""
    served = served_base(file)
    try:
        plan = plan_import(sorted(files), served)
    finally:
        if served is not None:
            served.close()
    if not plan.apply:
        return Loaded(plan=plan, done=None)
    begins = plan.apply[0]
    with building(file, fresh=not begins.is_increment, resumes=_was_begun(file, begins)) as build:
        build.say("begun_with", begins.name)
        with bar("LEGI", quiet=quiet) as progress:
            sizes = {name.name: files[name].stat().st_size for name in plan.apply}
            past = {name.name: sum(list(sizes.values())[:rank]) for rank, name in enumerate(plan.apply)}
            total = sum(sizes.values())
            done = import_archives(
                build, plan, files, lambda name, taken, _size: progress.update(past[name] + taken, total)
            )
        build.finish(file)
    return Loaded(plan=plan, done=done)


def update_from(url: str, file: Path, *, quiet: bool) -> Loaded:
    """Fetch the archives that the base lacks, load them, delete them. Raises UnreadableSource and what loading does."""
    served = served_base(file)
    with dila_server(url) as server:
        try:
            plan = plan_import(server.archives(), served)
        finally:
            if served is not None:
                served.close()
        folder = file.with_name("archives")
        files: dict[ArchiveName, Path] = {}
        for archive in plan.apply:
            with bar(archive.name, quiet=quiet) as progress:
                files[archive] = server.fetch(archive, folder, progress.update)
    if not files:
        return Loaded(plan=plan, done=None)
    loaded = load(file, files, quiet=quiet)
    for fetched in files.values():
        fetched.unlink(missing_ok=True)
    return Loaded(plan=plan, done=loaded.done)


def _was_begun(file: Path, begins: ArchiveName) -> bool:
    """Whether what lies in construction began with the same archive: else it is another, abandoned import."""
    if not construction(file).exists():
        return False
    build = LegalBuild(construction(file))
    try:
        return build.said("begun_with") == begins.name
    finally:
        build.close()
