"""Pages of a site without the lines that they share: menus, footers, banners, blocks of contacts. Pure.

Judged across the pages, not by names of classes: a line is the site's when it recurs on most pages of its folder in
the same place, at an end of the page or between the same neighbours. What a shared line tells (hours, a phone, a
sentence) stays on one page, the most general one, so that it is found once; what only leads elsewhere is dropped.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from domain.document import MediaType
from french.act_parts import starts_operative
from ingest.cage.wire import decode_outcome, encode_outcome
from ingest.text import LineKind, Outcome, Reading, TextLine

# On five of the six exported sites no line outside menus recurs on half of the pages; on the sixth a template's
# leftovers do, on 11 of 15.
_SHARE, _FEWEST_PAGES = 0.5, 3
# A heading alone at the top of fewer pages may be that of a part of the site (« Tarifs »), and is left to them.
_SITE_WIDE = 8
# A menu's entry has fewer characters, no figure, and leads elsewhere.
_LONGEST_ENTRY = 60
_GENERAL = ("index", "accueil", "home", "default", "mairie", "contact", "contacts")


class Named(Protocol):
    """A file that has a path in its source."""

    @property
    def path(self) -> str: ...


File = TypeVar("File", bound=Named)


def without_shared_lines(
    outcomes: Iterable[tuple[File, Outcome]], is_internal: Callable[[str], bool]
) -> Iterator[tuple[File, Outcome]]:
    """The outcomes of a source; those of HTML pages come last, in order, when all the pages are known.

    What stays on one page stays on one that ``is_internal`` says is not, if there is any.
    """
    pages: list[tuple[File, bytes, _Mark]] = []
    for file, outcome in outcomes:
        if isinstance(outcome, Reading) and outcome.media_type is MediaType.HTML:
            # Packed: the pages of a large site would take ten times the place.
            packed = zlib.compress(encode_outcome(outcome), 1)
            pages.append((file, packed, _marked(file.path, outcome, is_internal(file.path))))
        else:
            yield file, outcome
    shared = _shared([mark for _, _, mark in pages])
    for file, packed, mark in pages:
        reading = decode_outcome(zlib.decompress(packed))
        yield file, _own(reading, mark, shared) if isinstance(reading, Reading) else reading


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A page as digests: of its lines in order, and of its footer's."""

    path: str
    rank: tuple[bool, bool, int, str]
    lines: tuple[int, ...]
    foot: tuple[int, ...]

    @property
    def folder(self) -> tuple[str, ...]:
        """Names of the folders that hold the page."""
        return PurePosixPath(self.path).parts[:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What recurs on most pages of its folder: ``lines`` (``wide`` on many pages) and ``pairs`` of neighbours.

    ``keepers`` says which page keeps a line; ``own`` are lines that some page has where they are not the site's.
    """

    lines: frozenset[int]
    wide: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    keepers: dict[int, str]
    own: frozenset[int]


def _marked(path: str, reading: Reading, is_internal: bool) -> _Mark:
    pure = PurePosixPath(path)
    depth = len(pure.parts) - (pure.stem.lower() == "index")
    return _Mark(
        path=path,
        rank=(is_internal, not pure.stem.lower().startswith(_GENERAL), depth, path),
        lines=tuple(_digest(line) for page in reading.pages for line in page.lines),
        foot=tuple(map(_digest, reading.foot)),
    )


def _digest(line: TextLine) -> int:
    """Eight bytes of the line's text: figures count, two phones are two lines."""
    text = line.text.casefold().removeprefix("- ")
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _shared(marks: Sequence[_Mark]) -> _Shared:
    in_folder: Counter[tuple[str, ...]] = Counter(
        mark.folder[:size] for mark in marks for size in range(len(mark.folder) + 1)
    )
    counts = dict(_frequent(((mark.folder, set(mark.lines)) for mark in marks), in_folder))
    lines = frozenset(counts)
    pairs = frozenset(dict(_frequent(((mark.folder, set(pairwise(mark.lines))) for mark in marks), in_folder)))
    keepers: dict[int, str] = {}
    own: set[int] = set()
    for mark in sorted(marks, key=lambda m: m.rank):
        flags = _flags(mark.lines, lines, pairs)
        for line, is_shared in zip(mark.lines, flags, strict=True):
            if is_shared:
                keepers.setdefault(line, mark.path)
            else:
                own.add(line)
        for line in mark.foot:
            keepers.setdefault(line, mark.path)
    wide = frozenset(line for line, count in counts.items() if count >= _SITE_WIDE)
    return _Shared(lines=lines, wide=wide, pairs=pairs, keepers=keepers, own=frozenset(own))


Key = TypeVar("Key")


def _frequent(
    holders: Iterable[tuple[tuple[str, ...], set[Key]]], in_folder: Counter[tuple[str, ...]]
) -> Iterator[tuple[Key, int]]:
    """What is on most pages of the narrowest folder that holds all the pages where it is, with their number."""
    counts: Counter[Key] = Counter()
    folders: dict[Key, tuple[str, ...]] = {}
    for folder, keys in holders:
        for key in keys:
            counts[key] += 1
            folders[key] = _common(folders.get(key, folder), folder)
    for key, count in counts.items():
        if count >= max(_FEWEST_PAGES, _SHARE * in_folder[folders[key]]):
            yield key, count


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]


