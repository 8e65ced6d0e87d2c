"""The one process that makes a legal base at a time, and where it makes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.locks import exclusive
from storage.sqlite_legal_build import LegalBuild


def construction(file: Path) -> Path:
    """Where the next base is made, beside the one that serves."""
    return file.with_name(file.name + ".building")


@contextmanager
def building(file: Path, *, fresh: bool, resumes: bool = True) -> Iterator[LegalBuild]:
    """A base under construction that will take the place of ``file``; what an earlier, killed one did is kept
    when this one ``resumes``.

    ``fresh`` begins with nothing, else with a copy of the base that serves. Raises AlreadyRunning when another process
    makes one, StorageUnavailable, DiskFull.
    """
    with exclusive(file.with_name("legal.lock"), busy="another import of the legal base is running; wait for its end"):
        if not resumes:
            forget_construction(file)
        build = LegalBuild(construction(file), start_from=None if fresh or not file.exists() else file)
        try:
            yield build
        finally:
            build.close()


def forget_construction(file: Path) -> None:
    """Throw away what a killed import left, to begin another; the base that serves is not touched."""
    for suffix in ("", "-wal", "-shm", ".copy"):
        leftover = construction(file)
        leftover.with_name(leftover.name + suffix).unlink(missing_ok=True)
