"""Every figure of a sentence, in the document with the same meaning: typed facts, bare numbers, parts, frequencies."""

import re
from collections.abc import Iterator

from answering.verifying.addresses import written_alike
from answering.verifying.anchors import anchored_by_words
from answering.verifying.counts import unsupported_counts
from answering.verifying.holders import is_of_another
from answering.verifying.read_text import ReadText, Statement
from answering.verifying.typed_agreement import agree, are_opposite, comparable
from answering.verifying.verified import Lack, Unsupported
from french.dates import MONTHS
from french.days import ALL_DAYS, WEEKDAYS, Days, Weeks, days_in
from french.delays import DelayUnit
from french.markers import MarkerFamily
from french.periods import Period, Season
from french.typed_span import AnySpan, Bound, FactKind, flat, overlaps

CHECKED = frozenset(
    {
        FactKind.AMOUNT, FactKind.PERCENTAGE, FactKind.QUOTIENT, FactKind.DATE, FactKind.PERIOD, FactKind.DAYS,
        FactKind.HOURS, FactKind.AGE, FactKind.DELAY, FactKind.ADDRESS,
    }
)  # fmt: skip
"""Typed facts judged here; phones, e-mails and links are in ``contacts.py``, populations in ``audience.py``."""

# « offert », « n’est pas dû », « rien à payer »: a document says by these that a thing is free.
_FREE = re.compile(
    r"\b(?:offert\w*|exoner\w+|dispens\w+|gratuit\w*|(?:entree|acces)(?: y)?(?: est| en est)? libre"
    r"|prise? en charge|sans frais)\b"
)
_ONWARDS = re.compile(r"\b(?:apres (?:cette|ce)|au-dela|passee? (?:cette|ce)|ensuite|a partir de cette)\b")
_UP_TO = re.compile(r"\b(?:avant (?:cette|ce)|jusqu'a cette|en deca)\b")
_BY_YEAR = re.compile(r"a l'annee")
_ALL_YEAR = re.compile(r"\b(?:en toutes? saisons?|toute l'annee|a l'annee|annee entiere|en permanence)\b")
# « de 14 h à 14 h », « 7 à 7 ans »: each end is known, and the stretch is none.
_EMPTY_RANGE = re.compile(r"\b(\d{1,3}(?: ?h(?: ?\d\d)?)?) (?:a|et) \1(?! ?[\dh])")
_MAJORITY = 18 * 12

# « jour par jour », « mois par mois »: one at a time, no rate; not « deux jours par mois ».
_ONE_BY_ONE = re.compile(r"\b(jour|semaine|mois|annee|an|heure) par \1\b")


_PART_OF = re.compile(rf"\b(?P<day>{'|'.join(WEEKDAYS)})s? (?P<part>matin|apres-midi|soir)")
_DAY_PARTS = (
    ("matin", re.compile(r"\bmatin(?:ee|s)?\b|\bmatinal"), 5 * 60, 13 * 60),
    ("après-midi", re.compile(r"\bapres-midis?\b"), 12 * 60, 19 * 60),
    ("soir", re.compile(r"\bsoir(?:ee|s)?\b"), 16 * 60 + 30, 24 * 60),
    ("nuit", re.compile(r"\bnuits?\b|\bnocturne"), 19 * 60, 24 * 60),
)
"""Names of parts of the day with the minutes, from midnight, between which an hour belongs to each."""


