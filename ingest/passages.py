"""Structured pages → passages of about 900 characters: slices of a page's cleaned text, never across a page. Pure.

A heading stands as a line of its own at the head of the passage that it opens, and is in its ``heading_path`` too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.act import Act
from ingest.acts.decisions import FoundDecision
from ingest.acts.successions import FoundSuccession
from ingest.ocr.doubts import doubtful_spans, line_confidences
from ingest.structure import PlacedLine, StructuredPage
from ingest.text import LineKind, TextLine

# DESIGN and issue: about 900. A list or table and its lead-in may go to LONGEST before they are cut.
TARGET, LONGEST = 900, 1_400
# A section shorter than this is joined with the next one: a card « Prénom Nom / Maire » is no passage.
SHORTEST = 250
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-ÖØ-Þ«\"(0-9-])")
_CLAUSE = re.compile(r"(?<=[,:;)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A passage before it has an identity. ``text == page_text[start:end]``."""

    text: str
    page: int | None
    start: int
    end: int
    heading_path: tuple[str, ...]
    context: tuple[str, ...]
    link: str | None = None
    ocr_confidences: tuple[float, ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CutDocument:
    """What a reading becomes. ``cuts``, ``decisions`` and ``successions`` are in document order, without identity.

    ``act`` is None when the reading holds no word.
    """

    title: str
    session_date: date | None
    act: Act | None
    decisions: tuple[FoundDecision, ...]
    cuts: tuple[Cut, ...]
    successions: tuple[FoundSuccession, ...] = ()

    @property
    def word_count(self) -> int:
        """Words of all passages."""
        return sum(len(cut.text.split()) for cut in self.cuts)


def cut_passages(pages: Sequence[StructuredPage]) -> list[Cut]:
    """Passages of all pages, in order. Together they hold every word of every page, once."""
    return [cut for page in pages for cut in _cut_page(page)]


def _cut_page(page: StructuredPage) -> Iterator[Cut]:
    group: list[PlacedLine] = []
    lines = [part for line in page.lines for part in _short_enough(line)]
    for index, line in enumerate(lines):
        if group and _starts_new(group, line, lines, index):
            carried = _trailing_leads(group, line, page)
            kept = group[: len(group) - carried]
            if kept:
                yield _cut(page, kept)
            group = group[len(group) - carried :]
        group.append(line)
    if group:
        yield _cut(page, group)


def _starts_new(group: list[PlacedLine], line: PlacedLine, lines: Sequence[PlacedLine], index: int) -> bool:
    length = group[-1].end - group[0].start
    if line.line.link != group[-1].line.link and group[-1].line.kind is not LineKind.HEADING:
        return True  # what is published at its own address is cited by itself
    if line.line.kind is LineKind.HEADING:
        if _is_next_record(group[-1].line, line.line):
            return True
        # Headings in a row stay together, and a heading never ends a passage.
        if length > TARGET:
            return True
        return group[-1].line.kind is not LineKind.HEADING and (
            length >= SHORTEST or length + _section_length(lines, index) > TARGET
        )
    if group[-1].line.kind is LineKind.HEADING and length < TARGET:
        return False
    after = line.end - group[0].start
    if after <= TARGET:
        return False
    if line.lead and after <= LONGEST and _remaining(lines, index, group[0].start) <= LONGEST:
        return False  # the end of the list or table still fits
    # Over the target: cut before this line, unless what is there is too little to stand alone.
    return length >= SHORTEST or after > LONGEST


def _is_next_record(last: TextLine, line: TextLine) -> bool:
    """Whether a heading opens another record than that of the item before (``ingest/office/records.py``)."""
    return last.kind is LineKind.ITEM and None not in (last.table, line.table) and last.table != line.table


def _remaining(lines: Sequence[PlacedLine], index: int, start: int) -> int:
    """Length from ``start`` to the end of the list or table that the line belongs to, as far as it matters.

    Looking no further than LONGEST keeps a sheet of 20,000 rows from being walked through once for each of them.
    """
    end = index
    while end + 1 < len(lines) and lines[end + 1].lead and lines[end + 1].lead == lines[index].lead:
        end += 1
        if lines[end].end - start > LONGEST:
            break
    return lines[end].end - start


def _section_length(lines: Sequence[PlacedLine], index: int) -> int:
    end = index + 1
    while end < len(lines) and lines[end].line.kind is not LineKind.HEADING:
        end += 1
    return lines[end - 1].end - lines[index].start


def _trailing_leads(group: list[PlacedLine], line: PlacedLine, page: StructuredPage) -> int:
    """How many lines at the group's end go with the next passage: headings, and lead-ins of what follows."""
    count = 0
    lead_starts = {page.lines[i].start for i in line.lead}
    for former in reversed(group):
        if former.line.kind is LineKind.HEADING or former.start in lead_starts:
            count += 1
        else:
            break
    return count if count < len(group) else 0


def _cut(page: StructuredPage, group: list[PlacedLine]) -> Cut:
    start, end = group[0].start, group[-1].end
    inside = range(start, end)
    leads = dict.fromkeys(i for line in group for i in line.lead if page.lines[i].start not in inside)
    carried = dict.fromkeys(text for line in group for text in line.carried)
    lines = [placed.line for placed in group]
    return Cut(
        text=page.text[start:end],
        page=page.number,
        start=start,
        end=end,
        heading_path=_shared_path(group),
        context=(*carried, *(page.lines[i].line.text for i in leads)),
        link=_shared_link(group),
        ocr_confidences=line_confidences(lines),
        doubtful=doubtful_spans(page.text[start:end], lines),
    )


def _shared_link(group: list[PlacedLine]) -> str | None:
    """The address that every line gives; a heading above them needs not."""
    links = {line.line.link for line in group if line.line.link or line.line.kind is not LineKind.HEADING}
    return links.pop() or None if len(links) == 1 else None


def _shared_path(group: list[PlacedLine]) -> tuple[str, ...]:
    """The headings that govern the whole passage, or its first section when they share none."""
    bodies = [line.heading_path for line in group if line.line.kind is not LineKind.HEADING] or [group[-1].heading_path]
    shared = bodies[0]
    for path in bodies[1:]:
        size = 0
        while size < min(len(shared), len(path)) and shared[size] == path[size]:
            size += 1
        shared = shared[:size]
    return shared


def _short_enough(line: PlacedLine) -> list[PlacedLine]:
    """The line, or its pieces cut at sentence ends (else clauses, else words) when it is longer than LONGEST."""
    text = line.line.text
    if len(text) <= LONGEST or line.line.kind is LineKind.ROW:
        return [line]
    pieces = []
    start = 0
    while len(text) - start > LONGEST:
        end = _best_cut(text, start)
        pieces.append((start, end))
        start = end + 1 if text[end] == " " else end
    pieces.append((start, len(text)))
    return [
        replace(line, line=replace(line.line, text=text[a:b]), start=line.start + a, end=line.start + b)
        for a, b in pieces
    ]


def _best_cut(text: str, start: int) -> int:
    """Where a piece that begins at ``start`` ends: at a sentence's end, else a clause's, else a word's, else TARGET."""
    window = text[start : start + TARGET]
    for pattern in (_SENTENCE, _CLAUSE):
        ends = [found.start() for found in pattern.finditer(window) if found.start() > SHORTEST]
        if ends:
            return start + ends[-1]
    blank = window.rfind(" ")
    return start + (blank if blank > 0 else TARGET)
