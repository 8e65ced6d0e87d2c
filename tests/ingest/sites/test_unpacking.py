import gzip
import zlib

import pytest

from ingest.sites.unpacking import TooLarge, Unreadable, gunzipped, unpacked

PAGE = b"<p>La mairie est ouverte le lundi.</p>" * 200


def pieces(data: bytes, size: int = 97) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


def bare_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", PAGE),
        ("identity", PAGE),
        ("gzip", gzip.compress(PAGE, mtime=0)),
        (" GZip ", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", bare_deflate(PAGE)),
    ],
)
def test_a_body_is_unpacked_as_its_header_says(encoding: str, data: bytes) -> None:
    assert unpacked(pieces(data), encoding, len(PAGE)) == PAGE


@pytest.mark.parametrize(("encoding", "data"), [("", PAGE), ("gzip", gzip.compress(PAGE, mtime=0))])
def test_one_byte_over_the_limit_is_too_much(encoding: str, data: bytes) -> None:
    with pytest.raises(TooLarge):
        unpacked(pieces(data), encoding, len(PAGE) - 1)


def test_a_bomb_is_stopped_at_the_limit() -> None:
    packed = gzip.compress(bytes(50_000_000), 9)
    with pytest.raises(TooLarge):
        unpacked([packed], "gzip", 1_000)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("br", PAGE),
        ("gzip, gzip", PAGE),
        ("gzip", PAGE),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-40]),
        ("deflate", b"\x78\x9cxx"),
    ],
)
def test_what_is_not_packed_as_said_is_unreadable(encoding: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        unpacked(pieces(data), encoding, 10 * len(PAGE))


def test_a_gzip_file_is_bounded_too() -> None:
    assert gunzipped(gzip.compress(PAGE, mtime=0), len(PAGE)) == PAGE
    with pytest.raises(TooLarge):
        gunzipped(gzip.compress(PAGE, mtime=0), 10)
