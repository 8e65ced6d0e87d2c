"""CSV → rows of cells: separator and character set found, cells as written. Runs only in the cage."""

import csv
import io
from collections import Counter
from itertools import islice

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.markup.charset import decode_text
from ingest.office.flow import MOST_COLUMNS, Cell
from ingest.office.sheets import MOST_ROWS, Sheet, sheet_lines
from ingest.text import Reading, ReadPage, Refused

# Best first where two fit as well: a comma may be a decimal one.
_SEPARATORS = (";", "\t", ",", "|")
_SAMPLE_LINES = 60
_LONGEST_CELL = 131_072


def read_csv(data: bytes) -> Reading:
    """Lines of a CSV file. Raises Refused."""
    rows = csv_rows(decode_text(data))
    sheet = Sheet(name="", rows=tuple(tuple(Cell(text=text) for text in row) for row in rows))
    lines = sheet_lines([sheet])
    return Reading(media_type=MediaType.CSV, pages=(ReadPage(number=None, lines=tuple(lines)),))


def csv_rows(text: str) -> list[list[str]]:
    """The cells of each row, cleaned. Raises Refused when the file is no CSV."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:  # Excel's own way to tell the separator
        return _parsed(rest, first[4])
    return _parsed(text, separator_of(text))


def separator_of(text: str) -> str:
    """The separator that cuts most of the first lines into the same number of columns, the more the better."""
    lines = [line for line in text.split("\n")[:_SAMPLE_LINES] if line.strip()]
    best, best_score = ";", 0.0
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            continue
        counts = Counter(width for width in widths if width > 1)
        if not counts:
            continue
        width, same = counts.most_common(1)[0]
        score = same / len(widths) * min(width, 12) ** 0.5
        if score > best_score * 1.05:
            best, best_score = separator, score
    return best


def _parsed(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[clean_characters(cell) for cell in row[:MOST_COLUMNS]] for row in islice(reader, MOST_ROWS)]
    except csv.Error as error:
        raise Refused(FileReason.DAMAGED, f"CSV: {error}"[:200]) from error