def _flags(lines: Sequence[int], shared: frozenset[int], pairs: frozenset[tuple[int, int]]) -> list[bool]:
    """For each line of a page whether it is the site's: shared, and at an end of the page or beside its usual
    neighbour.

    A shared line alone among a page's own (« Horaires », « Nom | Adresse ») is a label of what follows.
    """
    flags = [False] * len(lines)
    for index in range(len(lines) - 1):
        if (lines[index], lines[index + 1]) in pairs and lines[index] in shared and lines[index + 1] in shared:
            flags[index] = flags[index + 1] = True
    for order in (range(len(lines)), reversed(range(len(lines)))):
        for index in order:
            if lines[index] not in shared:
                break
            flags[index] = True
    return flags


def _own(reading: Reading, mark: _Mark, shared: _Shared) -> Reading:
    lines = [line for page in reading.pages for line in page.lines]
    flags = _spared(lines, mark, shared, _flags(mark.lines, shared.lines, shared.pairs))
    kept = [
        line
        for line, digest, is_shared in zip(lines, mark.lines, flags, strict=True)
        if not is_shared or (_tells(line) and _keeps(mark, digest, shared))
    ]
    foot = [
        line
        for line, digest in zip(reading.foot, mark.foot, strict=True)
        if digest not in mark.lines and _keeps(mark, digest, shared)
    ]
    if any(map(_tells, foot)):
        kept += foot
    # An HTML page is one page without number (``ingest/text.py``).
    return replace(reading, pages=(replace(reading.pages[0], lines=tuple(kept)),), foot=())


def _spared(lines: Sequence[TextLine], mark: _Mark, shared: _Shared, flags: list[bool]) -> list[bool]:
    """Flags without those of lines that govern the page's own text, or that decide.

    A table's header above rows of the page's own is theirs; so is the heading just above its own text, and one at its
    top that is not on many pages.
    """
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if not flags[index] or index + 1 == len(lines):
            continue
        is_last_shared = not flags[index + 1]
        below = lines[index + 1]
        heads_rows = line.kind is LineKind.ROW and line.is_header and below.kind is LineKind.ROW and is_last_shared
        is_heading = line.kind is LineKind.HEADING and is_last_shared
        heads_text = is_heading and below.kind is not LineKind.HEADING and not all(flags[:index])
        heads_part = is_heading and mark.lines[index] not in shared.wide
        if heads_rows or heads_text or heads_part or starts_operative(line.text):
            flags[index] = False
    return flags


def _keeps(mark: _Mark, digest: int, shared: _Shared) -> bool:
    """Whether this page is the one on which a shared line stays; none is where a page has it of its own."""
    return shared.keepers.get(digest) == mark.path and digest not in shared.own


def _tells(line: TextLine) -> bool:
    """« Mairie : 01 99 00 12 34 » and a sentence do; « Accueil », « Partager », « Plan du site » do not."""
    return len(line.text) > _LONGEST_ENTRY or any(c.isdigit() or c == "@" for c in line.text)
