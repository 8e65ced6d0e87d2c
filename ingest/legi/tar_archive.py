"""An archive read as a stream: each file once, in its order, nothing written to the disk, memory flat.

The archive is not trusted: a path that leaves it, an absolute one, a link, a device, a file too large, or one that
swells beyond what a text can, refuses the archive as a whole. A truncated one is told after what precedes was read.
"""

import gzip
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from domain.errors import BadInput

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of one XML file: the largest met are tables of the tax code, under ten megabytes."""

SWELLING = 150
FREE_BYTES = 64 * 1024 * 1024
"""An archive may expand this many times, beyond the first bytes: LEGI's shrink 10 to 40 times, zeros a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A regular file of an archive: its path, when it was written (seconds), its bytes, what of it was read.

    ``taken`` counts bytes of the archive itself, for progress.
    """

    path: str
    written_at: int
    data: bytes
    taken: int = 0


class _Counted:
    """The compressed file, with how much of it was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.taken = 0

    def seekable(self) -> bool:
        """Never: an archive is read once, forward."""
        return False

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self._file.read(size)
        self.taken += len(block)
        return block


def members(archive: Path, *, skip: int = 0, wanted: Callable[[str], bool] = lambda path: True) -> Iterator[Member]:
    """The regular files of ``wanted`` paths, after the first ``skip``. Raises BadInput: hostile or truncated."""
    with _told(archive), archive.open("rb") as raw:
        counted = _Counted(raw)
        expanded = 0
        number = 0
        # tarfile's own decompression copies its whole buffer at each read: 688 articles a second, gzip's has 5,000.
        unpacked = gzip.GzipFile(fileobj=cast(IO[bytes], counted))
        with tarfile.open(fileobj=unpacked, mode="r|") as tar:
            for info in tar:
                # tarfile keeps every header it met: over two million, gigabytes.
                tar.members = []  # type: ignore[attr-defined]
                expanded += info.size + tarfile.BLOCKSIZE
                _check(archive, info, expanded, counted.taken)
                if not info.isfile():
                    continue
                number += 1
                if number > skip and wanted(info.name):
                    file = tar.extractfile(info)
                    assert file is not None
                    data = file.read()
                    if len(data) != info.size:
                        raise BadInput(f"{archive.name} is truncated in {info.name}; fetch it again")
                    yield Member(path=info.name, written_at=int(info.mtime), data=data, taken=counted.taken)


def _check(archive: Path, info: tarfile.TarInfo, expanded: int, taken: int) -> None:
    parts = info.name.split("/")
    if info.name.startswith(("/", "\\")) or ".." in parts or "\\" in info.name or "\x00" in info.name:
        raise BadInput(f"{archive.name} is refused: the path {info.name!r} leaves the archive")
    if not (info.isfile() or info.isdir()):
        raise BadInput(f"{archive.name} is refused: {info.name!r} is a link or a device, not a file")
    if info.size > LARGEST_FILE:
        raise BadInput(f"{archive.name} is refused: {info.name!r} has {info.size} bytes, over {LARGEST_FILE}")
    if expanded > FREE_BYTES + SWELLING * max(taken, 1):
        raise BadInput(f"{archive.name} is refused: it expands over {SWELLING} times, as a bomb does")


@contextmanager
def _told(archive: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise BadInput(f"{archive.name} is truncated or damaged ({error}); fetch it again and repeat") from error
    except OSError as error:
        raise BadInput(f"{archive.name} cannot be read ({error}); fetch it again and repeat") from error
