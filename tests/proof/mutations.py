"""Damaged forms of sound files, from a seed: bits flipped, ends cut off, pieces of two files joined, and the like."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus import SAMPLE_DOCUMENTS

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


MUTATIONS: Sequence[Mutation] = (_flipped, _cut, _headless, _spliced, _zeroed, _repeated, _renumbered)


def write_mutations(folder: Path, count: int, seed: int) -> None:
    """``count`` damaged documents of the sample commune, in ``folder``; one in ten keeps a wrong extension."""
    folder.mkdir(parents=True)
    originals = sorted(p for p in SAMPLE_DOCUMENTS.rglob("*") if p.is_file())
    bytes_of = [p.read_bytes() for p in originals]
    draw = random.Random(seed)
    for number in range(count):
        index = draw.randrange(len(originals))
        mutation = MUTATIONS[number % len(MUTATIONS)]
        damaged = mutation(bytes_of[index], draw.choice(bytes_of), draw)
        ending = draw.choice((".pdf", ".html", ".md", ".docx")) if draw.random() < 0.1 else originals[index].suffix
        (folder / f"{number:05}{mutation.__name__}{ending}").write_bytes(damaged)
