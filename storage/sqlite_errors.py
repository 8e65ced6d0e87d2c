"""What SQLite and the operating system refuse, in the product's own errors."""

import errno
import os
import sqlite3
from pathlib import Path

from domain.errors import DiskFull, ParvisError, StorageUnavailable

ROOM_FOR_SHARED_MEMORY = 256 * 1024
"""Bytes. Below that, growing SQLite's shared memory fails as a plain input/output error, not as a full disk."""


def storage_error(path: Path, error: BaseException | None) -> ParvisError | None:
    """DiskFull or StorageUnavailable for the driver's or the system's error; None when our own statement is wrong."""
    if isinstance(error, OSError):
        return disk_full(path, error) or StorageUnavailable(f"{path} cannot be used: {error.strerror}")
    if not isinstance(error, sqlite3.Error) or isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        return None
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_ERROR:
        return None
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_device_full(path)):
        return _no_room(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageUnavailable(f"{path} is locked by another program; wait for it to end, then try again")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StorageUnavailable(f"{path} is damaged or is not a database ({error}): restore it from a backup")
    return StorageUnavailable(f"{path} cannot be used ({error}): check the disk and the rights on the file")


def disk_full(path: Path, error: OSError) -> DiskFull | None:
    """DiskFull when ``error`` says that the disk, or the quota, has no room left."""
    return _no_room(path) if error.errno in (errno.ENOSPC, errno.EDQUOT) else None


def _no_room(path: Path) -> DiskFull:
    return DiskFull(f"no room left to write {path}: free some space; nothing was half-written")


def _is_device_full(path: Path) -> bool:
    room = os.statvfs(path.parent)
    return room.f_bavail * room.f_frsize < ROOM_FOR_SHARED_MEMORY
