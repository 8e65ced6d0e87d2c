"""Running heads and feet of short documents, where repetition proves little: told by place, likeness, gap. Pure.

A head stands at the page's edge, apart from the text, in letters no larger than the text's, and says again what the
document says elsewhere: the first of those that agree is kept, so that no word leaves the document. Only what counts
the pages (« Le Bulletin | 2 ») goes everywhere.

None of 193 real PDFs (1,556 pages; 73 files have two to five) loses a line here: their authors' heads stand on three
pages and more, and are found by repetition.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.markers import bullet, starts_object, starts_outline, starts_part
from ingest.text import LineKind, ReadPage, TextLine

# Share of the page's height in which a head stands, and of the pages that have it: two pages of at most five.
_BAND, _SHARE, _FEWEST = 0.12, 0.4, 2
# The same place on two pages, in points.
_SAME_PLACE = 2.5
# Between a head and the text there is at least so much, in heights of the letters; lines of a text stand 0.2 apart.
_GAP = 0.7
_LARGER, _SMALLER = 1.05, 0.96
# A head that stands on one page says again so many of the words at the head of the first page, or fewer with a date or
# a number among them.
_WORDS, _WORDS_WITH_FIGURES = 5, 3
_HEAD_LINES = 14
_MOST_HEADS = 3
_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d+")
# A count of pages, a word of its own: « Le Bulletin | 2 », « Page 2 sur 3 – Valbrune »; not « n° 2031-02 ».
_COUNT = re.compile(r"(?:(?<=\s)|^)\d{1,3}(?=$|\s|\s?/\s?\d|\s?\|)")
_ENDS = (".", ";", ",", ":")
_TITLES = re.compile(r"^(?:annexe|tableau|tarifs?|sommaire|suite|chapitre|titre|section)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """A line that may be a head: at the top or the foot of page ``page``, as ``place`` in its lines."""

    page: int
    place: int
    line: TextLine
    is_top: bool


def without_heads(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """The pages without the heads and feet found by place; pages without geometry stay as they are."""
    body = _body_size(pages)
    if len(pages) < _FEWEST or not body:
        return list(pages)
    blocks = [block for number, page in enumerate(pages) for block in _blocks(number, page, body)]
    repeated = _repeated(blocks, len(pages), body)
    said = _words(" ".join(line.text for line in pages[0].lines[:_HEAD_LINES]))
    gone: dict[int, set[int]] = defaultdict(set)
    for block in blocks:
        for edge in block:
            if (edge.page, edge.place) in repeated or (edge.page and _says_again(edge, said, body)):
                gone[edge.page].add(edge.place)
            else:
                break
    return [
        replace(page, lines=tuple(line for place, line in enumerate(page.lines) if place not in gone[number]))
        if gone[number]
        else page
        for number, page in enumerate(pages)
    ]


def _body_size(pages: Sequence[ReadPage]) -> float:
    sizes = [line.size for page in pages for line in page.lines if line.size for _ in range(1 + len(line.text) // 40)]
    return median(sizes) if sizes else 0.0


def _blocks(number: int, page: ReadPage, body: float) -> Iterator[list[_Edge]]:
    """Lines at the top of the page, from its edge inwards, then at its foot, each as far as a gap ends them."""
    placed = [(place, line) for place, line in enumerate(page.lines) if line.box is not None]
    if len(placed) < 2 or len(placed) < len(page.lines) or not page.height:
        return
    for is_top in (True, False):
        inwards = sorted(placed, key=lambda pair: _depth(pair[1], page, is_top))
        block: list[_Edge] = []
        for (place, line), (_, after) in pairwise(inwards):
            if not _may_be_head(line, page, body, is_top) or len(block) == _MOST_HEADS:
                break
            block.append(_Edge(page=number, place=place, line=line, is_top=is_top))
            if _gap(line, after) >= _GAP * max(line.size, 6.0):
                yield block
                break


def _depth(line: TextLine, page: ReadPage, is_top: bool) -> float:
    """How far from the edge the line ends, in points."""
    if line.box is None:
        return page.height
    return line.box.bottom if is_top else page.height - line.box.top


def _gap(line: TextLine, after: TextLine) -> float:
    if line.box is None or after.box is None:
        return 0.0
    return max(after.box.top - line.box.bottom, line.box.top - after.box.bottom)


def _may_be_head(line: TextLine, page: ReadPage, body: float, is_top: bool) -> bool:
    text = line.text
    if line.kind is not LineKind.RAW or _depth(line, page, is_top) > _BAND * page.height or line.size > _LARGER * body:
        return False
    if starts_part(text) or starts_object(text) or starts_outline(text) or bullet(text) or _TITLES.match(text):
        return False
    return not text[0].islower() and not text.endswith(_ENDS)


def _repeated(blocks: Sequence[Sequence[_Edge]], page_count: int, body: float) -> set[tuple[int, int]]:
    """Lines at one place of several pages in the same words: all but the first, or all when they count pages.

    « Vote : à l'unanimité » may end two pages: letters as large as the text's are a head's on every page only.
    """
    alike: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for block in blocks:
        for edge in block:
            alike[(edge.is_top, _COUNT.sub("#", edge.line.text.casefold(), count=1))].append(edge)
    gone: set[tuple[int, int]] = set()
    for edges in alike.values():
        first = edges[0]
        same = [edge for edge in edges if _is_at(edge, first)]
        counts = [int(found.group()) if (found := _COUNT.search(edge.line.text)) else 0 for edge in same]
        counted = len({count - edge.page for count, edge in zip(counts, same, strict=True)}) == 1 and any(counts)
        is_small = all(edge.line.size <= _SMALLER * body for edge in same)
        least = max(_FEWEST, _SHARE * page_count) if counted or is_small else page_count
        if len({edge.page for edge in same}) < least or (len(set(counts)) > 1 and not counted):
            continue
        gone |= {(edge.page, edge.place) for edge in (same if counted else same[1:])}
    return gone


def _is_at(edge: _Edge, other: _Edge) -> bool:
    one, two = edge.line.box, other.line.box
    if one is None or two is None:
        return False
    return abs(one.bottom - two.bottom) <= _SAME_PLACE and abs(edge.line.size - other.line.size) <= 0.5


def _says_again(edge: _Edge, said: set[str], body: float) -> bool:
    """A head of one page, in small letters, whose every word and figure stands at the head of the first page."""
    line = edge.line
    if not edge.is_top or line.bold or line.size > _SMALLER * body:
        return False
    words = _words(line.text)
    least = _WORDS_WITH_FIGURES if _FIGURES.search(line.text) else _WORDS
    return len(words) >= least and words <= said


def _words(text: str) -> set[str]:
    """Words and figures of two signs and more, without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return {word for word in _WORD.findall(plain) if len(word) > 1}
