"""Blocks of a document, and the places that they give."""

import pytest

from clarity.read_text import BlockKind, read_pasted


def test_each_line_is_a_block_with_its_offset_and_blank_lines_are_none() -> None:
    text = "Le marché a lieu le jeudi.\n\n- Stand de fruits\nJour | Heure"
    read = read_pasted(text)
    assert [block.kind for block in read.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW]
    assert all(text[block.start :].startswith(block.text) for block in read.blocks)


@pytest.mark.parametrize("wanted", ["jeudi", "fruits", "Heure"])
def test_a_place_quotes_the_text_that_its_offsets_name(wanted: str) -> None:
    text = "Le marché a lieu le jeudi.\n\n- Stand de fruits\nJour | Heure"
    read = read_pasted(text)
    block = next(block for block in read.blocks if wanted in block.text)
    start = block.text.index(wanted)
    place = read.place(block, start, start + len(wanted))
    assert place.quote == wanted == text[place.start : place.end]
