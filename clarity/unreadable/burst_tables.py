"""PD-06: a table of figures that came out as lines of text, so that no figure stands under its header any more."""

import re
from collections.abc import Iterator, Sequence

from clarity.observation import Observation
from clarity.read_text import Block, BlockKind, ReadText
from domain.finding import Severity

RULE = "PD-06"
FEWEST_ROWS, FEWEST_CELLS = 3, 3
"""research/readability.md PD-06: three lines of three cells of figures."""
FIGURE_SHARE = 0.35
"""Of the words of what was a row: its label is the rest. « de 9 h à 12 h, le 5 et le 6 » is a sentence."""

# A cell of figures: « 3,85 », « 12 € », « 1 250,00 », « 12,5 % »; not « 2° », « R.421-3 », « 9 h », « 06.12.34 ».
_CELL = r"(?<![\w.,/°-])\d{1,3}(?: \d{3})*(?:,\d+)?(?: ?[€%])?(?![\w/°-]|[.,]\d| ?h\b)"
# Cells that follow one another with nothing between them: what a row leaves behind.
_ROW = re.compile(rf"{_CELL}(?: +{_CELL}){{{FEWEST_CELLS - 1},}}")
_PHONE = re.compile(r"(?:0\d|\+33 ?\d)(?:[ .]?\d\d){4}")


def burst_tables(text: ReadText) -> Iterator[Observation]:
    """One observation for each run of lines that were rows."""
    run: list[tuple[Block, int]] = []
    for block in text.blocks:
        if rows := _rows(block):
            run.append((block, rows))
            continue
        yield from _observed(text, run)
        run = []
    yield from _observed(text, run)


def _rows(block: Block) -> int:
    """How many rows of figures a line holds, 0 where it holds much else; a true row or an item is no such line."""
    if block.kind is not BlockKind.PARAGRAPH:
        return 0
    line = _PHONE.sub("", block.text)
    found = _ROW.findall(line)
    figures = sum(len(row.split()) for row in found)
    return len(found) if found and figures >= FIGURE_SHARE * len(line.split()) else 0


def _observed(text: ReadText, run: Sequence[tuple[Block, int]]) -> Iterator[Observation]:
    rows = sum(count for _, count in run)
    if rows >= FEWEST_ROWS:
        first = run[0][0]
        yield Observation(
            rule=RULE,
            severity=Severity.MAJEUR,
            place=text.place(first, 0, len(first.text)),
            measures=(("rows", str(rows)), ("lines", str(len(run)))),
        )
