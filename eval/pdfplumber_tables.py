"""pdfplumber alone: the tables that it finds on a page with its own settings. A peer to be measured against."""

import io
from collections.abc import Sequence
from importlib.util import find_spec


def is_installed() -> bool:
    """Whether pdfplumber is there: it comes with the extra ``dev``."""
    return find_spec("pdfplumber") is not None


def tables_of_page(data: bytes, page_number: int) -> list[list[list[str]]]:
    """Tables of a page (from 1) as rows of cells; a cell merged into its neighbour takes the neighbour's text.

    pdfplumber gives None for what a merged cell covers: the nearest cell to the left in the row, else the one above,
    is meant, which is the most favourable reading.
    """
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [_filled(table) for table in document.pages[page_number - 1].extract_tables()]


def _filled(table: Sequence[Sequence[str | None]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cells in table:
        row: list[str] = []
        for column, cell in enumerate(cells):
            if cell is not None:
                row.append(cell)
            elif column:
                row.append(row[-1])
            else:
                row.append(rows[-1][0] if rows else "")
        rows.append(row)
    return rows
