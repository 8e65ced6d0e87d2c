"""From when and until when an act applies, from its title and its own words. Pure.

« à compter du 1er septembre 2031 », « pour l'année 2031 », « saison 2031-2032 ». What is uncertain is withheld: two
days in one act are two things that begin.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from french.act_parts import starts_operative, starts_visa
from french.dates import dates_in
from french.stated_period import stated_period
from french.typed_span import flat

# « entre en vigueur le », « prend effet au », « applicable à compter du »: of the act itself.
_SURELY = re.compile(
    r"\b(?:entre\w* en vigueur|pren\w* effet|applicables?|s'appliqu\w+|en vigueur)\b[^.;\n\d]{0,25}? ?$"
)
# « à compter du », « à partir du »: of something in the act, of all of it when it is the only day given.
_MAYBE = re.compile(r"\b(?:a compter|a partir) (?:(?:le|du|au) )?(?:[a-z]+di |dimanche )?$")
_READ_BEFORE = 60


def effect_date(texts: Iterable[str]) -> date | None:
    """The one day from which an act applies, in its lines; None when they give none, or several."""
    surely: set[date] = set()
    maybe: set[date] = set()
    for text in texts:
        if starts_visa(text):
            continue
        line = flat(text)
        for span in dates_in(text):
            day, before = span.value.whole(), line[max(0, span.start - _READ_BEFORE) : span.start]
            if day is not None and _SURELY.search(before):
                surely.add(day)
            elif day is not None and _MAYBE.search(before):
                maybe.add(day)
    days = surely or maybe
    return days.pop() if len(days) == 1 else None


def decided_lines(texts: Sequence[str]) -> list[str]:
    """The lines that decide: from the operative part on where there is one, else all but the visas."""
    for index, text in enumerate(texts):
        if starts_operative(text):
            return list(texts[index:])
    return [text for text in texts if not starts_visa(text)]


def find_validity(title: str, texts: Iterable[str]) -> tuple[date | None, date | None]:
    """First and last day of a decision: its words' day of effect before its title's; an end before it is none."""
    starts, ends = stated_period(title)
    first = effect_date(texts) or starts
    return first, ends if ends and (first is None or first <= ends) else None
