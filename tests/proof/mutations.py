"""Damaged forms of sound files, from a seed: bits flipped, ends cut off, pieces of two files joined, and the like."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath

from corpus import SAMPLE_DOCUMENTS
from tests.ingest.office.files import package
from tests.proof.good_files import good_files

ENDINGS = (".pdf", ".html", ".md", ".docx", ".xlsx", ".odt", ".eml", ".zip", ".json", ".csv")
Mutation = Callable[[bytes, bytes, random.Random], bytes]


def _flipped(own: bytes, _: bytes, draw: random.Random) -> bytes:
    damaged = bytearray(own)
    for _n in range(draw.choice((1, 4, 32, 256))):
        damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
    return bytes(damaged)


def _cut(own: bytes, _: bytes, draw: random.Random) -> bytes:
    return own[: draw.randrange(len(own))]


def _headless(own: bytes, _: bytes, draw: random.Random) -> bytes:
    return own[draw.randrange(1, len(own)) :]


def _spliced(own: bytes, other: bytes, draw: random.Random) -> bytes:
    return own[: draw.randrange(len(own))] + other[draw.randrange(len(other)) :]


def _zeroed(own: bytes, _: bytes, draw: random.Random) -> bytes:
    first = draw.randrange(len(own))
    length = draw.randrange(1, 4_000)
    return own[:first] + b"\0" * length + own[first + length :]


def _repeated(own: bytes, _: bytes, draw: random.Random) -> bytes:
    first = draw.randrange(len(own))
    piece = own[first : first + draw.randrange(1, 2_000)]
    return own[:first] + piece * draw.randrange(2, 50) + own[first:]


def _renumbered(own: bytes, _: bytes, draw: random.Random) -> bytes:
    """Every figure of a stretch becomes a large one: lengths, offsets, counts and object numbers of a PDF."""
    first = draw.randrange(len(own))
    stretch = bytes(ord("9") if 48 <= byte <= 57 else byte for byte in own[first : first + 300])
    return own[:first] + stretch + own[first + 300 :]


def _inside(own: bytes, other: bytes, draw: random.Random) -> bytes:
    """One part of a package damaged and packed again, so that the damage reaches what reads the part; else flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(own)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, KeyError):
        return _flipped(own, other, draw)
    name = draw.choice(sorted(parts))
    if parts[name]:
        parts[name] = draw.choice((_flipped, _cut, _spliced, _repeated, _renumbered))(parts[name], other, draw)
    return package(parts)


MUTATIONS: Sequence[Mutation] = (_flipped, _cut, _headless, _spliced, _zeroed, _repeated, _renumbered, _inside)


def write_mutations(folder: Path, count: int, seed: int) -> None:
    """``count`` damaged files in ``folder``, of every format and of the sample commune; one in ten is wrongly named."""
    folder.mkdir(parents=True)
    sample = {p.name: p.read_bytes() for p in sorted(SAMPLE_DOCUMENTS.rglob("*")) if p.is_file()}
    sound = {**good_files(), **sample}
    names, bytes_of = list(sound), list(sound.values())
    draw = random.Random(seed)
    for number in range(count):
        index = draw.randrange(len(names))
        mutation = MUTATIONS[number % len(MUTATIONS)]
        damaged = mutation(bytes_of[index], draw.choice(bytes_of), draw)
        ending = draw.choice(ENDINGS) if draw.random() < 0.1 else PurePath(names[index]).suffix
        (folder / f"{number:05}{mutation.__name__}{ending}").write_bytes(damaged)
