"""A cell is one text unless the file draws its lines as rows of their own."""

from collections.abc import Sequence

import pytest

from ingest.pdf.cell_texts import cell_text
from ingest.pdf.geometry import Word


def word(text: str, left: float, top: float, drawn_at: int, width: float = 40) -> Word:
    return Word(
        text=text, left=left, top=top, right=left + width, bottom=top + 10, size=10, bold=False, drawn_at=drawn_at
    )


HEADER = [word("Hors", 200, 0, 0), word("canton", 200, 12, 30)]


@pytest.mark.parametrize(
    ("why", "words", "beside", "text"),
    [
        ("a header on two lines, the second drawn later", HEADER, [], "Hors canton"),
        (
            "two rows without a rule: the cell beside is parted at the same height",
            HEADER,
            [[word("12", 300, 0, 4, 10), word("15", 300, 12, 36, 10)]],
            "Hors\x00canton",
        ),
        (
            "an amount ends its line",
            [word("2", 200, 0, 0, 10), word("€", 212, 0, 1, 10), word("Matin", 200, 12, 30)],
            [],
            "2 €\x00Matin",
        ),
        (
            "a text set elsewhere in the cell",
            [word("Lundi", 200, 0, 0), word("Zumba", 290, 12, 30)],
            [],
            "Lundi\x00Zumba",
        ),
        ("a blank line between", [word("Lundi", 200, 0, 0), word("Zumba", 200, 40, 30)], [], "Lundi\x00Zumba"),
        ("two texts side by side", [word("Lundi", 200, 0, 0), word("Zumba", 260, 0, 30)], [], "Lundi\x00Zumba"),
        ("an accounting dash far from its unit", [word("-", 200, 0, 0, 4), word("€", 290, 0, 30, 6)], [], "- €"),
    ],
)
def test_what_is_one_text_and_what_is_several(
    why: str, words: Sequence[Word], beside: Sequence[Sequence[Word]], text: str
) -> None:
    assert cell_text(words, beside) == text, why
