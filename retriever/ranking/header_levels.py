"""Headers of several levels: rows that name groups of columns stand above the row that names each. Pure."""

from collections.abc import Sequence
from itertools import groupby, pairwise

CELL_MARK = " | "
LEVELS = " — "


def cells_of_row(row: str) -> tuple[str, ...]:
    """The cells of a row as a passage holds it, its ends stripped or not."""
    return tuple(cell.strip() for cell in f" {row.strip()} ".split(CELL_MARK))


def names_groups(row: str) -> bool:
    """Whether a row names columns by groups: a cell over several columns is written in each (« Tarif | Tarif »)."""
    return any(one and one == other for one, other in pairwise(cells_of_row(row)))


def header_above(lines: Sequence[str]) -> list[str]:
    """The header that ``lines`` end with: its last row, and the rows above that name groups of its columns."""
    header: list[str] = []
    for line in reversed(lines):
        if CELL_MARK not in line or (header and not _stands_over(line, header[0])):
            break
        header.insert(0, line)
    return header


def one_level(header: Sequence[str]) -> tuple[str, ...]:
    """The header's rows as one, a column's levels from the widest: « Habitants — Plein tarif »."""
    columns = zip(*map(cells_of_row, header), strict=True)
    return tuple(LEVELS.join(level for level, _ in groupby(filter(None, column))) for column in columns)


def _stands_over(row: str, below: str) -> bool:
    return names_groups(row) and len(cells_of_row(row)) == len(cells_of_row(below))
