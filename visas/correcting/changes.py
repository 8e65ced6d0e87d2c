"""Changes in a draft's text: put in order, narrowed to the words that differ, applied. Offsets are code points."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from domain.kept_draft import Change

_LETTER = re.compile(r"\w")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_TOKENS = 2_000
"""Above, a change is taken whole: a comparison costs the product of its two lengths (0.3 s at this size)."""


ISLAND = 4
"""Letters kept between two changes that tell a reader nothing: « de la », « du »; not « juillet »."""


class Mark(StrEnum):
    """What becomes of a piece of text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some text and what becomes of it."""

    mark: Mark
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """How ``before`` becomes ``after``, by whole words: kept and deleted pieces make the first, kept and inserted
    ones the second.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        parts = ((Mark.DELETED, before), (Mark.INSERTED, after))
        return tuple(Piece(mark=mark, text=text) for mark, text in parts if text)
    found: list[Piece] = []
    for kind, i, j, k, m in _opcodes(old, new):
        if kind == "equal":
            found.append(Piece(mark=Mark.KEPT, text="".join(old[i:j])))
            continue
        for mark, words in ((Mark.DELETED, old[i:j]), (Mark.INSERTED, new[k:m])):
            if words:
                found.append(Piece(mark=mark, text="".join(words)))
    return tuple(_without_islands(found))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The differences of two lists of words, what both begin and end with set apart first: it is always kept."""
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    tail = next((n for n in range(shortest - head) if old[-1 - n] != new[-1 - n]), shortest - head)
    if head:
        yield "equal", 0, head, 0, head
    inside = SequenceMatcher(a=old[head : len(old) - tail], b=new[head : len(new) - tail], autojunk=False)
    for kind, i, j, k, m in inside.get_opcodes():
        yield kind, i + head, j + head, k + head, m + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _without_islands(found: Sequence[Piece]) -> Iterator[Piece]:
    """A comma or « de la » kept between two changed words is changed with them: read in one go."""
    deleted, inserted = "", ""
    for place, piece in enumerate(found):
        is_island = len(_LETTER.findall(piece.text)) <= ISLAND and 0 < place < len(found) - 1
        if piece.mark is Mark.KEPT and is_island and (deleted or inserted):
            deleted, inserted = deleted + piece.text, inserted + piece.text
        elif piece.mark is Mark.KEPT:
            yield from _flushed(deleted, inserted)
            deleted, inserted = "", ""
            yield piece
        elif piece.mark is Mark.DELETED:
            deleted += piece.text
        else:
            inserted += piece.text
    yield from _flushed(deleted, inserted)


def _flushed(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece(mark=Mark.DELETED, text=deleted)
    if inserted:
        yield Piece(mark=Mark.INSERTED, text=inserted)


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """By place; of two that overlap, the first in the order of the text stays."""
    kept: list[Change] = []
    for one in sorted(changes, key=lambda change: (change.start, change.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def beside(former: Iterable[Change], new: Sequence[Change]) -> tuple[Change, ...]:
    """The new changes, and of the former ones those that they do not touch: a visa may have two faults."""
    apart = [one for one in former if all(one.end <= other.start or other.end <= one.start for other in new)]
    return ordered([*apart, *new])


def narrowed(text: str, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same changes, each cut down to the words that differ."""
    found: list[Change] = []
    for change in ordered(changes):
        at, pending = change.start, ""
        for piece in pieces(text[change.start : change.end], change.after):
            if piece.mark is Mark.DELETED:
                pending = piece.text
            elif piece.mark is Mark.INSERTED:
                found.append(Change(start=at, end=at + len(pending), after=piece.text))
                at, pending = at + len(pending), ""
            else:
                if pending:
                    found.append(Change(start=at, end=at + len(pending), after=""))
                    at, pending = at + len(pending), ""
                at += len(piece.text)
        if pending:
            found.append(Change(start=at, end=at + len(pending), after=""))
    return tuple(found)


def applied(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes made."""
    made, at = [], 0
    for change in ordered(changes):
        made += [text[at : change.start], change.after]
        at = change.end
    return "".join([*made, text[at:]])


def within(changes: Iterable[Change], start: int, end: int) -> tuple[Change, ...]:
    """The changes that stand in ``start:end``, counted from ``start``."""
    return tuple(
        Change(start=one.start - start, end=one.end - start, after=one.after)
        for one in ordered(changes)
        if start <= one.start and one.end <= end
    )
