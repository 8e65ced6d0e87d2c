"""The bytes as received, one file for each digest: ``originals/<2 hex>/<64 hex>``."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from domain.errors import BadInput, ParvisError, StorageUnavailable, UnreadableSource
from storage.sqlite_errors import disk_full

CHUNK_BYTES = 1 << 20
ABANDONED_S = 3600
"""A copy that was never finished is swept after that time; a copy of 20 MB takes about a second."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderOriginals:
    """OriginalStore in a folder. Safe from several processes: a name appears only with all its bytes."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is created at the first ``put``."""
        self._folder = folder

    def put(self, digest: str, path: Path) -> None:
        """Copy the file in; does nothing when the digest is there.

        Raises DiskFull; UnreadableSource when the file cannot be read or no longer has that digest;
        BadInput when ``digest`` is not a lower-case hexadecimal SHA-256.
        """
        if not _DIGEST.fullmatch(digest):
            raise BadInput(f"{digest!r} is not a lower-case hexadecimal SHA-256")
        kept = self._place(digest)
        if kept.exists():
            return
        partial = kept.with_name(f".{digest}.{secrets.token_hex(4)}")
        try:
            kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                if _copy(path, partial) != digest:
                    raise UnreadableSource(f"{path} changed while it was being read: ingest it again")
                os.replace(partial, kept)
            finally:
                partial.unlink(missing_ok=True)
            _sync_folder(kept.parent)
        except OSError as error:
            raise _storage_error(kept, error) from error

    def path(self, digest: str) -> Path | None:
        """Where the original is; None when it is not kept or ``digest`` is not one."""
        if not _DIGEST.fullmatch(digest):
            return None
        kept = self._place(digest)
        return kept if kept.is_file() else None

    def digests(self) -> set[str]:
        """Of the originals that are kept, by their names. Raises StorageUnavailable."""
        try:
            return {file.name for file in self._folder.glob("??/*") if _DIGEST.fullmatch(file.name)}
        except OSError as error:
            raise _storage_error(self._folder, error) from error

    def is_whole(self, digest: str) -> bool:
        """Whether the original is kept and its bytes still have that digest."""
        kept = self.path(digest)
        if kept is None:
            return False
        try:
            with kept.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except OSError:
            return False

    def discard(self, digest: str) -> None:
        """Delete one original, whole or not. Raises StorageUnavailable."""
        kept = self.path(digest)
        try:
            if kept is not None:
                kept.unlink(missing_ok=True)
        except OSError as error:
            raise _storage_error(kept or self._folder, error) from error

    def sweep(self, kept: Iterable[str]) -> int:
        """Delete the originals whose digest is not in ``kept``, and copies abandoned by a killed process.

        Returns how many originals went. Only the program that ingests may sweep: an original is put before the
        record that keeps it is saved.
        """
        wanted = set(kept)
        swept = 0
        try:
            for file in self._folder.glob("??/*"):
                if _DIGEST.fullmatch(file.name):
                    if file.name not in wanted:
                        file.unlink(missing_ok=True)
                        swept += 1
                elif time.time() - file.stat().st_mtime > ABANDONED_S:
                    file.unlink(missing_ok=True)
        except OSError as error:
            raise _storage_error(self._folder, error) from error
        return swept

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _copy(source: Path, target: Path) -> str:
    """Copy the bytes to the disk and return their SHA-256. Raises UnreadableSource for what concerns ``source``."""
    digest = hashlib.sha256()
    try:
        reading = source.open("rb")
    except OSError as error:
        raise UnreadableSource(f"{source} cannot be read: {error.strerror}") from error
    with reading, open(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as writing:
        while chunk := reading.read(CHUNK_BYTES):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Put the new name itself on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _storage_error(path: Path, error: OSError) -> ParvisError:
    return disk_full(path, error) or StorageUnavailable(f"{path} cannot be written: {error.strerror}")
