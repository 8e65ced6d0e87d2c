"""A document as detectors read it: its blocks in order, each a line of a passage, with where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clarity.observation import Place
from domain.document import Document
from domain.ids import DocumentId, PassageId
from domain.passage import Passage

_ITEM = re.compile(r"- ")
_PARAGRAPH_BREAK = re.compile(r"\n")


class BlockKind(StrEnum):
    """How a block is written."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One line of a passage; ``start`` is its offset in the passage's text, in code points."""

    kind: BlockKind
    text: str
    start: int
    passage_id: PassageId | None
    page: int | None
    heading_path: tuple[str, ...]
    context: tuple[str, ...]
    is_from_ocr: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A document's blocks in order; ``document`` is None for a text that was pasted."""

    document: Document | None
    title: str
    blocks: tuple[Block, ...]

    def place(self, block: Block, start: int, end: int) -> Place:
        """The place of ``block.text[start:end]``."""
        return Place(
            document_id=None if self.document is None else DocumentId(self.document.id),
            passage_id=block.passage_id,
            page=block.page,
            heading_path=block.heading_path,
            start=block.start + start,
            end=block.start + end,
            quote=block.text[start:end],
        )


def read_passages(document: Document, passages: Sequence[Passage]) -> ReadText:
    """The blocks of a document's passages, in document order."""
    blocks = tuple(block for passage in passages for block in _blocks(passage))
    return ReadText(document=document, title=document.title, blocks=blocks)


def read_pasted(text: str, *, title: str = "") -> ReadText:
    """The blocks of a text given as is: one a line, offsets in ``text``."""
    blocks = tuple(
        Block(
            kind=_kind(line),
            text=line,
            start=start,
            passage_id=None,
            page=None,
            heading_path=(),
            context=(),
            is_from_ocr=False,
        )
        for start, line in _lines(text)
    )
    return ReadText(document=None, title=title, blocks=blocks)


def _blocks(passage: Passage) -> list[Block]:
    return [
        Block(
            kind=_kind(line),
            text=line,
            start=start,
            passage_id=passage.id,
            page=passage.page,
            heading_path=passage.heading_path,
            context=passage.context,
            is_from_ocr=passage.is_from_ocr,
        )
        for start, line in _lines(passage.text)
    ]


def _lines(text: str) -> list[tuple[int, str]]:
    """Each line that is not blank, with its offset."""
    lines, start = [], 0
    for line in _PARAGRAPH_BREAK.split(text):
        if line.strip():
            lines.append((start, line))
        start += len(line) + 1
    return lines


def _kind(line: str) -> BlockKind:
    if _ITEM.match(line):
        return BlockKind.ITEM
    return BlockKind.ROW if " | " in line else BlockKind.PARAGRAPH
