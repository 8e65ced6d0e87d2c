"""What one document says that no longer holds, and until when that verdict stands; ST-06, of several, is apart."""

from collections.abc import Iterator
from datetime import date, timedelta

from clarity.observation import Observation
from clarity.outdated import former_names, old_basis, old_money, past_dates, relative_time, undated
from clarity.read_text import ReadText
from french.dates import dates_in
from french.typed_span import flat

RULES = (past_dates.RULE, old_basis.RULE, former_names.RULE, relative_time.RULE, undated.RULE)
VERSION = 3
"""Rises when a rule of this folder may say something else of the same text."""


def outdated(text: ReadText, day: date) -> Iterator[Observation]:
    """ST-01 to ST-05 in the order of the rules."""
    yield from past_dates.past_dates(text, day)
    yield from old_basis.old_basis(text, day)
    yield from old_money.old_money(text, day)
    yield from former_names.former_names(text, day)
    yield from relative_time.relative_time(text)
    yield from undated.undated(text, day)


def next_change(text: ReadText, day: date) -> date | None:
    """The first day after ``day`` on which ``outdated`` may say something else of the same text; None if none is.

    Never too late: dates that no rule would use count as well.
    """
    days = {one for one in former_names.next_changes() if one > day}
    days |= {date(day.year + 1, 1, 1)}
    days |= {date(day.year, 9, 1)} if "20" in text.title else set()
    for block in text.blocks:
        if not any(character.isdigit() for character in block.text):
            continue
        dates = [whole for found in dates_in(block.text) if (whole := found.value.whole())]
        days |= {one + timedelta(days=1) for one in dates}
        if "deliberation" in flat(block.text):
            days |= {_years_after(one, old_basis.OLD_YEARS) for one in dates}
        if "20" in block.text:
            days |= {date(day.year, 9, 1), date(day.year, 7, 1), date(day.year + 1, 7, 1)}
    return min((one for one in days if one > day), default=None)


def _years_after(then: date, years: int) -> date:
    """29 February comes back on 1 March."""
    is_leap_day = (then.month, then.day) == (2, 29)
    return date(then.year + years, 3, 1) if is_leap_day else then.replace(year=then.year + years)
