"""An answer set out for reading: sentences, lists and tables as the document has them, with their sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from domain.answer import AnswerSentence, Citation, SentenceKind, SentenceRole
from domain.ids import CommuneSlug, DocumentId
from french.answer_types import AnswerType, holds
from retriever.ranking.header_levels import cells_of_row, header_above, one_level


class BlockKind(StrEnum):
    """How a run of sentences is set out."""

    TEXT = "text"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence, item or row (its cells), the number of its source, and its figures to check on the original.

    ``condition`` are the first words of a special case that say for whom or when, ``rest`` what follows them.
    """

    text: str
    cells: tuple[str, ...] = ()
    citation: int
    to_check: tuple[str, ...] = ()
    condition: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive lines of one kind and one document under one lead.

    ``header`` has as many cells as the rows, or none. ``origin`` is there when the answer draws on several documents
    and this block begins to speak for another one: which document says what is then read in the answer itself.
    """

    kind: BlockKind
    lead: str | None
    origin: Citation | None = None
    header: tuple[str, ...] = ()
    lines: tuple[Line, ...]
    role: SentenceRole = SentenceRole.ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Blocks of one role that follow one another: the rule, its special cases, or what simply answers."""

    role: SentenceRole
    blocks: tuple[Block, ...]

    @property
    def count(self) -> int:
        """How many lines it holds: of special cases, how many cases."""
        return sum(len(block.lines) for block in self.blocks)


class _Run(NamedTuple):
    role: SentenceRole
    kind: BlockKind
    lead: str | None
    width: int
    document: DocumentId | None


_KINDS = {
    SentenceKind.SENTENCE: BlockKind.TEXT,
    SentenceKind.LIST_ITEM: BlockKind.LIST,
    SentenceKind.TABLE_ROW: BlockKind.TABLE,
}


def answer_blocks(sentences: tuple[AnswerSentence, ...], citations: tuple[Citation, ...] = ()) -> tuple[Block, ...]:
    """Sentences grouped in reading order: same kind, same width of row, same document, same lead.

    A lead already shown is not given again by the answer, hence a line without one goes on with the run before it.
    """
    cited = {citation.number: citation for citation in citations}
    has_several = len({citation.document_id for citation in citations}) > 1
    blocks: list[Block] = []
    runs: list[tuple[_Run, list[Line]]] = []
    for sentence in sentences:
        line, source = _line(sentence), cited.get(sentence.citation)
        run = _Run(
            sentence.role, _KINDS[sentence.kind], sentence.lead, len(line.cells), source.document_id if source else None
        )
        before = runs[-1][0] if runs else None
        if before and run == before._replace(lead=run.lead) and run.lead in {None, before.lead}:
            runs[-1][1].append(line)
        else:
            runs.append((run, [line]))
    shown: DocumentId | None = None
    for run, lines in runs:
        is_other = has_several and run.document != shown
        blocks.append(_block(run, lines, cited.get(lines[0].citation) if is_other else None))
        shown = run.document
    return tuple(blocks)


def answer_parts(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Blocks grouped by role, in their order."""
    return tuple(Part(role=role, blocks=tuple(run)) for role, run in groupby(blocks, key=lambda block: block.role))


def simpler_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The rule, its special cases and what documents say differently; of what else answers, the first words alone.

    Nothing that changes the answer goes: a special case stays, for the page to fold under the rule.
    """
    has_rule = any(part.role is SentenceRole.RULE for part in parts)
    first = tuple(replace(part, blocks=part.blocks if has_rule else part.blocks[:1]) for part in parts[:1])
    return first + tuple(part for part in parts[1:] if part.role is not SentenceRole.ANSWER)


def is_shorter_simpler(parts: Sequence[Part]) -> bool:
    """Whether the simpler form shows less at first sight than ``parts``."""
    return simpler_parts(parts) != tuple(parts) or any(part.role is SentenceRole.CASE for part in parts)


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


def site_address(address: str | None, page: int | None) -> str | None:
    """Where the document is on the commune's site; a PDF opens at its page. None when it came from a folder."""
    if address is None or not address.startswith(("https://", "http://")):
        return None
    return f"{address}#page={page}" if page else address


def original_address(document_id: DocumentId, commune: CommuneSlug, page: int | None) -> str:
    """The bytes as received; a PDF opens at its page."""
    fragment = f"#page={page}" if page else ""
    return f"/v1/documents/{document_id}/original?{urlencode({'commune': commune})}{fragment}"


def _line(sentence: AnswerSentence) -> Line:
    text, cells = sentence.text, tuple[str, ...]()
    match sentence.kind:
        case SentenceKind.LIST_ITEM:
            text = without_bullet(text)
        case SentenceKind.TABLE_ROW:
            cells = cells_of_row(text)
        case SentenceKind.SENTENCE:
            pass
    condition = without_bullet(sentence.condition or "")
    return Line(
        text=text,
        cells=cells,
        citation=sentence.citation,
        to_check=sentence.to_check,
        condition=condition,
        rest=text.removeprefix(condition).lstrip(" ,:") if condition else "",
    )


def _case_of_row(line: Line, lead: str | None) -> Line:
    """A row as a special case: its cells before the first value say for whom, the others what, under their headers.

    « Hors commune | sans objet | 5,90 € » is « Hors commune » and « Prix du repas : 5,90 € ».
    """
    header = header_above(lead.split("\n")) if lead else []
    has_names = bool(header) and len(cells_of_row(header[-1])) == len(line.cells)
    names = one_level(header) if has_names else ("",) * len(line.cells)
    first = next((at for at, cell in enumerate(line.cells) if at and any(holds(cell, k) for k in _VALUES)), 1)
    whom = ", ".join(cell for cell in line.cells[:first] if cell.strip().lower() not in _NOTHING)
    what = [f"{name} : {cell}" if name else cell for name, cell in zip(names, line.cells, strict=True)][first:]
    return replace(line, condition=whom, rest=" ; ".join(what))


_VALUES = (AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.PERCENTAGE)
_NOTHING = frozenset({"", "-", "–", "sans objet", "néant"})


def _block(run: _Run, lines: list[Line], origin: Citation | None) -> Block:
    if run.kind is BlockKind.TABLE and run.role is SentenceRole.CASE:
        lines = [_case_of_row(line, run.lead) for line in lines]
    if run.kind is not BlockKind.TABLE or not run.lead:
        return Block(kind=run.kind, lead=run.lead, origin=origin, lines=tuple(lines), role=run.role)
    # The rows at the lead's end that have the rows' width are their header; what stands before them is a caption.
    before = run.lead.split("\n")
    header = header_above(before)
    if not header or len(cells_of_row(header[-1])) != run.width:
        return Block(kind=run.kind, lead=run.lead, origin=origin, lines=tuple(lines), role=run.role)
    caption = "\n".join(before[: len(before) - len(header)]) or None
    return Block(
        kind=run.kind, lead=caption, origin=origin, header=one_level(header), lines=tuple(lines), role=run.role
    )
