"""A lock that a process holds on a file until it ends, however it ends."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import AlreadyRunning

_PAUSES_S = (0.0, 0.02, 0.08)


@contextmanager
def exclusive(file: Path, *, busy: str) -> Iterator[None]:
    """Hold ``file`` for the duration of the block. Raises AlreadyRunning with ``busy`` when another process has it.

    The kernel lets go of the lock when the process dies, so a kill leaves nothing to clean.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Who only asks whether the lock is held has it for a moment: that is no reason to refuse.
        if not any(_try_lock(descriptor, after_s=pause_s) for pause_s in _PAUSES_S):
            raise AlreadyRunning(busy)
        yield
    finally:
        os.close(descriptor)


def is_held(file: Path) -> bool:
    """Whether some process holds ``file`` at this moment."""
    if not file.exists():
        return False
    descriptor = os.open(file, os.O_RDWR)
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int, *, after_s: float = 0.0) -> bool:
    time.sleep(after_s)
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
