"""From words with places to lines in reading order: rows of tables, columns of prose, plain lines. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.pdf.columns import Item, reading_order
from ingest.pdf.disorder import is_disordered, lines_as_drawn
from ingest.pdf.geometry import PageGeometry, Rule, Word, drawn_span, is_drawn_before
from ingest.pdf.grid_rows import grid_rows
from ingest.pdf.grids import Grid, find_grids
from ingest.pdf.unruled import table_rows
from ingest.text import Box, LineKind, ReadPage, TextLine

# A blank wider than this many heights of the font's box separates cells, if it is also this many times the line's
# usual blank. Of 1,593 evenly set lines of real minutes the widest blank was 0.44 of it at the 90th percentile,
# 0.70 at the 99th, 0.98 at the 99.9th.
_CELL_BLANK, _TIMES_USUAL_BLANK = 0.9, 2.5
# Figures side by side (« 3,40   0,75 ») stand closer; the blank inside « 1 350,20 » is 0.2 of the height.
_SURE_BLANK, _FIGURE_BLANK = 2.0, 0.5
# Above two tables side by side each has its title, at most so many points higher.
_CAPTION_REACH = 24.0
# A blank, and not the place of an exponent, before a word that the file draws elsewhere: another column begins.
_JUMP_BLANK = 0.15
# « - », « • », « 1) », « a. », « IV – », « Article 3 : »: markers that a tab separates from their own text.
_MARKER = re.compile(r"^(\W|[\uf000-\uf0ff]|o|\(?[0-9]{1,2}[.)°-]{1,2}|\(?[a-zA-Z][.)]|[IVX]{1,5}[.)°–-]*)$")


@dataclass(slots=True)
class _Visual:
    """A line as seen, before it is known whether its pieces are cells."""

    words: list[Word]
    top: float
    right: float


def lay_out(page: PageGeometry) -> ReadPage:
    """Lines of a page, from top to bottom, column by column where prose stands in columns; as drawn when that fails."""
    grids = find_grids(page)
    free, held = _shared_out(page.words, grids)
    beside, held_sideways = _shared_out(page.sideways, grids)
    held = [words + turned for words, turned in zip(held, held_sideways, strict=True)]
    items: list[Item] = []
    for index, (grid, words) in enumerate(zip(grids, held, strict=True)):
        rows = grid_rows(grid, words, index)
        if any(row.kind is LineKind.ROW for row in rows):
            box = Box(left=grid.xs[0], top=grid.ys[0], right=grid.xs[-1], bottom=grid.ys[-1])
            items.append(Item(box=box, row=-1 - index, lines=tuple(rows)))
        else:
            free += words  # a frame around a text, not a table
    for row, visual in enumerate(_visual_lines(free)):
        items += [Item(box=piece.box, row=row, lines=(piece,)) for piece in _cells(visual, page.vertical) if piece.box]
    items = _numbered(_captioned(items))
    lines = [line for region in reading_order(items) for line in _lines(region)]
    disordered = is_disordered(lines)
    if disordered:
        tables = [line for item in items if any(x.kind is LineKind.ROW for x in item.lines) for line in item.lines]
        lines = [*lines_as_drawn(sorted(free, key=lambda w: w.drawn_at or 0)), *tables]
    return ReadPage(
        number=page.number,
        lines=(*lines, *map(_label, beside)),
        width=page.width,
        height=page.height,
        has_images=page.has_images,
        is_disordered=disordered,
    )


def _captioned(items: list[Item]) -> list[Item]:
    """Items where each of several tables side by side holds the line set above it; one table's title stays a line."""
    tables = [item for item in items if item.row < 0]
    taken: dict[int, Item] = {}
    for table in tables:
        if any(_is_beside(table.box, other.box) for other in tables):
            above = [item for item in items if item.row >= 0 and _stands_above(item.box, table.box)]
            if above:
                taken[table.row] = max(above, key=lambda item: item.box.bottom)
    captions = [id(caption) for caption in taken.values()]
    return [_with_caption(i, taken.get(i.row) if i.row < 0 else None) for i in items if id(i) not in captions]


def _with_caption(table: Item, caption: Item | None) -> Item:
    if caption is None:
        return table
    first = replace(caption.lines[0], kind=LineKind.PARAGRAPH, table=table.lines[0].table)
    return replace(table, box=replace(table.box, top=caption.box.top), lines=(first, *table.lines))


def _is_beside(one: Box, other: Box) -> bool:
    is_apart = one.right <= other.left or other.right <= one.left
    return is_apart and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * (one.bottom - one.top)


def _stands_above(line: Box, table: Box) -> bool:
    return (
        table.top - _CAPTION_REACH <= line.bottom <= table.top + 2
        and line.left >= table.left - 6
        and line.right <= table.right + 6
    )


