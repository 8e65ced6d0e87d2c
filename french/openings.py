"""Opening hours put together from the days and the hours of a text: which day opens from when to when. Pure.

Reads « du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h, sauf le mercredi après-midi », « Mardi : 9 h – 12 h /
14 h – 18 h », « de 10 h à 12 h le samedi », « fermé le lundi », « le 1er samedi du mois de 9 h à 12 h ». What is not
sure is left out: a day with an hour of its own that is no range (« 16 h le vendredi ») opens at no hour that is known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from french.days import ALL_DAYS, Days, Weeks, days_in
from french.hours import Hours, hours_in
from french.periods import Period, periods_in
from french.typed_span import AnySpan, FactKind, TypedSpan, flat, overlaps

NOON = 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One rule of opening. ``week`` has seven days from Monday, each the spans (minutes since midnight) that it opens.

    A day without a span is said to be closed, or not said to open: ``closed`` are those that the text closes. ``ranks``
    and ``weeks`` are those of ``Days``: « le 1er samedi du mois », « semaines paires ». ``period`` is the part of the
    year for which the rule holds; None when the text gives none.
    """

    week: tuple[tuple[tuple[int, int], ...], ...]
    closed: frozenset[int] = frozenset()
    ranks: tuple[int, ...] = ()
    weeks: Weeks = Weeks.ALL
    without_holidays: bool = False
    period: Period | None = None


@dataclass(slots=True)
class _Rule:
    """A rule being put together: everything that the same weeks and the same part of the year open."""

    ranks: tuple[int, ...]
    weeks: Weeks
    period: Period | None
    without_holidays: bool = False
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)


# « sauf le mercredi », « fermé le lundi », « à l'exception du jeudi », « Lundi : fermé ».
_BUT_BEFORE = re.compile(r"(?:sauf|excepte|hors|hormis|a l'exception d[eu]s?|fermee?s?|fermeture)[^.;\d]{0,30}$")
_CLOSED_AFTER = re.compile(r" ?(?:matin|apres-midi)? ?[:|,-]? ?(?:est |sont )?fermee?s?\b")
_HOLIDAYS = re.compile(r"(?:sauf|hors|excepte)(?: les)? jours? feries?")
# An hour this near a day is that day's.
_NEAR = 12
_SENTENCE_END = re.compile(r"[.;](?:\s|$)")
_HALF = re.compile(r" ?(?P<half>matins?|apres-midis?)\b")


def openings_in(text: str) -> tuple[Opening, ...]:
    """The rules of opening that ``text`` gives, in order; none when it gives no days with hours.

    What says only hours, or only days, is no rule: which day an hour belongs to is never guessed.
    """
    line = flat(text)
    facts = _facts(text)
    rules: dict[tuple[tuple[int, ...], Weeks, int | None], _Rule] = {}
    periods = [span for span in facts if span.kind is FactKind.PERIOD]
    singles = [span for span in facts if span.kind is FactKind.HOURS and not span.value.is_range]
    for days, hours in _pairs(facts, line):
        period = _period_of(days, periods, line)
        value: Days = days.value
        key = (value.ranks, value.weeks, period.start if period else None)
        rule = rules.setdefault(
            key, _Rule(ranks=value.ranks, weeks=value.weeks, period=period.value if period else None)
        )
        _add(rule, days, hours, line)
        if not hours and any(_is_near(span, days) for span in singles):
            rule.spans |= {day: [] for day in days.value.days}
    free = bool(_HOLIDAYS.search(line))
    return tuple(_opening(rule, free) for rule in rules.values() if any(rule.spans.values()))


def _facts(text: str) -> list[AnySpan]:
    """Days, hours and parts of the year, in order; no two share a character."""
    found: list[AnySpan] = list(periods_in(text))
    found += [span for span in hours_in(text) if not overlaps(span, found)]
    found += [span for span in days_in(text) if not overlaps(span, found)]
    return sorted(found, key=lambda span: span.start)


def _pairs(facts: Sequence[AnySpan], line: str) -> list[tuple[TypedSpan[Days], list[Hours]]]:
    """Each mention of days with the hours that are its own: those after it, or before it where hours come first."""
    marks = [s for s in facts if s.kind is FactKind.DAYS or (s.kind is FactKind.HOURS and s.value.is_range)]
    pairs: list[tuple[TypedSpan[Days], list[Hours]]] = []
    waiting: list[Hours] = []
    hours_first = bool(marks) and marks[0].kind is FactKind.HOURS
    for span in marks:
        if span.kind is FactKind.HOURS and (hours_first or not pairs):
            waiting.append(span.value)
        elif span.kind is FactKind.HOURS:
            pairs[-1][1].append(span.value)
        elif _is_taken_away(span, line):
            pairs.append((span, []))
        else:
            pairs.append((span, waiting))
            waiting = []
    return pairs


def _is_taken_away(span: AnySpan, line: str) -> bool:
    return bool(_BUT_BEFORE.search(line, 0, span.start) or _CLOSED_AFTER.match(line, span.end))


def _is_near(hour: AnySpan, days: AnySpan) -> bool:
    return -_NEAR <= hour.start - days.end <= _NEAR or -_NEAR <= days.start - hour.end <= _NEAR


def _add(rule: _Rule, days: TypedSpan[Days], hours: Sequence[Hours], line: str) -> None:
    rule.without_holidays = rule.without_holidays or days.value.without_holidays
    if _is_taken_away(days, line) and not hours:
        half = _HALF.match(line, days.end)
        for day in days.value.days:
            rule.spans[day] = _left(rule.spans.get(day, []), half["half"] if half else "")
            if not rule.spans[day]:
                rule.closed.add(day)
        return
    for day in days.value.days:
        own = rule.spans.setdefault(day, [])
        own += [span for span in map(_minutes, hours) if span not in own]


def _left(spans: Sequence[tuple[int, int]], half: str) -> list[tuple[int, int]]:
    """What a half day that is closed leaves open; nothing when the whole day is."""
    if half.startswith("matin"):
        return [(max(start, NOON), end) for start, end in spans if end > NOON]
    if half:
        return [(start, min(end, NOON)) for start, end in spans if start < NOON]
    return []


def _minutes(hours: Hours) -> tuple[int, int]:
    assert hours.start is not None
    assert hours.end is not None
    return hours.start.earliest, hours.end.latest


def _period_of(days: AnySpan, periods: Sequence[AnySpan], line: str) -> AnySpan | None:
    """The part of the year named last before the days, in their sentence or at the head of their list."""
    last = next((span for span in reversed(periods) if span.start < days.start), None)
    if last is None or _SENTENCE_END.search(line, last.end, days.start):
        return None
    return last


def _opening(rule: _Rule, without_holidays: bool) -> Opening:
    return Opening(
        week=tuple(tuple(sorted(rule.spans.get(day, ()))) for day in sorted(ALL_DAYS)),
        closed=frozenset(rule.closed),
        ranks=rule.ranks,
        weeks=rule.weeks,
        without_holidays=rule.without_holidays or without_holidays,
        period=rule.period,
    )
