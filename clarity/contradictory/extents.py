"""How many a place holds, from when to when it opens, up to which age a thing is free: thresholds of their own."""

import re
from collections.abc import Iterator, Sequence

from clarity.contradictory import values
from clarity.contradictory.claim import ClaimKind
from clarity.contradictory.clauses import Sentence
from clarity.contradictory.given import Given
from clarity.contradictory.names import stated_once
from clarity.contradictory.quantities import Quantity, quantities_in
from clarity.contradictory.wording import stems_in
from french.typed_span import AnySpan, FactKind, flat

# « peut accueillir 120 personnes », « capacité : 100 places », « dispose de 48 places »; not « a accueilli 300
# personnes ».
_HOLDS = re.compile(
    r"\b(?:capacites?|jauges?|contenances?|accueill(?:e|ent|ir|era|eront)|recevoir|contien(?:t|nent)|contenir"
    r"|(?:dispose(?:nt)?|offre(?:nt)?|compte(?:nt)?|comprend|propose(?:nt)?|agre(?:e|ment)\w*"
    r"|limite\w*) .{0,20}\bplaces?"
    r"|agre(?:e|ment)\w*)\b"
)
_PEOPLE = "personne"
_HELD = stems_in("capacité jauge contenance agrément agréé personne place assis debout banquet")
# « du 15 juin au 31 août » is when it opens, or when it does not.
_SHUT = re.compile(r"\b(?:ferm(?:e|es|ee|ees|ent|eture|era|eront)|vidange|interrompu\w*|suspendu\w*|pas d'|aucune?)\b")
_RUNS = re.compile(
    r"\b(?:ouver\w*|ouvr\w*|accueill\w*|surveille\w*|fonctionn\w*|ferm\w*|autorise\w*|interdit\w*|saison|dure\w*"
    r"|inscri\w*|se (?:tient|deroule)|a lieu|ont lieu)\b|^[^:]{0,60}: "
)
_CHILD = ("who:child", "who:pupil", "who:minor", "who:young")


def extents_in(sentence: Sentence) -> Iterator[Given]:
    """Capacity, period and free age that ``sentence`` gives."""
    yield from _periods(sentence)
    amounts = sentence.of(FactKind.AMOUNT)
    if not amounts:
        yield from _counts(sentence)
        yield from _age(sentence, frozenset())
    elif len(amounts) == 1 and amounts[0].value.high == 0:
        yield from _age(sentence, frozenset({"cost:free"}))


def _counts(sentence: Sentence) -> Iterator[Given]:
    taken = [fact for fact in sentence.facts if fact.kind is not FactKind.POPULATION]
    found = quantities_in(sentence.text, taken)
    for one in found:
        if sum(other.unit == one.unit for other in found) > 1:
            continue
        is_held = one.unit == _PEOPLE and one.side != "least" and _HOLDS.search(flat(sentence.text))
        yield _held(one) if is_held else _bounded(one)


def _held(one: Quantity) -> Given:
    """A capacity is the most that a place holds, said so or not."""
    return Given(
        kind=ClaimKind.CAPACITY,
        values=frozenset({values.number(one.value)}),
        start=one.start,
        end=one.end,
        less=_HELD,
        apart=("who:child", "who:pupil"),
    )


def _bounded(one: Quantity) -> Given:
    return Given(
        kind=ClaimKind.QUANTITY,
        values=frozenset({values.number(one.value)}),
        start=one.start,
        end=one.end,
        qualifiers=frozenset({f"unit:{one.unit}", f"bound:{one.side}"}),
    )


def _periods(sentence: Sentence) -> Iterator[Given]:
    """The one period of a sentence that tells what runs or stops in it, and gives neither hours nor prices."""
    period = stated_once(sentence.facts, FactKind.PERIOD)
    value = values.dated_period(period.value) if period is not None else None
    line = flat(sentence.text)
    if period is None or value is None or _has_other_values(sentence.facts) or not _RUNS.search(line):
        return
    yield Given(
        kind=ClaimKind.PERIOD,
        values=frozenset({value}),
        start=period.start,
        end=period.end,
        qualifiers=frozenset({"does:shut" if _SHUT.search(line) else "does:run"}),
        fact=period,
        apart=("when:", "way:closing"),
    )


def _has_other_values(facts: Sequence[AnySpan]) -> bool:
    others = {FactKind.HOURS, FactKind.AMOUNT, FactKind.DATE, FactKind.DELAY, FactKind.PHONE}
    return any(fact.kind in others for fact in facts)


def _age(sentence: Sentence, told: frozenset[str]) -> Iterator[Given]:
    age = stated_once(sentence.facts, FactKind.AGE)
    if age is not None:
        yield Given(
            kind=ClaimKind.AGE,
            values=frozenset({values.age(age.value)}),
            start=age.start,
            end=age.end,
            qualifiers=told,
            fact=age,
            apart=("age:", *_CHILD),
        )
