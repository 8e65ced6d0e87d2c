"""An answer set out for reading: sentences, lists and tables as the document has them, with their sources."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from domain.answer import AnswerSentence, Citation, SentenceKind
from domain.ids import CommuneSlug, DocumentId


class BlockKind(StrEnum):
    """How a run of sentences is set out."""

    TEXT = "text"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence, item or row (its cells), and the number of its source."""

    text: str
    cells: tuple[str, ...] = ()
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive lines of one kind under one lead. ``header`` has as many cells as the rows, or none."""

    kind: BlockKind
    lead: str | None
    header: tuple[str, ...] = ()
    lines: tuple[Line, ...]


CELL = " | "
_KINDS = {
    SentenceKind.SENTENCE: BlockKind.TEXT,
    SentenceKind.LIST_ITEM: BlockKind.LIST,
    SentenceKind.TABLE_ROW: BlockKind.TABLE,
}


def answer_blocks(sentences: tuple[AnswerSentence, ...]) -> tuple[Block, ...]:
    """Sentences grouped in reading order: same kind, same width of row, same lead.

    A lead already shown is not given again by the answer, hence a line without one goes on with the run before it.
    """
    runs: list[tuple[tuple[BlockKind, str | None, int], list[Line]]] = []
    for sentence in sentences:
        line = _line(sentence)
        kind, width = _KINDS[sentence.kind], len(line.cells)
        before = runs[-1][0] if runs else None
        if before and (before[0], before[2]) == (kind, width) and sentence.lead in {None, before[1]}:
            runs[-1][1].append(line)
        else:
            runs.append(((kind, sentence.lead, width), [line]))
    return tuple(_block(kind, lead, width, lines) for (kind, lead, width), lines in runs)


def cells_of(row: str) -> tuple[str, ...]:
    """The cells of a table row as a passage holds it: ``Résidant | moins de 700 | 1,00 €``."""
    return tuple(cell.strip() for cell in row.strip().strip("|").split(CELL.strip()))


def without_bullet(item: str) -> str:
    """A list item without its dash, which the list itself draws."""
    return item.lstrip().removeprefix("- ").removeprefix("• ").lstrip()


def source_address(base: str, citation: Citation, *, framed: bool = False) -> str:
    """The page of the document at the passage, the shown words marked."""
    query: dict[str, str | int] = {
        "passage": citation.passage_id,
        "start": citation.start,
        "end": citation.end,
    }
    if framed:
        query["cadre"] = 1
    return f"{base}/documents/{citation.document_id}?{urlencode(query)}#passage"


def original_address(document_id: DocumentId, commune: CommuneSlug, page: int | None) -> str:
    """The bytes as received; a PDF opens at its page."""
    fragment = f"#page={page}" if page else ""
    return f"/v1/documents/{document_id}/original?{urlencode({'commune': commune})}{fragment}"


def _line(sentence: AnswerSentence) -> Line:
    match sentence.kind:
        case SentenceKind.LIST_ITEM:
            return Line(text=without_bullet(sentence.text), citation=sentence.citation)
        case SentenceKind.TABLE_ROW:
            return Line(text=sentence.text, cells=cells_of(sentence.text), citation=sentence.citation)
        case SentenceKind.SENTENCE:
            return Line(text=sentence.text, citation=sentence.citation)


def _block(kind: BlockKind, lead: str | None, width: int, lines: list[Line]) -> Block:
    if kind is not BlockKind.TABLE or not lead:
        return Block(kind=kind, lead=lead, lines=tuple(lines))
    # The last line of the lead that has the rows' width is their header; what stands before it is a caption.
    *before, last = lead.split("\n")
    header = cells_of(last)
    if len(header) != width:
        return Block(kind=kind, lead=lead, lines=tuple(lines))
    return Block(kind=kind, lead="\n".join(before) or None, header=header, lines=tuple(lines))
