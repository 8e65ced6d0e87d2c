"""The values that a sentence gives, each of one kind. What is not sure to be one value of one thing is left out."""

import re
from collections.abc import Iterator, Sequence

from clarity.contradictory import values
from clarity.contradictory.asking import papers_in, turned_to, without_alternatives
from clarity.contradictory.claim import WHO, ClaimKind
from clarity.contradictory.clauses import Sentence
from clarity.contradictory.contacts import contacts_in
from clarity.contradictory.extents import extents_in
from clarity.contradictory.given import NONE, Given
from clarity.contradictory.wording import stems_in
from french.days import Weeks
from french.openings import Opening, openings_in
from french.typed_span import AnySpan, Bound, FactKind, flat

CLOSED = "closed"
_NO_NAMES = frozenset({FactKind.LINK, FactKind.EMAIL, FactKind.PHONE, FactKind.ADDRESS})
# « délibération du 3 mars », « loi du », « séance du », « né le »: a day that dates something else than what is said.
_DAY_OF = re.compile(
    r"(?:deliberation|arrete|loi|decret|seance|conseil|reunion|ordonnance|courrier|lettre|convention|marche|avenant"
    r"|jugement|modifie\w*|publie\w*|mise? a jour|approuve\w*|adopte\w*|vote\w*|signe\w*|fait|depuis|en date)"
    r"(?: [a-z°'.-]+){0,5} ?(?:du|le|au)? ?(?:[a-z]+di )?$"
)
# « Fait à Valmoret, le », « Mis à jour le », « Publié le »: when the document was made.
SIGNED = re.compile(
    r"\W*(?:fait|signe|publie|affiche|mise? a jour|mis en ligne|transmis|recu|poste|redige|deliberation|arrete)\b"
)
_SHUT = re.compile(r"\b(?:est|sont|reste|restent|:) ?fermee?s?\b|^\W*fermee?s?\b|jour de fermeture")
_OPENS = {"opens": r"\bouvr|\bdebut|\bcommenc|\bdepart|\bpart\b|a partir", "closes": r"\bferm|\bfin\b|\btermin|\bfini"}


def given_in(sentence: Sentence) -> Iterator[Given]:
    """All that ``sentence`` gives."""
    yield from contacts_in(sentence)
    yield from _asked(sentence)
    amounts = sentence.of(FactKind.AMOUNT)
    for fact in amounts:
        value, told = values.price(fact.value)
        yield Given(
            kind=ClaimKind.PRICE, values=frozenset({value}), start=fact.start, end=fact.end, qualifiers=told, fact=fact
        )
    yield from _times(sentence)
    yield from extents_in(sentence)
    if not amounts:
        yield from _measures(sentence)


def _asked(sentence: Sentence) -> Iterator[Given]:
    papers = papers_in(sentence.text)
    rest = stems_in(sentence.text, sentence.facts)
    named = frozenset().union(*(one.told for one in papers))
    for one in papers:
        thing = one.thing | (rest - named)
        yield Given(kind=ClaimKind.PAPER, values=frozenset({one.value}), start=one.start, end=one.end, thing=thing)
    bare = _blanked(sentence.text, [fact for fact in sentence.facts if fact.kind in _NO_NAMES])
    turned = turned_to(bare)
    if len(turned) == 1:
        one = turned[0]
        rest = stems_in(without_alternatives(bare), sentence.facts)
        yield Given(
            kind=ClaimKind.CONTACT,
            values=frozenset({WHO + one.value}),
            start=one.start,
            end=one.end,
            thing=rest - one.told,
            apart=("days:", "when:", "way:desk"),
        )


def _blanked(text: str, facts: Sequence[AnySpan]) -> str:
    line = list(text)
    for fact in facts:
        line[fact.start : fact.end] = " " * (fact.end - fact.start)
    return "".join(line)