def _shared_out(words: Sequence[Word], grids: Sequence[Grid]) -> tuple[list[Word], list[list[Word]]]:
    """Words outside all tables, and those inside each."""
    free: list[Word] = []
    held: list[list[Word]] = [[] for _ in grids]
    for word in words:
        home = next((i for i, grid in enumerate(grids) if grid.holds(word)), None)
        (free if home is None else held[home]).append(word)
    return free, held


def _label(word: Word) -> TextLine:
    """A phrase set up the margin: after the page's text, where it cuts no sentence."""
    return TextLine(text=word.text, kind=LineKind.PARAGRAPH, size=word.size)


def _numbered(items: list[Item]) -> list[Item]:
    """Rows renumbered from top to bottom, tables among the lines."""
    tops: dict[int, float] = {}
    for item in items:
        tops[item.row] = min(item.box.top, tops.get(item.row, item.box.top))
    order = {row: place for place, row in enumerate(sorted(tops, key=lambda r: (tops[r], abs(r))))}
    return [replace(item, row=order[item.row]) for item in items]


def _lines(region: list[Item]) -> list[TextLine]:
    """The lines of a region; pieces of one height are the cells of a row."""
    heights = [list(group) for _, group in groupby(region, key=lambda item: item.row)]
    return table_rows([[line for item in height for line in item.lines] for height in heights])


def _visual_lines(words: list[Word]) -> list[_Visual]:
    lines: list[_Visual] = []
    by_height: dict[int, list[_Visual]] = {}
    for word in words:
        home = _home(word, by_height)
        if home is None:
            home = _Visual([], word.top, word.right)
            lines.append(home)
            by_height.setdefault(int(word.middle // 8), []).append(home)
        home.words.append(word)
        home.right = max(home.right, word.right)
    for line in lines:
        line.words.sort(key=lambda w: w.left)
    return sorted(lines, key=lambda v: v.top)


def _home(word: Word, by_height: dict[int, list[_Visual]]) -> _Visual | None:
    """The line whose height the word shares, unless it would be printed over another word of it."""
    step = int(word.middle // 8)
    for key in (step, step - 1, step + 1):
        for line in reversed(by_height.get(key, [])):
            first = line.words[0]
            # pdfium gives dashes and exponents a box of their own height: they belong where their middle is.
            near = (
                abs(word.middle - first.middle) <= 0.35 * max(min(word.size, first.size), 3.0)
                or (word.size < first.size * 0.8 and first.top <= word.middle <= first.bottom)
                or (first.size < word.size * 0.8 and word.top <= first.middle <= word.bottom)
            )
            if near and (word.left >= line.right or not any(_overprints(word, other) for other in line.words)):
                return line
    return None


def _overprints(word: Word, other: Word) -> bool:
    shared = min(word.right, other.right) - max(word.left, other.left)
    return shared > 0.5 * min(word.right - word.left, other.right - other.left)


def _cells(line: _Visual, vertical: tuple[Rule, ...]) -> list[TextLine]:
    """The pieces of a line that wide blanks or rules separate."""
    words = line.words
    blanks = [after.left - before.right for before, after in pairwise(words)]
    usual = median(b for b in blanks if b >= 0) if any(b >= 0 for b in blanks) else 0.0
    groups = [[words[0]]]
    for before, after, blank in zip(words, words[1:], blanks, strict=False):
        size = max(before.size, after.size)
        wide = (
            (blank > _CELL_BLANK * size and (len(words) <= 3 or blank > _TIMES_USUAL_BLANK * usual))
            or blank > _SURE_BLANK * size
            or (blank > _FIGURE_BLANK * size and _is_figure(before.text) and _is_figure(after.text))
        )
        jumps = blank > _JUMP_BLANK * size and not is_drawn_before(before, after)
        if wide or jumps or (blank > 0 and _ruled(before, after, vertical)):
            groups.append([after])
        else:
            groups[-1].append(after)
    if len(groups) > 1 and _MARKER.match(" ".join(w.text for w in groups[0])):
        groups[0:2] = [groups[0] + groups[1]]
    return [_piece(group) for group in groups]


def _is_figure(text: str) -> bool:
    """« 0,55 », « -12 », « 2023 », a dash that stands for nothing; not « 4ème »."""
    return text in "-–—" or (not any(c.isalpha() for c in text) and any(c.isdigit() for c in text))


def _ruled(before: Word, after: Word, vertical: tuple[Rule, ...]) -> bool:
    return any(
        before.right - 1 <= rule.at <= after.left + 1 and rule.start <= before.middle <= rule.end for rule in vertical
    )


def _piece(words: list[Word]) -> TextLine:
    box = Box(
        left=words[0].left,
        top=min(w.top for w in words),
        right=max(w.right for w in words),
        bottom=max(w.bottom for w in words),
    )
    letters = sum(len(w.text) for w in words)
    bold = sum(len(w.text) for w in words if w.bold) > 0.8 * letters
    return TextLine(
        text=" ".join(w.text for w in words),
        box=box,
        size=median(w.size for w in words),
        bold=bold,
        drawn=drawn_span(words),
    )
