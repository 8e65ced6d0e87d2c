"""The files of a source's folder, in a stable order, with their digests. Opens files only to digest them.

Names that begin with a dot are left out with all that they hold (``.git``, ``.DS_Store``): they are not counted.
Links to folders are not followed; a link to a file is followed only inside the source.
"""

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import UnreadableSource
from ingest.sniffing import HEAD_BYTES

_PIECE = 1 << 20
# A file written again within one tick of the disk's clock keeps its times: a stamp this young is not believed. The
# coarsest clock met is that of FAT, 2 s.
_YOUNG_NS = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file as found. ``path`` is relative, ``/`` separators, NFC. ``problem`` says why it could not be read.

    ``stamp`` is what the disk says of it (size, times, inode), empty when too young to be believed. ``is_trusted`` is
    True when its stamp was the known one, so that its bytes were not read: ``digest`` is then the known one.
    """

    path: str
    location: Path
    digest: str
    size_bytes: int
    head: bytes
    problem: str = ""
    stamp: str = ""
    is_trusted: bool = False

    def first_bytes(self) -> bytes:
        """What tells the format: read now where the file was trusted; empty when it cannot be read any more."""
        if not self.is_trusted:
            return self.head
        try:
            with self.location.open("rb") as file:
                return file.read(HEAD_BYTES)
        except OSError:
            return b""


def list_files(folder: Path) -> list[tuple[str, Path]]:
    """(relative NFC path, location) of every file, sorted by path; for a single file, that file.

    Raises UnreadableSource when the folder or one inside it cannot be listed: a part that was not seen would
    otherwise pass for removed.
    """
    try:
        mode = folder.stat().st_mode
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{folder} cannot be read ({error}); check the path of the source") from error
    if not stat.S_ISDIR(mode):
        return [(_name(folder.name), folder)]
    found = sorted((_name(str(p.relative_to(folder)).replace(os.sep, "/")), str(p)) for p in _walk(folder))
    seen: dict[str, int] = {}
    named = []
    for path, location in found:
        # « é » composed and decomposed are two files for the disk and one NFC path.
        seen[path] = seen.get(path, 0) + 1
        named.append((path if seen[path] == 1 else f"{path} [{seen[path]}]", Path(location)))
    return named


def look_at(path: str, location: Path, root: Path, largest: int, known: tuple[str, str] = ("", "")) -> SeenFile:
    """Digest and first bytes. A file over ``largest`` bytes is not read: its digest stays empty.

    ``known`` is the (stamp, digest) of its last digest: a file whose stamp still stands is not opened.
    """
    try:
        if location.is_symlink() and not location.resolve(strict=True).is_relative_to(root.resolve()):
            return _problem(path, location, "a link that leaves the source")
        facts = location.stat()
        if not stat.S_ISREG(facts.st_mode):
            return _problem(path, location, "not an ordinary file")
        if facts.st_size > largest:
            return SeenFile(path=path, location=location, digest="", size_bytes=facts.st_size, head=b"")
        stamp = _stamp(facts)
        if stamp and known[1] and stamp == known[0]:
            return SeenFile(
                path=path,
                location=location,
                digest=known[1],
                size_bytes=facts.st_size,
                head=b"",
                stamp=stamp,
                is_trusted=True,
            )
        digest = hashlib.sha256()
        head = b""
        size = 0
        with location.open("rb") as file:
            while piece := file.read(_PIECE):
                head = head or piece[:HEAD_BYTES]
                size += len(piece)
                digest.update(piece)
    except OSError as error:
        return _problem(path, location, f"{type(error).__name__}: {error.strerror}")
    return SeenFile(path=path, location=location, digest=digest.hexdigest(), size_bytes=size, head=head, stamp=stamp)


def _stamp(facts: os.stat_result) -> str:
    """Of the moment before the bytes are read: a file that changes meanwhile has another one at the next run."""
    if facts.st_mtime_ns > time.time_ns() - _YOUNG_NS:
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}"


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableSource(f"{error.filename} cannot be listed ({error.strerror}); nothing was changed") from error

    for parent, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in names if not name.startswith("."))


def _name(name: str) -> str:
    """NFC, and what is no UTF-8 on the disk shown as U+FFFD: databases refuse lone surrogates."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _problem(path: str, location: Path, problem: str) -> SeenFile:
    return SeenFile(path=path, location=location, digest="", size_bytes=0, head=b"", problem=problem)
