"""ST-02: a price that rests on a délibération of more than two years, as the text itself says."""

import re
from collections.abc import Iterator
from datetime import date

from clarity.observation import Observation
from clarity.outdated.presented import is_current
from clarity.read_text import Block, ReadText
from domain.finding import Severity
from french.amounts import amounts_in
from french.dates import dates_in
from french.typed_span import flat

RULE = "ST-02"
OLD_YEARS = 2
"""Tariffs are voted each year or each school year; research/readability.md §4 met one of July 2021 still shown."""

# « Tarifs votés par délibération du 12 juillet 2031 », « délibération n° 31-45 en date du 12/07/2031 ».
_VOTED = re.compile(
    r"deliberation(?: n° ?[\w/.-]+)?(?: du conseil municipal)?,?(?: (?:en date )?du| adoptee le)(?: [a-z]+di)? $"
)
_BEFORE = 80
_NEIGHBOURS = 6
"""Blocks on either side under one heading: a table's rows stand below the line that dates it."""


def old_basis(text: ReadText, day: date) -> Iterator[Observation]:
    """Each délibération older than two years next to a price."""
    if not is_current(text):
        return
    for index, block in enumerate(text.blocks):
        folded = flat(block.text)
        if "deliberation" not in folded:
            continue
        for found in dates_in(block.text):
            voted = found.value.whole()
            before = folded[max(0, found.start - _BEFORE) : found.start]
            named = _VOTED.search(before)
            if voted and named and age_years(voted, day) >= OLD_YEARS and _has_price(text, index):
                start = found.start - len(before) + named.start()
                yield Observation(
                    rule=RULE,
                    severity=Severity.MINEUR,
                    place=text.place(block, start, found.end),
                    measures=(("voted_on", voted.isoformat()), ("years", str(age_years(voted, day)))),
                )


def age_years(then: date, day: date) -> int:
    """Whole years from ``then`` to ``day``."""
    return day.year - then.year - ((day.month, day.day) < (then.month, then.day))


def _has_price(text: ReadText, index: int) -> bool:
    here = text.blocks[index]
    near = text.blocks[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
    return any(_is_priced(block) for block in near if block.heading_path == here.heading_path)


def _is_priced(block: Block) -> bool:
    return any(character.isdigit() for character in block.text) and bool(amounts_in(block.text))