def _times(sentence: Sentence) -> Iterator[Given]:
    hours = sentence.of(FactKind.HOURS)
    spoken = sentence.of(FactKind.DAYS)
    if hours and spoken:
        yield from (one for rule in openings_in(sentence.text) for one in _opening(rule, spoken[0], hours[0]))
    elif hours and all(fact.value.is_range for fact in hours):
        spans = frozenset(values.clock(fact.value) for fact in hours)
        yield Given(kind=ClaimKind.HOURS, values=spans, start=hours[0].start, end=hours[0].end, fact=hours[0])
    if len(hours) == 1 and not hours[0].value.is_range:
        line = flat(sentence.text)
        told = {f"verb:{name}" for name, pattern in _OPENS.items() if re.search(pattern, line)}
        told |= {f"bound:{hours[0].value.bound.value}"} | {f"on:{d}" for d in _written_days(sentence)}
        yield Given(
            kind=ClaimKind.HOUR,
            values=frozenset({values.clock(hours[0].value)}),
            start=hours[0].start,
            end=hours[0].end,
            qualifiers=frozenset(told),
            fact=hours[0],
        )
    if len(spoken) == 1 and not hours and not sentence.of(FactKind.AMOUNT):
        yield from _days(sentence, spoken[0])
    yield from _dates(sentence)


def _days(sentence: Sentence, day: AnySpan) -> Iterator[Given]:
    """The days of something; on each of those on which it is closed, its hours are none."""
    if _SHUT.search(flat(sentence.text)):
        for at in sorted(day.value.days) if not day.value.ranks else ():
            told = frozenset({f"on:{at}"})
            yield Given(
                kind=ClaimKind.HOURS,
                values=frozenset({CLOSED}),
                start=day.start,
                end=day.end,
                qualifiers=told,
                fact=day,
                apart=("days:",),
            )
    else:
        yield Given(
            kind=ClaimKind.DAYS,
            values=frozenset({values.days(day.value)}),
            start=day.start,
            end=day.end,
            fact=day,
            apart=("days:",),
        )


def _opening(rule: Opening, days: AnySpan, hours: AnySpan) -> Iterator[Given]:
    told = {f"rank:{rank}" for rank in rule.ranks}
    if rule.weeks is not Weeks.ALL:
        told.add(f"weeks:{rule.weeks.value}")
    for at, spans in enumerate(rule.week):
        said = frozenset(f"{start}..{end}" for start, end in spans) or (
            frozenset({CLOSED}) if at in rule.closed else NONE
        )
        if said:
            yield Given(
                kind=ClaimKind.HOURS,
                values=said,
                start=hours.start,
                end=hours.end,
                qualifiers=frozenset({f"on:{at}", *told}),
                fact=hours,
                apart=("days:",),
            )


def _written_days(sentence: Sentence) -> Iterator[str]:
    for fact in sentence.of(FactKind.DATE):
        written = values.day(fact.value)
        if written:
            yield written[-5:]


def _dates(sentence: Sentence) -> Iterator[Given]:
    dates = [fact for fact in sentence.of(FactKind.DATE) if values.day(fact.value)]
    if len(dates) != 1 or sentence.of(FactKind.AMOUNT) or dates[0].value.bound is Bound.FROM:
        return
    line = flat(sentence.text)
    if _DAY_OF.search(line, 0, dates[0].start) or SIGNED.match(line):
        return
    written = values.day(dates[0].value)
    assert written is not None
    told = frozenset({f"bound:{dates[0].value.bound.value}"})
    yield Given(
        kind=ClaimKind.DATE,
        values=frozenset({written}),
        start=dates[0].start,
        end=dates[0].end,
        qualifiers=told,
        fact=dates[0],
    )


def _measures(sentence: Sentence) -> Iterator[Given]:
    for fact in sentence.of(FactKind.DELAY):
        value, told = values.delay(fact.value)
        yield Given(
            kind=ClaimKind.DELAY, values=frozenset({value}), start=fact.start, end=fact.end, qualifiers=told, fact=fact
        )
    yield from _brackets(sentence)
    rates = sentence.of(FactKind.PERCENTAGE)
    if len(rates) == 1:
        value = values.rate(rates[0].value)
        yield Given(
            kind=ClaimKind.RATE, values=frozenset({value}), start=rates[0].start, end=rates[0].end, fact=rates[0]
        )


def _brackets(sentence: Sentence) -> Iterator[Given]:
    """A quotient under or over which something holds, where it is the only one."""
    found = sentence.of(FactKind.QUOTIENT)
    if len(found) == 1 and (found[0].value.low is None) != (found[0].value.high is None):
        ends = found[0].value.low, found[0].value.high
        side = "most" if ends[0] is None else "least"
        yield Given(
            kind=ClaimKind.QUANTITY,
            values=frozenset({values.number(next(end for end in ends if end is not None))}),
            start=found[0].start,
            end=found[0].end,
            qualifiers=frozenset({"unit:quotient", f"bound:{side}"}),
            fact=found[0],
            apart=("qf:",),
        )
