"""Bodies as sent → bytes of a page: unpacked piece by piece, so that a bomb is seen before it goes off. Pure.

Only gzip and deflate are asked for, hence undone; zlib gives at most what is asked of it.
"""

import zlib
from collections.abc import Iterable

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class TooLarge(Exception):
    """Raised when a body passes its limit."""


class Unreadable(Exception):
    """Raised when a body is not packed as its headers say."""


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The whole body, at most ``limit`` bytes. ``encoding`` is the Content-Encoding header.

    Raises TooLarge, or Unreadable for an encoding that was not asked for and for damaged data.
    """
    coded = encoding.strip().lower()
    if coded in ("", "identity"):
        return _joined(pieces, limit)
    if coded not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(f"content encoding {encoding[:40]!r} was not asked for")
    out = bytearray()
    machine = zlib.decompressobj(_GZIP_OR_ZLIB)
    is_first = True
    try:
        for piece in pieces:
            if is_first and piece and coded == "deflate" and piece[0] & 0x0F != 8:
                machine = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers send bare deflate
            is_first = is_first and not piece
            rest = piece
            while rest and not machine.eof:
                out += machine.decompress(rest, limit + 1 - len(out))
                if len(out) > limit:
                    raise TooLarge(f"over {limit} bytes once unpacked")
                rest = machine.unconsumed_tail
            if machine.eof:
                break
    except zlib.error as error:
        raise Unreadable(f"damaged {coded} body: {error}") from error
    if not machine.eof:
        raise Unreadable(f"{coded} body cut short")
    return bytes(out)


def gunzipped(data: bytes, limit: int) -> bytes:
    """A gzip file's content, at most ``limit`` bytes. Raises TooLarge or Unreadable."""
    return unpacked([data], "gzip", limit)


def _joined(pieces: Iterable[bytes], limit: int) -> bytes:
    out = bytearray()
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise TooLarge(f"over {limit} bytes")
    return bytes(out)
