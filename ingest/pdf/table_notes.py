"""Notes under a table, read with each row that bears their mark. Pure."""

from collections.abc import Mapping, Sequence

from french.notes import called_notes, opened_note
from ingest.pdf.headers import tables_of
from ingest.text import LineKind, TextLine

# Notes stand right under their table; a source or a total may come between.
_REACH, _BETWEEN = 8, 1
# A longer one is a text of its own, and would weigh more than the row that it is read with.
_LONGEST = 300


def with_notes(lines: Sequence[TextLine], leads: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """``leads`` with, for each row, the notes below its table that its cells, its headers or its groups call."""
    noted = list(leads)
    for rows in tables_of(lines):
        notes = _notes_under(lines, rows[-1])
        if not notes:
            continue
        for index in rows:
            around = (index, *(i for i in leads[index] if i < index))
            called = {mark for i in around for mark in called_notes(lines[i].text)}
            noted[index] = (*leads[index], *(notes[mark] for mark in sorted(called & notes.keys())))
    return noted


def _notes_under(lines: Sequence[TextLine], last_row: int) -> Mapping[str, int]:
    """Mark → line of each note that stands under the table that ends with ``last_row``."""
    notes: dict[str, int] = {}
    others = 0
    for index in range(last_row + 1, min(last_row + 1 + _REACH, len(lines))):
        line = lines[index]
        if line.kind in (LineKind.ROW, LineKind.HEADING):
            break
        mark = opened_note(line.text)
        if mark is not None:
            notes.setdefault(mark, index)  # the first one is the table's, whatever its length
        else:
            others += 1
            if others > _BETWEEN:
                break
    return {mark: index for mark, index in notes.items() if len(lines[index].text) <= _LONGEST}