def unsupported_figures(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Figures of ``sentence`` that ``known`` does not give, or gives for something else."""
    yield from _typed(sentence, known)
    yield from _frequencies(sentence, known)
    yield from unsupported_counts(sentence, known)
    yield from _parts_of_day(sentence, known)
    for m in _EMPTY_RANGE.finditer(flat(sentence.text)):
        yield Lack(kind=Unsupported.NUMBER, words=m.group())


def _typed(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    for said in sentence.of_kind(*CHECKED):
        words = sentence.text[said.start : said.end].strip()
        if said.kind is FactKind.DELAY and flat(sentence.text).startswith(" sur ", said.end):
            continue  # « une semaine sur deux »: the days that recur say it
        agreeing = [fact for fact in known.of_kind(*comparable(said.kind)) if agree(said, fact)]
        is_missing = not agreeing and not _is_said_otherwise(said, sentence, known)
        is_turned = bool(agreeing) and all(are_opposite(said, fact) for fact in agreeing) and not _turns(said, known)
        if is_missing or is_turned or not _years_known(said, known):
            yield Lack(kind=Unsupported(said.kind.value), words=words)
        elif is_of_another(said, sentence, [fact for fact in agreeing if fact.kind is said.kind], known):
            yield Lack(kind=Unsupported.OTHER_CASE, words=words)


def _turns(said: AnySpan, known: ReadText) -> bool:
    """Whether the document goes on from its bound the other way: « avant le 15 ; après cette date »."""
    if any(fact.value.bound is said.value.bound for fact in known.of_kind(said.kind)):
        return False  # it bounds on that side elsewhere
    pattern = _ONWARDS if said.value.bound is Bound.FROM else _UP_TO
    return pattern.search(flat(known.text)) is not None


def _is_said_otherwise(said: AnySpan, sentence: ReadText, known: ReadText) -> bool:
    """What two kinds of facts, or words, say alike."""
    if said.kind is FactKind.AMOUNT:
        if said.value.low == said.value.high == 0:
            return _is_free(sentence, known)
        # « passe de 2,90 € à 3,05 € » reads as a range whose ends the document gives apart.
        ends = {said.value.low, said.value.high}
        return (
            None not in ends
            and len(ends) > 1
            and ends <= {end for f in known.of_kind(said.kind) for end in (f.value.low, f.value.high)}
        )
    if said.kind is FactKind.HOURS:
        # « de 23 h à 5 h 30 »: two hours apart are one stretch of time.
        alone = [fact.value for fact in known.of_kind(said.kind) if not fact.value.is_range]
        clocks = {c.earliest for value in alone for c in (value.start, value.end) if c is not None}
        wanted = {c.earliest for c in (said.value.start, said.value.end) if c is not None}
        return len(wanted) > 1 and wanted <= clocks
    if said.kind is FactKind.AGE and _MAJORITY in (said.value.low_months, said.value.below_months):
        is_adult = said.value.low_months == _MAJORITY
        if re.search(r"\bmajeure?s?\b" if is_adult else r"\bmineure?s?\b", flat(known.text)):
            return True
    if said.kind is FactKind.AGE:
        return any(_is_complement(said, fact, known) for fact in known.of_kind(FactKind.AGE))
    if said.kind is FactKind.DAYS:
        return _days_left(said.value, known) or _is_ranked_apart(said, sentence, known)
    if said.kind is FactKind.DELAY:  # « abonnement annuel » for « un an »
        length = said.value.low if said.value.low == said.value.high else None
        return any(length == f.value.every and said.value.unit is f.value.unit for f in known.frequencies)
    if said.kind is FactKind.PERIOD:
        return _period_said(said, sentence, known)
    return said.kind is FactKind.ADDRESS and written_alike(sentence.text[said.start : said.end], known.text)


def _is_free(sentence: ReadText, known: ReadText) -> bool:
    """Whether the document says by other words that a thing is free, and gives no price of the very thing."""
    tokens = frozenset(token for one in sentence.statements for token in one.tokens)
    near = anchored_by_words(tokens, known, without=["gratuit gratuite payer prix"])
    priced = [one for one in near if any(one.start <= f.start < one.end for f in known.of_kind(FactKind.AMOUNT))]
    texts = [known.text[one.start : one.end] for one in near] if near and near == priced else [known.text]
    return any(_FREE.search(flat(text)) for text in texts)


def _is_complement(said: AnySpan, fact: AnySpan, known: ReadText) -> bool:
    """« au moins quinze ans » where « moins de quinze ans » is denied."""
    one, other = said.value, fact.value
    meets = one.low_months == other.below_months and one.below_months is None and other.low_months is None
    meets |= one.below_months == other.low_months and one.low_months is None and other.below_months is None
    return meets and any(
        s.start <= fact.start < s.end and n.start < s.end and s.start < n.end
        for s in known.statements
        for n in known.negations
    )


def _is_ranked_apart(said: AnySpan, sentence: ReadText, known: ReadText) -> bool:
    """« une fois par mois, le premier mercredi »: the month stands elsewhere in the sentence."""
    is_monthly = any(span.value.unit is DelayUnit.MONTH for span in sentence.frequencies)
    read = days_in(f"{sentence.text[said.start : said.end]} du mois") if is_monthly else []
    return any(agree(one, fact) for one in read for fact in known.of_kind(FactKind.DAYS) if fact.value.ranks)


def _days_left(said: Days, known: ReadText) -> bool:
    """« en semaine » where the document says « sauf le samedi », or names each of the days."""
    left_out = {
        day
        for fact in known.of_kind(FactKind.DAYS)
        for marker in known.markers
        if marker.family is MarkerFamily.EXC and 0 <= fact.start - marker.end <= 1
        for day in fact.value.days
    }
    if said.ranks or said.weeks is not Weeks.ALL:
        return False
    named = [_days_named(statement, known) for statement in known.statements]
    # Opening hours have a line for each day; « gratuit le dimanche » is of no day that another sentence names.
    hours = [fact.start for fact in known.of_kind(FactKind.HOURS)]
    timed = [d for s, d in zip(known.statements, named, strict=True) if any(s.start <= at < s.end for at in hours)]
    together = [*named, frozenset().union(*timed)]
    return any(said.days <= days for days in together) or (bool(left_out) and said.days <= ALL_DAYS - left_out)


def _days_named(statement: Statement, known: ReadText) -> frozenset[int]:
    facts = [f.value for f in known.of_kind(FactKind.DAYS) if statement.start <= f.start < statement.end]
    return frozenset(day for v in facts if not v.ranks and v.weeks is Weeks.ALL for day in v.days)


def _period_said(said: AnySpan, sentence: ReadText, known: ReadText) -> bool:
    """A year or a month that the document writes otherwise; a season or a holiday in the same word."""
    value: Period = said.value
    yearly = any(fact.value.unit is DelayUnit.YEAR for fact in known.frequencies)
    if yearly and _BY_YEAR.match(flat(sentence.text[said.start : said.end])):
        return True
    if value.season is Season.YEAR:
        return _ALL_YEAR.search(flat(known.text)) is not None
    if value.season is not None:
        words = re.findall(r"[a-z]{3,}", flat(sentence.text[said.start : said.end]))
        return bool(words) and re.search(rf"\b{words[-1]}", flat(known.text)) is not None
    ends = [end for end in (value.start, value.end) if end is not None]
    if {(end.day, end.month) for end in ends} == {(1, 1), (31, 12)}:
        return True  # a whole year: its number is looked for with the others
    months = {e.month for f in known.of_kind(FactKind.PERIOD) for e in (f.value.start, f.value.end) if e is not None}
    months |= {fact.value.month for fact in known.of_kind(FactKind.DATE)}
    months |= {MONTHS[name] for name in re.findall(r"[a-z]+", flat(known.text)) if name in MONTHS}
    return all(end.day is None and end.month in months for end in ends)


def _years_known(said: AnySpan, known: ReadText) -> bool:
    if said.kind not in (FactKind.DATE, FactKind.PERIOD):
        return True
    ends = (said.value.start, said.value.end) if said.kind is FactKind.PERIOD else (said.value,)
    years = {end.year for end in ends if end is not None and end.year is not None}
    return all(re.search(rf"(?<!\d)(?:{year}|(?<=[/.-]){year % 100:02d})(?!\d)", known.text) for year in years)


def _frequencies(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    values = {span.value for span in known.frequencies}
    days = sentence.of_kind(FactKind.DAYS)
    each = [(m.start(), m.end()) for m in _ONE_BY_ONE.finditer(flat(sentence.text))]
    for said in sentence.frequencies:
        if any(start <= said.start < end for start, end in each):
            continue
        if not overlaps(said, days) and said.value not in values:
            yield Lack(kind=Unsupported.FREQUENCY, words=sentence.text[said.start : said.end])


def _parts_of_day(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« le matin »: in the document, or at the hours that it gives; of the day that it names, when it names one."""
    there = [(m["day"], m["part"]) for m in _PART_OF.finditer(flat(known.text))]
    for m in _PART_OF.finditer(flat(sentence.text)):
        parts = {part for day, part in there if day == m["day"]}
        if parts and m["part"] not in parts:
            yield Lack(kind=Unsupported.HOURS, words=m.group())
    clocks = [c.earliest for f in known.of_kind(FactKind.HOURS) for c in (f.value.start, f.value.end) if c is not None]
    line = flat(known.text)
    for name, pattern, first, last in _DAY_PARTS:
        if (
            pattern.search(flat(sentence.text))
            and not pattern.search(line)
            and not any(first <= clock <= last for clock in clocks)
        ):
            yield Lack(kind=Unsupported.HOURS, words=name)
