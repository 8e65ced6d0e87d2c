"""ST-05: prices or hours that nothing dates, or whose document names no year younger than three years."""

import re
from collections.abc import Iterator
from datetime import date

from clarity.observation import Observation
from clarity.outdated.presented import is_current
from clarity.read_text import Block, ReadText
from domain.finding import Severity
from french.amounts import amounts_in
from french.hours import hours_in

RULE = "ST-05"
OLD_YEARS = 3
"""36 months (research/readability.md ST-05)."""
FEWEST_WORDS = 100
"""A page of contacts or a form needs no date to be understood."""

# « 2031 », « 12/07/2031 », « 2031-2032 »; not « 20315 », « 06 20 31 20 31 », « 2 031 habitants ».
_YEAR = re.compile(r"(?<![\d.,])(?<!\d )(?:19[5-9]\d|20\d\d)(?![\d ]?\d)(?! ?(?:€|euros|habitants|m2|m²))")


def undated(text: ReadText, day: date) -> Iterator[Observation]:
    """At most one observation, on the first block that holds a price or hours.

    Without that condition half of the pages of three real sites were told, most of which no year would make clearer.
    """
    if not is_current(text) or sum(len(b.text.split()) for b in text.blocks) < FEWEST_WORDS:
        return
    document = text.document
    told = [document.session_date, document.act.effect_date if document.act else None] if document else []
    years = [one.year for one in told if one]
    years += [int(year) for year in _YEAR.findall(" ".join([text.title, *(block.text for block in text.blocks)]))]
    known = [year for year in years if year <= day.year + 1]
    if known and day.year - max(known) < OLD_YEARS:
        return
    block = next((block for block in text.blocks if _changes(block)), None)
    if block is None:
        return
    yield Observation(
        rule=RULE,
        severity=Severity.INFO,
        place=text.place(block, 0, len(block.text)),
        measures=(("latest_year", str(max(known)) if known else "none"), ("day", day.isoformat())),
    )


def _changes(block: Block) -> bool:
    """Whether a block says what is voted or decided anew from time to time."""
    return any(map(str.isdigit, block.text)) and bool(amounts_in(block.text) or hours_in(block.text))
