"""Takes a passage apart into what can be shown: sentences, list items and table rows, with the words they lean on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.answer import SentenceKind
from domain.passage import Passage
from french.answer_types import AnswerType, holds
from french.sentences import sentence_spans
from retriever.ranking.header_levels import CELL_MARK, header_above
from retriever.ranking.labels import label_above

ITEM_MARK = "- "
MOST_TITLE_WORDS = 15
"""As in ``scoring``: a longer line is no title."""
SHORTEST_NAME = 5
_VALUES = (AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.PERCENTAGE, AnswerType.PHONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Words of a passage that can stand in an answer.

    ``start`` and ``end`` are offsets in code points in the passage's text; ``text`` is exactly that slice.
    ``lead`` is the lead-in or header row that governs it, verbatim, wherever it stands in the document; a header of
    several levels is its rows, joined by line ends.
    ``introduces`` is True for a lead-in whose list follows.
    """

    text: str
    kind: SentenceKind
    lead: str | None
    start: int
    end: int
    introduces: bool = False


def units_of(passage: Passage) -> tuple[Unit, ...]:
    """All units of a passage, in reading order. Bullets are left out, and headings unless they hold a
    figure: « Le jeudi de 15 h 30 à 18 h » in bold is an answer.
    """
    found: list[Unit] = []
    lead_in = _last(passage.context, lambda line: line.rstrip().endswith(":"))
    header = _carried_header(passage.context)
    offset = 0
    in_table = header is not None
    lines = passage.text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(ITEM_MARK):
            found.append(_unit(line, SentenceKind.LIST_ITEM, lead_in, offset, len(ITEM_MARK), len(line)))
        elif CELL_MARK in line:
            if not in_table:
                header = line if _is_header(line, lines[number + 1 :]) else None
            elif header is not None and _is_next_level(header, lines[:number], line):
                header = f"{header}\n{line}"
            row_header = header if header is not None and header.split("\n")[-1] != line else None
            row_header = row_header or (_block_title(lines[:number]) if header is None else None)
            found.append(_unit(line, SentenceKind.TABLE_ROW, row_header, offset, 0, len(line)))
            in_table = True
        else:
            in_table = False
            if line in passage.heading_path and not any(c.isdigit() for c in line):
                offset += len(line) + 1
                continue
            for start, end in sentence_spans(line):
                label = None if start or end < len(line.rstrip()) else label_above(line, lines[:number])
                label = None if label in passage.heading_path else label
                unit = _unit(line, SentenceKind.SENTENCE, label, offset, start, end)
                found.append(unit)
                lead_in = unit.text if unit.introduces else lead_in
        offset += len(line) + 1
    return tuple(unit for unit in found if unit.text)


def _carried_header(context: tuple[str, ...]) -> str | None:
    """The header rows of a table that goes on, all its levels; None when the context holds none."""
    last = max((index for index, line in enumerate(context) if CELL_MARK in line), default=-1)
    return "\n".join(header_above(context[: last + 1])) or None


def _block_title(above: Sequence[str]) -> str | None:
    """The line that names a block of a price list, above its first row, after the one in capitals that it stands under:
    « SALLE DU PRÉ », « Location pour un week-end ». Without it « Habitants | 45 € » says nothing.

    None where a sentence or an item stands above the rows.
    """
    lines = [line for line in reversed(above) if CELL_MARK not in line and line.strip()]
    if not lines or not _may_name(lines[0]):
        return None
    outer = "" if lines[0].isupper() else next((line for line in lines[1:] if _names_in_capitals(line)), "")
    return f"{outer}\n{lines[0]}" if outer else lines[0]


def _may_name(line: str) -> bool:
    is_prose = line.startswith(ITEM_MARK) or line.rstrip().endswith((".", ";", "!", "?", "»"))
    return not is_prose and len(line.split()) <= MOST_TITLE_WORDS


def _names_in_capitals(line: str) -> bool:
    """« FOYER RURAL : », « MARCHÉ DU SOIR : droit de place »; not « RF » nor « DIT que … »."""
    first = line.split(":")[0].strip()
    return _may_name(line) and first.isupper() and len(first) >= SHORTEST_NAME


def _is_next_level(header: str, above: Sequence[str], row: str) -> bool:
    """Whether a row right under a header that names groups of columns names the columns themselves."""
    rows = header.split("\n")
    return above[-1:] == rows[-1:] and header_above([rows[-1], row]) == [rows[-1], row] and not _gives_value(row)


def _is_header(row: str, below: Sequence[str]) -> bool:
    """Whether the first row of a table names its columns: it gives no value, and the row below gives some or it has no
    figure at all (« Jour | Du 1er avril au 31 octobre », « Service | Prix au m³ »; not « Enfants | 2,10 € »).
    """
    if not any(c.isdecimal() for c in row):
        return row.count(CELL_MARK) > 1 or not _gives_value(row)
    return bool(below) and CELL_MARK in below[0] and not _gives_value(row) and _gives_value(below[0])


def _gives_value(row: str) -> bool:
    return any(holds(cell, kind) for cell in row.split(CELL_MARK)[1:] for kind in _VALUES)


def _unit(line: str, kind: SentenceKind, lead: str | None, offset: int, start: int, end: int) -> Unit:
    text = line[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    introduces = kind is SentenceKind.SENTENCE and text.endswith(":")
    begins = offset + start
    return Unit(text=text, kind=kind, lead=lead, start=begins, end=begins + len(text), introduces=introduces)


def _last(lines: tuple[str, ...], wanted: Callable[[str], bool]) -> str | None:
    return next((line for line in reversed(lines) if wanted(line)), None)
