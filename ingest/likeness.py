"""Documents that say the same, by the word groups that they share. Pure.

A sketch keeps one word group in four of a document, always the same ones (those whose hash is small: A. Broder, « On
the resemblance and containment of documents », 1997), so that two sketches tell the share of each document that is in
the other, whatever their lengths: a list of six lines is found in minutes of forty pages, which a MinHash of fixed
size, made for documents as long as each other, misses.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.ids import DocumentId
from domain.likeness import Likeness, LikenessKind
from french.analyser import words

Hashes = npt.NDArray[np.uint64]

GROUP_WORDS = 4
KEPT_SHARE = 4
"""One group in so many is kept: about 6 KB for a document of five pages."""

FEWEST_GROUPS = 12
"""Of the groups kept, common ones left out: under this, about 50 words, a share means nothing."""

COMMON_IN = 12
"""A group that so many documents hold is a formula (« le conseil municipal après en avoir délibéré »), not a copy."""

# python -m eval.likeness, 300 development documents of eight communes. Of copies made of 198 of them, 197 are linked
# with 2 % of the words misread, as a poor OCR does (95 in 100 share .84 of their groups), 192 with 3 %, 159 with 5 %.
# Real pairs that are not copies share .52 at most, but for yearly reports and orders (.87, .79), which their figures
# tell apart: .63 and .53 of the groups with a figure, where copies with 2 % of misread words share .82. No pair that is
# linked was seen to be wrong, save pages of a site's shell without words of their own.
COPY_SHARE = 0.75
EXCERPT_SHARE = 0.8
FIGURES_SHARE = 0.75
FEWEST_FIGURES = 5

_STEP = np.uint64(0x100000001B3)
_MIXES = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_LIMIT = np.uint64((1 << 64) // KEPT_SHARE)


def sketch_of(texts: Iterable[str]) -> bytes:
    """The sketch of a document's passages: sorted hashes, eight bytes each; empty when it has too few words."""
    found = [word for text in texts for word in words(text)]
    if len(found) < GROUP_WORDS:
        return b""
    codes = np.array([zlib.crc32(word.encode()) for word in found], dtype=np.uint64)
    figures = np.array([any(c.isdigit() for c in word) for word in found])
    count = len(codes) - GROUP_WORDS + 1
    groups, with_figure = codes[:count].copy(), figures[:count].copy()
    for shift in range(1, GROUP_WORDS):
        groups = groups * _STEP + codes[shift : count + shift]
        with_figure |= figures[shift : count + shift]
    # The last bit of a kept hash tells whether its group holds a figure.
    mixed = (_mixed(groups) & ~np.uint64(1)) | with_figure
    return np.unique(mixed[mixed < _LIMIT]).astype("<u8").tobytes()


def find_likenesses(sketches: Mapping[DocumentId, bytes]) -> list[Likeness]:
    """Every pair of documents that are copies, or of which one is in the other; the shorter first, a stable order."""
    ids = sorted(sketches)
    parts = [np.frombuffer(sketches[one], dtype="<u8") for one in ids]
    hashes = np.concatenate(parts) if parts else np.empty(0, dtype="<u8")
    owners = np.repeat(np.arange(len(ids)), [len(part) for part in parts])
    hashes, owners = _rare(hashes, owners)
    has_figure = (hashes & np.uint64(1)).astype(bool)
    held = [np.bincount(owners[mask], minlength=len(ids)) for mask in (hashes >= 0, has_figure)]
    shared = _shared_counts(hashes, owners, len(ids))
    shared_figures = _shared_counts(hashes[has_figure], owners[has_figure], len(ids))
    found = []
    for (one, other), count in shared.items():
        first, second = (
            _End(document=ids[end], groups=int(held[0][end]), figures=int(held[1][end])) for end in (one, other)
        )
        likeness = _likeness(first, second, count, shared_figures.get((one, other), 0))
        if likeness is not None:
            found.append(likeness)
    return sorted(found, key=lambda likeness: (likeness.document, likeness.other))


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One document of a pair: how many rare groups it holds, and how many of these hold a figure."""

    document: DocumentId
    groups: int
    figures: int


def _mixed(groups: Hashes) -> Hashes:
    """Spread over the 64 bits (the finaliser of splitmix64), so that « small » picks groups at random."""
    for shift, factor in zip((30, 27), _MIXES, strict=True):
        groups = (groups ^ (groups >> np.uint64(shift))) * factor
    return groups ^ (groups >> np.uint64(31))


def _rare(hashes: Hashes, owners: npt.NDArray[np.intp]) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """The hashes that fewer than ``COMMON_IN`` documents hold, sorted, with who holds them."""
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    _, which, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    is_rare = counts[which] < COMMON_IN
    return hashes[is_rare], owners[is_rare]


def _shared_counts(hashes: Hashes, owners: npt.NDArray[np.intp], documents: int) -> dict[tuple[int, int], int]:
    """How many hashes each pair of documents shares: equal ones lie side by side, at most ``COMMON_IN`` apart."""
    totals: dict[tuple[int, int], int] = {}
    for distance in range(1, COMMON_IN):
        same = np.nonzero(hashes[:-distance] == hashes[distance:])[0]
        pairs, counts = np.unique(owners[same] * documents + owners[same + distance], return_counts=True)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            key = divmod(pair, documents)
            totals[key] = totals.get(key, 0) + count
    return totals


def _likeness(one: _End, other: _End, shared: int, shared_figures: int) -> Likeness | None:
    short, long = sorted((one, other), key=lambda end: (end.groups, end.document))
    if short.groups < FEWEST_GROUPS:
        return None
    if short.figures >= FEWEST_FIGURES and shared_figures < FIGURES_SHARE * short.figures:
        return None
    share, back = shared / short.groups, shared / long.groups
    if share >= COPY_SHARE and back >= COPY_SHARE:
        kind = LikenessKind.COPY
    elif share >= EXCERPT_SHARE:
        kind = LikenessKind.EXCERPT
    else:
        return None
    return Likeness(document=short.document, other=long.document, kind=kind, shared=share, shared_back=back)
