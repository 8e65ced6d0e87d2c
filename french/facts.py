"""Every typed fact of a text, each character read once, and which qualifiers go with which value.

One figure is one thing: « 2 h » is an hour or a delay, « 12 ans » an age or a delay, never both.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from french.addresses import addresses_in
from french.ages import ages_in
from french.amounts import amounts_in, percentages_in
from french.contacts import emails_in, phones_in
from french.dates import dates_in
from french.days import days_in
from french.delays import delays_in
from french.hours import hours_in
from french.links import links_in
from french.periods import periods_in
from french.populations import populations_in
from french.quotients import quotients_in
from french.sentences import sentence_spans
from french.typed_span import AnySpan, Bound, FactKind, flat, overlaps

# In this order: what one has read, the next do not read again. Periods hold dates; ages and hours are told from delays.
_READERS: tuple[Callable[[str], Sequence[AnySpan]], ...] = (
    emails_in,
    links_in,
    phones_in,
    quotients_in,
    amounts_in,
    percentages_in,
    periods_in,
    dates_in,
    hours_in,
    addresses_in,
    ages_in,
    delays_in,
    days_in,
    populations_in,
)

QUALIFIERS = frozenset(
    {FactKind.POPULATION, FactKind.AGE, FactKind.QUOTIENT, FactKind.PERIOD, FactKind.DAYS, FactKind.DATE}
)
"""Kinds that say for whom or when a value holds."""

_JOINS = re.compile(r" ?(?:et|ou|puis|/)? ?")


def facts_in(text: str) -> tuple[AnySpan, ...]:
    """Typed facts of ``text`` in order; no two share a character."""
    found: list[AnySpan] = []
    for reader in _READERS:
        read = [_shortened(span, found) for span in reader(text)]
        found += [span for span in read if not overlaps(span, found)]
    return tuple(sorted(found, key=lambda span: span.start))


def _shortened(span: AnySpan, found: Sequence[AnySpan]) -> AnySpan:
    """Days up to the period that they end on: « du lundi au samedi, sauf les jours fériés » is both."""
    inside = [one.start for one in found if one.kind is FactKind.PERIOD and span.start < one.start < span.end]
    return replace(span, end=min(inside)) if span.kind is FactKind.DAYS and inside else span


def qualifiers_of(value: AnySpan, facts: Sequence[AnySpan], text: str) -> tuple[AnySpan, ...]:
    """Those of ``facts`` that say for whom or when ``value`` holds, in order.

    Read in the same sentence, list item or table row, never across « ; ». In a row, what its cells without a value say
    qualifies all its values. In a sentence that opens with a qualifier (« résidents : 3 €, extérieurs : 5 € ») each
    goes with the next value, elsewhere (« 3 € pour les résidents, 5 € pour les extérieurs ») with the one before.
    Values that only « et » joins (« mardi : 9 h à 12 h et 14 h à 17 h ») share theirs. ``value`` may be of any kind,
    one that qualifies others (« ouvert aux adultes dès 18 ans ») and one that is none of ``facts`` too.
    """
    start, end = _segment(text, value)
    inside = [fact for fact in facts if start <= fact.start and fact.end <= end]
    is_rival = value.kind not in QUALIFIERS and value in inside
    values = [fact for fact in inside if fact.kind is value.kind] if is_rival else [value]
    qualifiers = [
        fact for fact in inside if fact.kind in QUALIFIERS and _qualifies(fact, text) and not overlaps(fact, [value])
    ]
    if " | " in text[start:end]:
        return tuple(q for q in qualifiers if _cell(text, q) == _cell(text, value) or not _shares_cell(text, q, values))
    together = _joined_with(value, values, text)
    return tuple(q for q in qualifiers if _holder(q, qualifiers, values, text) in together)


def _qualifies(fact: AnySpan, text: str) -> bool:
    """A date qualifies when it bounds (« à compter du ») or dates a value (« au 1er mars »), not as an act's own."""
    if fact.kind is not FactKind.DATE:
        return True
    return fact.value.bound is not Bound.AT or text[: fact.start].endswith("au ")


def _segment(text: str, value: AnySpan) -> tuple[int, int]:
    """The sentence or row around ``value``, cut at « ; »."""
    line_start = text.rfind("\n", 0, value.start) + 1
    line_end = text.find("\n", value.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    for start, end in [(0, len(line))] if " | " in line else sentence_spans(line):
        if line_start + start <= value.start < line_start + end:
            first = max(text.rfind(";", line_start + start, value.start) + 1, line_start + start)
            last = text.find(";", value.end, line_start + end)
            return first, last if last >= 0 else line_start + end
    return line_start, line_start + len(line)


def _joined_with(value: AnySpan, values: Sequence[AnySpan], text: str) -> list[AnySpan]:
    """``value`` and the values beside it with nothing between them but « et », « ou », « puis » or a stroke."""
    groups: list[list[AnySpan]] = []
    for one in values:
        if groups and _JOINS.fullmatch(flat(text)[groups[-1][-1].end : one.start]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return next((group for group in groups if value in group), [value])


def _cell(text: str, span: AnySpan) -> tuple[int, int]:
    return text.rfind("|", 0, span.start), text.find("|", span.end)


def _shares_cell(text: str, span: AnySpan, values: Sequence[AnySpan]) -> bool:
    return any(_cell(text, span) == _cell(text, value) for value in values)


def _holder(qualifier: AnySpan, qualifiers: Sequence[AnySpan], values: Sequence[AnySpan], text: str) -> AnySpan | None:
    """The value that ``qualifier`` goes with."""
    before = [v for v in values if v.end <= qualifier.start]
    after = [v for v in values if qualifier.end <= v.start]
    if not before or not after:
        return next(iter(after or before[-1:]), None)
    between = flat(text)[before[-1].end : qualifier.start]
    opens_with_qualifier = qualifiers[0].start < values[0].start
    is_said_after = bool(re.match(r" ?\(| (?:pour|aux?|si|a partir|jusqu'|hors|en|le|les|du)\b", between))
    if is_said_after and not re.search(r"[,:]", between):
        return before[-1]
    return (
        after[0]
        if opens_with_qualifier or ("," in between and ":" in text[qualifier.end : after[0].start])
        else before[-1]
    )
