"""The values that a sentence gives, each of one kind. What is not sure to be one value of one thing is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clarity.contradictory import values
from clarity.contradictory.asking import papers_in, turned_to
from clarity.contradictory.claim import WHO, ClaimKind
from clarity.contradictory.clauses import Sentence
from clarity.contradictory.quantities import quantities_in
from clarity.contradictory.wording import stems_in
from french.days import Weeks
from french.openings import Opening, openings_in
from french.typed_span import AnySpan, Bound, FactKind, flat

_NONE: frozenset[str] = frozenset()
CLOSED = "closed"
# « délibération du 3 mars », « loi du », « séance du », « né le »: a day that dates something else than what is said.
_DAY_OF = re.compile(
    r"(?:deliberation|arrete|loi|decret|seance|conseil|reunion|ordonnance|courrier|lettre|convention|marche|avenant"
    r"|jugement|modifie\w*|publie\w*|mise? a jour|approuve\w*|adopte\w*|vote\w*|signe\w*|fait|depuis|en date)"
    r"(?: [a-z°'.-]+){0,5} ?(?:du|le|au)? ?(?:[a-z]+di )?$"
)
# « Fait à Valmoret, le », « Mis à jour le », « Publié le »: when the document was made.
_SIGNED = re.compile(
    r"\W*(?:fait|signe|publie|affiche|mise? a jour|mis en ligne|transmis|recu|poste|redige|deliberation|arrete)\b"
)
_SERVICE = re.compile(r"\b(?:service|bureau|accueil|guichet|secretariat|standard|numero|telephone|adresse|courriel)\b")
_MOBILE = re.compile(r"\+33[67]")
_SHUT = re.compile(r"\b(?:est|sont|reste|restent|:) ?fermee?s?\b|^\W*fermee?s?\b|jour de fermeture")
_OPENS = {"opens": r"\bouvr|\bdebut|\bcommenc|\bdepart|\bpart\b|a partir", "closes": r"\bferm|\bfin\b|\btermin|\bfini"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``values`` at ``start``..``end`` of a sentence. ``thing`` are the stems of what it is about where its clause
    does not tell them; ``apart`` begin the qualifiers that do not count beside it.
    """

    kind: ClaimKind
    values: frozenset[str]
    start: int
    end: int
    qualifiers: frozenset[str] = _NONE
    fact: AnySpan | None = None
    thing: frozenset[str] | None = None
    apart: tuple[str, ...] = ()


def given_in(sentence: Sentence) -> Iterator[Given]:
    """All that ``sentence`` gives."""
    yield from _contacts(sentence)
    yield from _asked(sentence)
    amounts = sentence.of(FactKind.AMOUNT)
    for fact in amounts:
        value, told = values.price(fact.value)
        yield Given(
            kind=ClaimKind.PRICE, values=frozenset({value}), start=fact.start, end=fact.end, qualifiers=told, fact=fact
        )
    yield from _times(sentence)
    if not amounts:
        yield from _measures(sentence)


def _contacts(sentence: Sentence) -> Iterator[Given]:
    for kind, of in (
        (FactKind.PHONE, ClaimKind.PHONE),
        (FactKind.EMAIL, ClaimKind.EMAIL),
        (FactKind.ADDRESS, ClaimKind.ADDRESS),
    ):
        for fact in sentence.of(kind):
            value = values.address(fact.value) if kind is FactKind.ADDRESS else fact.value
            if value and (kind is not FactKind.PHONE or value.startswith("+33")):
                told = frozenset({"way:mobile"}) if _MOBILE.match(value) and kind is FactKind.PHONE else _NONE
                yield Given(
                    kind=of,
                    values=frozenset({value}),
                    start=fact.start,
                    end=fact.end,
                    qualifiers=told,
                    fact=fact,
                    thing=_whose(sentence, fact),
                    apart=("days:", "when:", "age:"),
                )


def _whose(sentence: Sentence, fact: AnySpan) -> frozenset[str] | None:
    """The service named just before a number or an address; None where none is."""
    found = list(_SERVICE.finditer(flat(sentence.text), 0, fact.start))
    named = stems_in(sentence.text[found[-1].end() : fact.start]) if found else _NONE
    return named or None


def _asked(sentence: Sentence) -> Iterator[Given]:
    papers = papers_in(sentence.text)
    rest = stems_in(sentence.text, sentence.facts)
    named = frozenset().union(*(one.told for one in papers))
    for one in papers:
        thing = one.thing | (rest - named)
        yield Given(kind=ClaimKind.PAPER, values=frozenset({one.value}), start=one.start, end=one.end, thing=thing)
    turned = turned_to(sentence.text)
    if len(turned) == 1:
        one = turned[0]
        yield Given(
            kind=ClaimKind.CONTACT,
            values=frozenset({WHO + one.value}),
            start=one.start,
            end=one.end,
            thing=rest - one.told,
        )


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
            frozenset({CLOSED}) if at in rule.closed else _NONE
        )
        if said:
            yield Given(
                kind=ClaimKind.HOURS,
                values=said,
                start=min(days.start, hours.start),
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
    if _DAY_OF.search(line, 0, dates[0].start) or _SIGNED.match(line):
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
    ages = sentence.of(FactKind.AGE)
    if len(ages) == 1:
        yield Given(
            kind=ClaimKind.AGE,
            values=frozenset({values.age(ages[0].value)}),
            start=ages[0].start,
            end=ages[0].end,
            fact=ages[0],
            apart=("age:",),
        )
    yield from _brackets(sentence)
    rates = sentence.of(FactKind.PERCENTAGE)
    if len(rates) == 1:
        value = values.rate(rates[0].value)
        yield Given(
            kind=ClaimKind.RATE, values=frozenset({value}), start=rates[0].start, end=rates[0].end, fact=rates[0]
        )
    yield from _quantities(sentence, sentence.facts)


def _quantities(sentence: Sentence, taken: Sequence[AnySpan]) -> Iterator[Given]:
    found = quantities_in(sentence.text, taken)
    for one in found:
        if sum(other.unit == one.unit for other in found) == 1:
            yield Given(
                kind=ClaimKind.QUANTITY,
                values=frozenset({values.number(one.value)}),
                start=one.start,
                end=one.end,
                qualifiers=frozenset({f"unit:{one.unit}", f"bound:{one.side}"}),
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
