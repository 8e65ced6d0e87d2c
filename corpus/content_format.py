"""The small markup of ``content/*.md``: a TOML head between ``+++`` lines, then blocks parted by blank lines.

Blocks: ``#``/``##``/``###`` headings, ``- `` lists (a continuation line is indented), ``| a | b |`` tables whose
line ``|---|---:|`` parts the header rows from the others and gives the alignment, and the widths where its dashes
differ in number, ``::name argument`` directives (their following lines belong to them), anything else is a paragraph.
A cell ``<`` belongs to the cell on its left, a cell ``^`` to the one above. ``::table unruled`` before the lines of a
table takes its rules away. ``[^words]`` is a footnote. How a block looks is left to the layout.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from pathlib import Path

NBSP = "\u00a0"
LEFT, ABOVE = "<", "^"

# Where French typography forbids a line break: « 3,85 € », « n° 2026-031 », « 18 h 30 », « 1 250 habitants »,
# « article 3 », « 18 juin ». Not « les 3 enfants » (an ordinary space stays).
_UNBREAKABLE = (
    (re.compile(r" ([;:!?»€%])"), NBSP + r"\1"),
    (re.compile(r"([«]) "), r"\1" + NBSP),
    (re.compile(r"(n°|[Aa]rticles?|[LRD]\.|page) (?=[0-9LRD])"), r"\1" + NBSP),
    (re.compile(r"(?<=\d) (h|m|m²|m³|km|ans|litres)\b"), NBSP + r"\1"),
    (re.compile(r"(?<=\d\u00a0h) (?=\d\d\b)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NBSP),
    (
        re.compile(
            r"(?<=\d) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
        ),
        NBSP,
    ),
)


class BlockKind(StrEnum):
    """What a block is; ``DIRECTIVE`` carries its name in ``Block.name``."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    DIRECTIVE = "directive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. ``level`` is 1 to 3 for headings; what follows ``name`` serves tables only.

    ``rows`` are all of one length and start with ``header_rows`` rows of headers; ``widths`` are shares of the whole
    width, empty when the layout decides.
    """

    kind: BlockKind
    lines: tuple[str, ...] = ()
    level: int = 0
    name: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    right_aligned: tuple[bool, ...] = ()
    header_rows: int = 1
    is_ruled: bool = True
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A content file: its head (texts by name) and its blocks in order."""

    head: Mapping[str, str]
    blocks: tuple[Block, ...]


def read_content(path: Path) -> Content:
    """The content of a file. Raises ValueError, naming the file, when its head is missing."""
    text = path.read_text(encoding="utf-8")
    parts = text.split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path.name}: no head between two '+++' lines")
    head = {name: str(value) for name, value in tomllib.loads(parts[1]).items()}
    blocks = tuple(parse_block(chunk) for chunk in re.split(r"\n\s*\n", parts[2].strip()))
    return Content(head=head, blocks=blocks)


def parse_block(chunk: str) -> Block:
    """One block from its source lines; line breaks inside a paragraph are spaces."""
    lines = chunk.strip("\n").split("\n")
    first = lines[0]
    if match := re.match(r"(#{1,3}) (.+)", first):
        return Block(kind=BlockKind.HEADING, level=len(match[1]), lines=(set_french(match[2]),))
    if first == "::table unruled":
        return _parse_table(lines[1:], is_ruled=False)
    if match := re.match(r"::(\w+) ?(.*)", first):
        kept = tuple(set_french(line) for line in (match[2], *lines[1:]) if line)
        return Block(kind=BlockKind.DIRECTIVE, name=match[1], lines=kept)
    if first.startswith("|"):
        return _parse_table(lines)
    if first.startswith("- "):
        joined = re.sub(r"\n\s+", " ", chunk)
        return Block(kind=BlockKind.LIST, lines=tuple(set_french(item[2:]) for item in joined.split("\n")))
    return Block(kind=BlockKind.PARAGRAPH, lines=(set_french(" ".join(lines)),))


def set_french(text: str) -> str:
    """``text`` with no-break spaces where French typography wants them."""
    for pattern, replacement in _UNBREAKABLE:
        text = pattern.sub(replacement, text)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table with the cells merged into it. ``row`` and ``column`` from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


def merged_cells(block: Block) -> tuple[Cell, ...]:
    """The cells of a table, row by row; those marked as belonging to another are counted in its spans."""
    return tuple(
        Cell(
            text=text,
            row=row,
            column=column,
            row_span=1 + _marks((line[column] for line in block.rows[row + 1 :]), ABOVE),
            column_span=1 + _marks(line[column + 1 :], LEFT),
        )
        for row, line in enumerate(block.rows)
        for column, text in enumerate(line)
        if text not in (LEFT, ABOVE)
    )


def _marks(cells: Iterable[str], mark: str) -> int:
    """How many cells bear ``mark`` before the first that does not."""
    return sum(1 for _ in takewhile(lambda cell: cell == mark, cells))


def _parse_table(lines: list[str], *, is_ruled: bool = True) -> Block:
    cells = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    alignment = next(index for index, row in enumerate(cells) if all(re.fullmatch(r"-+:?", cell) for cell in row))
    right = tuple(cell.endswith(":") for cell in cells[alignment])
    rows = tuple(tuple(set_french(cell) for cell in row) for index, row in enumerate(cells) if index != alignment)
    dashes = tuple(cell.count("-") for cell in cells[alignment])
    return Block(
        kind=BlockKind.TABLE,
        rows=rows,
        right_aligned=right,
        header_rows=alignment,
        is_ruled=is_ruled,
        widths=dashes if len(set(dashes)) > 1 else (),
    )
