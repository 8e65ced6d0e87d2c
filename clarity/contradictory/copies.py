"""CT-06: two documents that are one but for a figure. What is kept of each, and which pairs of them are such copies.

Likeness is Jaccard's over three-word shingles whose figures are masked, so that a changed price takes nothing away; it
is read off the lowest ``SKETCH`` hashes (bottom-k MinHash, Broder 1997): within .03 for long texts, exact for short.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import cast
from zlib import crc32

from clarity.contradictory.giving import SIGNED
from clarity.observation import Place
from clarity.read_text import Block, ReadText
from domain.ids import DocumentId, PassageId
from french.numerals import DIGITS, IN_WORDS, number
from french.typed_span import flat

LEAST_ALIKE = 0.85
"""research/readability.md CT-06."""
FEWEST_SHINGLES = 40
"""Shorter texts are alike by their form alone: a heading, an address, opening hours."""
SKETCH = 128
_KEYS = 8
"""Two texts alike by .85 share one of their eight lowest hashes but once in a million."""
_LARGEST_BUCKET = 200
MOST_LINES = 120
LONGEST_QUOTE = 200
_SHINGLE = 3
_FIGURE = re.compile(rf"{DIGITS}|(?!une?\b){IN_WORDS}")
_NAME = re.compile(r"(?<![.!?:»] )(?<![\n|-] )(?<!^)\b[A-ZÉÈÀÎ][\w’'-]{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds figures: its words as one number, the figures in order, where it stands."""

    words: int
    figures: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A document as copies are looked for. ``names`` are its capitalised words within sentences."""

    lowest: tuple[int, ...] = ()
    names: frozenset[str] = frozenset()
    lines: tuple[Line, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Two documents alike by ``alike``, and the lines of both whose figures differ, in the order of the first."""

    one: DocumentId
    other: DocumentId
    alike: float
    changed: tuple[tuple[Line, Line], ...]


def sketch_of(text: ReadText) -> Sketch:
    """What is kept of a document; empty where it is too short to be told a copy."""
    masked = [_FIGURE.sub("#", flat(block.text)) for block in text.blocks]
    words = [word for line in masked for word in re.findall(r"\w+|#", line)]
    shingles = {crc32(" ".join(words[at : at + _SHINGLE]).encode()) for at in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < FEWEST_SHINGLES or any(block.is_from_ocr for block in text.blocks):
        return Sketch()
    names = {flat(name) for block in text.blocks for name in _NAME.findall(block.text)}
    lines = [_line(text, block, mask) for block, mask in zip(text.blocks, masked, strict=True) if "#" in mask]
    return Sketch(
        lowest=tuple(sorted(shingles)[:SKETCH]),
        names=frozenset(names),
        lines=tuple(line for line in lines if line is not None)[:MOST_LINES],
    )


def _line(text: ReadText, block: Block, mask: str) -> Line | None:
    if SIGNED.match(mask):
        return None
    found = _FIGURE.findall(flat(block.text))
    place = text.place(block, 0, min(len(block.text), LONGEST_QUOTE))
    return Line(words=crc32(mask.encode()), figures=tuple(f"{number(one).normalize():f}" for one in found), place=place)


def written(sketch: Sketch) -> list[object]:
    """As lists that JSON holds."""
    lines = [
        [
            line.words,
            list(line.figures),
            line.place.passage_id,
            line.place.page,
            list(line.place.heading_path),
            line.place.start,
            line.place.quote,
        ]
        for line in sketch.lines
    ]
    return [list(sketch.lowest), sorted(sketch.names), json.dumps(lines, ensure_ascii=False, separators=(",", ":"))]


def read(document_id: DocumentId, found: Sequence[object], *, with_lines: bool) -> Sketch:
    """What was written; its lines only where they are asked for."""
    lowest, names, text = found
    rows = json.loads(cast(str, text)) if with_lines else []
    return Sketch(
        lowest=tuple(cast(Sequence[int], lowest)),
        names=frozenset(cast(Sequence[str], names)),
        lines=tuple(_read_line(document_id, row) for row in rows),
    )


def _read_line(document_id: DocumentId, row: Sequence[object]) -> Line:
    words, figures, passage, page, headings, start, quote = row
    place = Place(
        document_id=document_id,
        passage_id=PassageId(cast(str, passage)) if passage else None,
        page=cast(int | None, page),
        heading_path=tuple(cast(Sequence[str], headings)),
        start=cast(int, start),
        end=cast(int, start) + len(cast(str, quote)),
        quote=cast(str, quote),
    )
    return Line(words=cast(int, words), figures=tuple(cast(Sequence[str], figures)), place=place)


def alike_pairs(sketches: Mapping[DocumentId, Sketch]) -> Iterator[tuple[DocumentId, DocumentId, float]]:
    """Pairs alike by ``LEAST_ALIKE`` or more that name the same people and places, in order."""
    buckets: dict[int, list[DocumentId]] = defaultdict(list)
    for one, sketch in sorted(sketches.items()):
        for key in sketch.lowest[:_KEYS]:
            buckets[key].append(one)
    near = {pair for held in buckets.values() if len(held) <= _LARGEST_BUCKET for pair in combinations(held, 2)}
    for one, other in sorted(near):
        mine, theirs = sketches[one], sketches[other]
        alike = _alike(mine.lowest, theirs.lowest)
        if alike >= LEAST_ALIKE and not (mine.names - theirs.names and theirs.names - mine.names):
            yield one, other, alike


def _alike(one: Sequence[int], other: Sequence[int]) -> float:
    lowest = sorted({*one, *other})[:SKETCH]
    return len(set(one) & set(other) & set(lowest)) / len(lowest)


def changed_lines(one: Sketch, other: Sketch) -> tuple[tuple[Line, Line], ...]:
    """Lines of the same words and other figures. None at all where a year differs: each then speaks of its own."""
    theirs: dict[int, list[Line]] = defaultdict(list)
    for line in other.lines:
        theirs[line.words].append(line)
    mine: dict[int, list[Line]] = defaultdict(list)
    for line in one.lines:
        mine[line.words].append(line)
    pairs = [
        pair
        for words, lines in mine.items()
        if len(lines) == len(theirs[words])
        for pair in zip(lines, theirs[words], strict=True)
        if pair[0].figures != pair[1].figures
    ]
    return () if any(_is_of_another_year(*pair) for pair in pairs) else tuple(pairs)


def _is_of_another_year(one: Line, other: Line) -> bool:
    pairs = zip(one.figures, other.figures, strict=False)
    return any(a != b and _YEAR.fullmatch(a) and _YEAR.fullmatch(b) for a, b in pairs)
