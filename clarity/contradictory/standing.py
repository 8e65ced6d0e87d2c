"""Where each block of a document stands: what is above it, nearest first, and the header row of its table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clarity.read_text import Block, BlockKind, ReadText
from french.typed_span import flat

LONGEST_HEADING = 12
"""Words. Passages keep the headings inside them as lines, without a mark of their own."""

# « Goûter », « Une question ? », « Cantine : annulation d'un repas »; not « Septembre 2026. », « 3 rue des Lilas. ».
_SENTENCE = re.compile(r"[.;,:!…]\s*$")
_FIGURES = re.compile(r"\d.*(?:€|%|h\b|ans\b)|\d{4,}|\d\d[ .]\d\d[ .]\d\d|@|\|")
# « Place de la Mairie » over a phone number is where it is, not what is called.
_WAY = re.compile(
    r"\W*(?:\d+ ?(?:bis|ter)?,? )?(?:place|rue|avenue|route|chemin|boulevard|impasse|allee|quai|square|bp)\b"
)
_LEAD_IN = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``above`` are the headings and lead-ins of a block, nearest first; ``header`` the first row of its table."""

    block: Block
    above: tuple[str, ...]
    header: str | None = None


def standings(text: ReadText) -> Iterator[Standing]:
    """Each block that may say something, in order: headings only stand above others."""
    heading = lead = header = None
    passage: object = text
    blocks = text.blocks
    for at, block in enumerate(blocks):
        follows = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.passage_id != passage:
            passage, heading, lead = block.passage_id, None, None
            header = next((line for line in reversed(block.context) if " | " in line), None)
            lead = next((line for line in reversed(block.context) if " | " not in line), None)
        if block.kind is BlockKind.ROW:
            joined = block.text if header is None else _second_header(header, block.text)
            if joined is not None:
                header = joined
                continue
        elif _is_heading(block, follows):
            heading, lead, header = block.text, None, None
            continue
        yield Standing(block=block, above=_above(block, text, heading, lead), header=header)
        if block.kind is BlockKind.PARAGRAPH:
            lead, header = block.text if _LEAD_IN.search(block.text) else None, None


def _above(block: Block, text: ReadText, heading: str | None, lead: str | None) -> tuple[str, ...]:
    lines = (lead, heading, *reversed(block.heading_path), text.title)
    return tuple(dict.fromkeys(line for line in lines if line))


def _is_heading(block: Block, follows: Block | None) -> bool:
    """A short line of words that others follow in its passage."""
    if block.kind is not BlockKind.PARAGRAPH or follows is None or follows.passage_id != block.passage_id:
        return False
    if _WAY.match(flat(block.text)):
        return False
    is_short = len(block.text.split()) <= LONGEST_HEADING
    return is_short and not _SENTENCE.search(block.text) and not _FIGURES.search(block.text)


def _second_header(header: str, row: str) -> str | None:
    """Two header rows as one, cell by cell; None when ``row`` is none: it has figures, or repeats no cell of the first.

    « Jour | Mairie | Mairie » over « Jour | Période scolaire | Vacances »: cells that span both rows are in both.
    """
    above, below = header.split(" | "), row.split(" | ")
    is_one = len(above) == len(below) and any(a == b for a, b in zip(above, below, strict=True))
    if not is_one or any(character.isdigit() for character in row):
        return None
    return " | ".join(a if a == b else f"{a} {b}" for a, b in zip(above, below, strict=True))
