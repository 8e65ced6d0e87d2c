"""A lock that a process holds on a file until it ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import AlreadyRunning


@contextmanager
def exclusive(file: Path, *, busy: str) -> Iterator[None]:
    """Hold ``file`` for the duration of the block. Raises AlreadyRunning with ``busy`` when another process has it.

    The kernel lets go of the lock when the process dies, so a kill leaves nothing to clean.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _try_lock(descriptor):
            raise AlreadyRunning(busy)
        yield
    finally:
        os.close(descriptor)


def is_held(file: Path) -> bool:
    """Whether some process holds ``file`` at this moment."""
    if not file.exists():
        return False
    try:
        with exclusive(file, busy=""):
            return False
    except AlreadyRunning:
        return True


def _try_lock(descriptor: int) -> bool:
    if os.name == "nt":  # pragma: no cover - exercised on Windows only
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
