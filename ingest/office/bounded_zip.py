"""A ZIP package opened within bounds: nothing is extracted, and what it declares is not believed. Runs in the cage.

Declared sizes lie: a stream said to hold 1,000 bytes inflated to 200 MB, all of it before the checksum was looked at
(``ZipFile.read``). So entries are read in pieces and counted.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from domain.document import FileReason
from ingest.text import Refused

# Office files of the development communes hold 10 to 60 entries; a report with 400 pictures about 800.
MOST_ENTRIES = 2_000
MOST_BYTES = 100_000_000
# Apache POI's limit on inflation, past a size under which XML may well be that regular.
MOST_RATIO, RATIO_FROM_BYTES = 100, 1_000_000
# One XML part: past this its tree does not fit the memory limit.
LARGEST_PART = 40_000_000
_PIECE = 64 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError, IndexError)
"""What the standard library raises on a package that is damaged or of a kind that it does not know."""


class BoundedZip:
    """An opened package. ``names`` are compared, never used as paths."""

    def __init__(self, data: bytes, most_entries: int = MOST_ENTRIES) -> None:
        """Raises Refused: DAMAGED, ENCRYPTED, or ABNORMAL past a bound."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.entries = self._archive.infolist()
        except BROKEN as error:
            raise Refused(FileReason.DAMAGED, f"{type(error).__name__}: {error}"[:200]) from error
        if len(self.entries) > most_entries:
            raise Refused(FileReason.ABNORMAL, f"{len(self.entries)} entries, at most {most_entries}")
        self._by_name = {entry.filename.lstrip("/").lower(): entry for entry in self.entries}
        self._left = MOST_BYTES

    @property
    def names(self) -> frozenset[str]:
        """Names of the entries, in lower case."""
        return frozenset(self._by_name)

    def read(self, name: str, largest: int = LARGEST_PART) -> bytes | None:
        """An entry's bytes, None when there is none of that name, whatever its case. Raises Refused."""
        entry = self._by_name.get(name.lstrip("/").lower())
        return None if entry is None else b"".join(self.pieces(entry, largest))

    def pieces(self, entry: zipfile.ZipInfo, largest: int) -> Iterator[bytes]:
        """An entry's bytes piece by piece, counted. Raises Refused: TOO_LARGE past ``largest``, ABNORMAL, DAMAGED."""
        if entry.flag_bits & 0x1:
            raise Refused(FileReason.ENCRYPTED, "an entry needs a password")
        length = 0
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    length += len(piece)
                    self._left -= len(piece)
                    if self._left < 0 or _is_bomb(length, entry.compress_size):
                        raise Refused(FileReason.ABNORMAL, f"{length} bytes out of {entry.compress_size}")
                    if length > largest:
                        raise Refused(FileReason.TOO_LARGE, f"an entry of over {largest} bytes")
                    yield piece
        except BROKEN as error:
            raise Refused(FileReason.DAMAGED, f"{type(error).__name__}: {error}"[:200]) from error


def _is_bomb(length: int, compressed: int) -> bool:
    return length > RATIO_FROM_BYTES and length > MOST_RATIO * max(compressed, 1)
