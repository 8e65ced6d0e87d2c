"""Text that a file holds and does not show: how it is hidden, and the signal that says so. Pure.

Readers take such text out of the lines and keep it as ``HiddenText``; it is never searched nor shown to residents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.text import Signal

RULE = "HF-01"
OFF_PAGE_RULE = "HF-06"
"""Exports of bulletins keep facing pages and printers' marks outside the page: 3 of the 193 PDFs read, and no trap in
them. The words are taken out all the same, and the document is not set aside for them."""

# A stray white word or a mark of a layout program is no trap: of 1,500 pages of the municipal PDFs read, those that
# hide something hide a few letters (see docs/figures.md); an order takes a sentence.
FEWEST_LETTERS = 20
EXCERPT_CHARACTERS = 300


class Hiding(StrEnum):
    """How text is hidden."""

    PALE = "pale"
    """Of the colour of what lies behind it."""
    TINY = "tiny"
    OFF_PAGE = "off_page"
    INVISIBLE = "invisible"
    """Drawn with neither ink nor picture under it."""
    COVERED = "covered"
    """Under a filled shape: a redaction that left the words in place."""
    STYLE = "style"
    """By a page's own style: ``display: none``, size 0, off screen."""
    VANISH = "vanish"
    """By an office suite's « hidden text »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenText:
    """Words taken out of a page. ``page`` counts from 1, None where there are no pages."""

    page: int | None
    how: Hiding
    text: str


def hidden_signals(found: Sequence[HiddenText]) -> list[Signal]:
    """One signal a page and way of hiding, with the beginning of what is hidden; none for a few letters."""
    groups: dict[tuple[int | None, Hiding], list[str]] = {}
    for one in found:
        groups.setdefault((one.page, one.how), []).append(one.text)
    signals = []
    for (page, how), texts in groups.items():
        text = " ".join(texts)
        letters = sum(c.isalpha() for c in text)
        if letters >= FEWEST_LETTERS:
            signals.append(_signal(page, how, letters, text[:EXCERPT_CHARACTERS]))
    return signals


def _signal(page: int | None, how: Hiding, letters: int, excerpt: str) -> Signal:
    measures = (("hidden_by", how.value), ("letters", str(letters)), ("excerpt", excerpt))
    rule = OFF_PAGE_RULE if how is Hiding.OFF_PAGE else RULE
    return Signal(rule=rule, first_page=page, last_page=page, measures=measures)
