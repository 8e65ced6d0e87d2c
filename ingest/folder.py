"""The files of a source's folder, in a stable order, with their digests. Opens files only to digest them.

Names that begin with a dot are left out with all that they hold (``.git``, ``.DS_Store``): they are not counted.
Links to folders are not followed; a link to a file is followed only inside the source.
"""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.document import FileReason
from domain.errors import UnreadableSource
from ingest.sniffing import HEAD_BYTES

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file as found. ``path`` is relative, ``/`` separators, NFC. ``problem`` says why it is not to
    be read, ``reason`` what kind of problem that is.
    """

    path: str
    location: Path
    digest: str
    size_bytes: int
    head: bytes
    problem: str = ""
    reason: FileReason = FileReason.UNREADABLE


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


def look_at(path: str, location: Path, root: Path, largest: int) -> SeenFile:
    """Digest and first bytes. A file over ``largest`` bytes is not read: its digest stays empty."""
    try:
        if location.is_symlink() and not location.resolve(strict=True).is_relative_to(root.resolve()):
            return _problem(path, location, "a link that leaves the source")
        facts = location.stat()
        if not stat.S_ISREG(facts.st_mode):
            return _problem(path, location, "not an ordinary file")
        if facts.st_size > largest:
            return SeenFile(path=path, location=location, digest="", size_bytes=facts.st_size, head=b"")
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
    return SeenFile(path=path, location=location, digest=digest.hexdigest(), size_bytes=size, head=head)


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
