"""What a value belongs to: the row, the audience or the thing beside which a text gives it.

« La musique s’arrête à 1 h et la salle est libérée à 2 h » : 2 h is the room's. A table cell has its row's label and
its column's header.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from answering.verifying.read_text import FAMILY_MARK, ReadText, Tokens, tokens_of
from answering.verifying.typed_agreement import agree
from french.days import Days, days_in
from french.populations import populations_in
from french.typed_span import AnySpan, FactKind, flat
from french.wording import wording
from retriever.ranking.header_levels import CELL_MARK, cells_of_row

HELD = frozenset(
    {
        FactKind.AMOUNT, FactKind.PERCENTAGE, FactKind.HOURS, FactKind.DELAY, FactKind.AGE, FactKind.PHONE,
        FactKind.EMAIL, FactKind.DATE, FactKind.PERIOD,
    }
)  # fmt: skip
"""Kinds whose values are told apart by what they belong to."""

_BREAK = re.compile(r"[.,;\n]| mais | puis ")
_SOFT_BREAK = re.compile(r" et | ou ")
# « 3 € pour les résidents, 5 € »: what is said after a value; in « 3 € Adultes 5 € » the label is the next one's.
_OPENS_AFTER = re.compile(r" (?:pour|aux?|a la|si|le|la|les|en|par|hors|de|du|des|sauf|jusqu'|l')|[,;]")
_JOINS = re.compile(r"[ ,/()]*(?:et|ou|puis|a|au|de|du|jusqu'a|-|/)?(?: (?:de|du|a|au))?[ ]*")
_OWN_CASE = re.compile(r" (?:pour|aux?|si|en|le|la|les|hors|de (?!la |l'|chaque )\w+ a)\b")  # « 42 € de 15 à 17 ans »
_CASE_AFTER = re.compile(r" (?:pour|aux?|si|en|le|la|les|hors)\b")
# « le montant de 2,90 € est remplacé par 3,05 € », « de 2,90 € à 3,05 € », « soit 12 € »: of the same thing.
_SAME_THING = re.compile(r"\b(?:remplace\w*|porte\w*|pass\w+|au lieu|soit|desormais)\b")
_WORDED = frozenset({FactKind.POPULATION, FactKind.AMOUNT})
"""Kinds whose spans hold words that tell what a value is for: « 3 € le repas »."""

_NAMING = "payer paie coûte prix tarif montant euros heure âge téléphone courriel an année mois semaine jour"
"""Words that only name a kind of value tell no one from another."""

_NOT_FROM_HERE = re.compile(
    r"\b(?:n'(?:y )?(?:habit|resid)\w+|ne (?:vi|resid|log)\w+) pas\b"
    r"|\bsans (?:y )?(?:habit|resid)\w+|\bpas (?:domicilie|resident)"
)

_KEY, _NUMBER = "=", "#"
"""What tells a case: a population, an age, a quotient or a day; a bare number, an ordinal."""

_TIMED_MARKS = (f"{_KEY}period", f"{_KEY}age")

_OTHERS = frozenset({"autr", "autre"})
"""« les autres paient 45 € »: whom they are is said of the value before."""

_CASE_MARKS = (f"{_KEY}day", f"{_KEY}population", f"{_KEY}age", f"{_KEY}quotient", f"{_KEY}period")

_MEASURED = frozenset({FactKind.AMOUNT, FactKind.HOURS, FactKind.DATE, FactKind.PERIOD, FactKind.PERCENTAGE})

_BEFORE = 70
"""Code points read before the first value of a statement: a preamble of two lines belongs to all of its values."""

_AUDIENCE = frozenset({FactKind.POPULATION, FactKind.AGE, FactKind.QUOTIENT, FactKind.PERIOD})


def holder_of(value: AnySpan, read: ReadText) -> Tokens | None:
    """The words that say what ``value`` belongs to, as loose tokens, its audiences and days beside them.

    None where two values touch: a table that lost its lines no longer says whose they are.
    """
    line_start = read.text.rfind("\n", 0, value.start) + 1
    line_end = read.text.find("\n", value.end)
    line = read.text[line_start : line_end if line_end >= 0 else len(read.text)]
    if CELL_MARK in line:
        return _in_row(value, read, line_start, line)
    rivals = [one for one in read.of_kind(value.kind) if line_start <= one.start < line_start + len(line)]
    at = rivals.index(value)
    if any(not read.text[one.end : other.start].strip() for one, other in pairwise(rivals)):
        return None
    found: Tokens = frozenset()
    for place in _together(rivals, at, read):
        found |= _in_prose(rivals, place, read, line_start, line_start + len(line))
    return found


def _together(rivals: Sequence[AnySpan], at: int, read: ReadText) -> range:
    """Places of the values that go with the one at ``at``: « de 7 h 15 à 8 h 30 et de 16 h 30 à 18 h 45 »."""

    def between(place: int) -> str:
        return flat(read.text)[rivals[place - 1].end : rivals[place].start]

    def is_joined(place: int) -> bool:
        # « 3,50 €, 2,20 € pour les moins de 16 ans » are for two cases, « 180 €, 320 € et 510 € » for one.
        words, told = between(place), _OWN_CASE.match(flat(read.text), rivals[place].end)
        return _JOINS.fullmatch(words) is not None and not ("," in words and told)

    first, last = at, at
    while first and (is_joined(first) or _SAME_THING.search(between(first))):
        first -= 1
    while last + 1 < len(rivals) and is_joined(last + 1):
        last += 1
    return range(first, last + 1)


def is_of_another(said: AnySpan, sentence: ReadText, agreeing: Sequence[AnySpan], known: ReadText) -> bool:
    """Whether another value of the document holds all that the sentence says of this one, and more.

    ``agreeing`` are the document's values that are equal to ``said``.
    """
    if said.kind not in HELD:
        return False
    denials = [sentence.text[n.start : n.end] for n in sentence.negations]
    denied = tokens_of(" ".join(words for words in denials if words[:2].lower() in ("ne", "n'", "n’")))
    is_time = said.kind in (FactKind.DATE, FactKind.PERIOD)
    wanted = (holder_of(said, sentence) or frozenset()) - denied
    if any(token.startswith(_TIMED_MARKS) for token in wanted):
        wanted |= _keys_alike(sentence, known)
    if _NOT_FROM_HERE.search(flat(sentence.text)):
        wanted = (wanted - _of_mark(wanted, _CASE_MARKS[1])) | {f"{_CASE_MARKS[1]} non_resident"}
    ours = [holder_of(value, known) for value in agreeing]
    others = [holder for v in known.of_kind(said.kind) if v not in agreeing and (holder := holder_of(v, known))]
    if not ours or None in ours:
        return False
    if others and all(_is_opposite(mine or frozenset(), wanted) for mine in ours):
        return True
    if is_time:
        return False  # a date is often told apart from what it dates
    if said.kind is FactKind.AMOUNT and all(_is_price_of_all(mine or frozenset(), wanted, others) for mine in ours):
        return True
    return all(any(_fits_better(other, mine or frozenset(), wanted) for other in others) for mine in ours)


def _keys_alike(sentence: ReadText, known: ReadText) -> Tokens:
    """The document's own keys for the periods and ages that the sentence says otherwise: « l’hiver »."""
    return frozenset(
        key
        for fact in sentence.of_kind(FactKind.PERIOD, FactKind.AGE)
        for other in known.of_kind(fact.kind)
        if agree(fact, other)
        for key in _keys(other)
    )


def _fits_better(other: Tokens, mine: Tokens, wanted: Tokens) -> bool:
    """Whether ``other`` holds more of what is said; or as much, and only ``mine`` is for a case that is not said."""
    if mine & wanted < other & wanted and not _OTHERS & mine:
        return True
    for mark in _CASE_MARKS:  # another day, another audience than said, which the other value has
        said, ours, theirs = (_of_mark(one, mark) for one in (wanted, mine, other))
        if said and ours and not said & ours and said & theirs:
            return True
    cases = _cases(mine)
    if _OTHERS & mine:
        return False
    is_general = bool(cases) and not _cases(wanted) and not _cases(other)
    return is_general and bool(mine & wanted) and mine & wanted <= other & wanted


def _is_price_of_all(mine: Tokens, wanted: Tokens, others: Sequence[Tokens]) -> bool:
    """Whether the price is for no audience, and those that the sentence names have their own."""
    audience = _of_mark(wanted, _CASE_MARKS[1])
    return bool(audience) and not _of_mark(mine, _CASE_MARKS[1]) and any(audience <= other for other in others)


def _of_mark(holder: Tokens, mark: str) -> Tokens:
    return frozenset(token for token in holder if token.startswith(mark))


def _is_opposite(mine: Tokens, wanted: Tokens) -> bool:
    """« les nouveaux » where the value is that of « les anciens »."""
    pairs = _opposite_tokens()
    return any(pairs[token] & mine and token not in mine for token in wanted & pairs.keys())


@cache
def _opposite_tokens() -> dict[str, Tokens]:
    pairs: dict[str, set[str]] = {}
    for word, others in wording().opposites.items():
        for token in tokens_of(word):
            pairs.setdefault(token, set()).update(t for other in others for t in tokens_of(other))
    plain = {token: frozenset(t for t in found if t[0] != FAMILY_MARK) for token, found in pairs.items()}
    priced = tokens_of("payant gratuit offert")  # « sans rien payer » is no opposite of « gratuit »
    return {t: found for t, found in plain.items() if t[0] != FAMILY_MARK and t not in found and t not in priced}


def _cases(holder: Tokens) -> Tokens:
    return frozenset(token for token in holder if token[0] in (_KEY, _NUMBER))


def _in_prose(rivals: Sequence[AnySpan], place: int, read: ReadText, first: int, last: int) -> Tokens:
    """The words from the value before, or the beginning of the statement, to the first break after the value."""
    value = rivals[place]
    statement = next((s for s in read.statements if s.start <= value.start < s.end), None)
    start = max(first, statement.start if statement else first)
    if value.start - start > _BEFORE:
        start = read.text.find(" ", value.start - _BEFORE, value.start)
    end = min(last, statement.end if statement else last)
    if place:
        before = rivals[place - 1].end
        start = max(start, _said_after(read, before, value.start))
    head = ""
    if statement:
        opening = next(one for one in rivals if one.start >= statement.start)
        if _CASE_AFTER.match(flat(read.text), opening.end):
            # « une aide de 100 € pour un vélo neuf, de 50 € pour une occasion »: the aid is that of both.
            head = read.text[statement.start : opening.start]
    if place + 1 < len(rivals) and rivals[place + 1].start < end:
        end = _said_after(read, value.end, rivals[place + 1].start)
    return _tokens_between(read, start, end, value) | tokens_of(head)


def _said_after(read: ReadText, start: int, limit: int) -> int:
    """Where what is said of the value that ends at ``start`` ends, before the next value at ``limit``."""
    line = flat(read.text)
    if not _OPENS_AFTER.match(line, start, limit):
        return start
    found = _BREAK.search(line, start, limit) or _SOFT_BREAK.search(line, start, limit)
    return found.end() if found else limit


def _in_row(value: AnySpan, read: ReadText, line_start: int, line: str) -> Tokens:
    """The labels of the row, which hold no such value, and the header of the column."""
    spans = _cell_spans(line, line_start)
    rivals = read.of_kind(value.kind)
    column = next((i for i, (start, end) in enumerate(spans) if start <= value.start < end), 0)
    found: set[str] = set()
    for place, (start, end) in enumerate(spans):
        if place == column or not any(start <= rival.start < end for rival in rivals):
            found |= _tokens_between(read, start, end, value)
    for start in _header_rows(read, line_start, len(spans), rivals):
        row = read.text[start : read.text.find("\n", start)]
        first, last = _cell_spans(row, start)[column]
        found |= _tokens_between(read, first, last, value)
    return frozenset(found)


def _header_rows(read: ReadText, line_start: int, columns: int, rivals: Sequence[AnySpan]) -> list[int]:
    """Where the rows begin that open the table and hold no such value: those that name its columns."""
    starts: list[int] = []
    at = line_start
    while at:
        before = read.text.rfind("\n", 0, at - 1) + 1
        if len(cells_of_row(read.text[before : at - 1])) != columns:
            break
        starts.insert(0, before)
        at = before
    ends = [*starts[1:], line_start]
    is_named = [not any(s <= rival.start < e for rival in rivals) for s, e in zip(starts, ends, strict=False)]
    return [s for s, named in zip(starts, is_named, strict=False) if named][
        : is_named.index(False) if False in is_named else None
    ]


def _cell_spans(line: str, line_start: int) -> list[tuple[int, int]]:
    spans, at = [], line_start
    for cell in line.split(CELL_MARK):
        spans.append((at, at + len(cell)))
        at += len(cell) + len(CELL_MARK)
    return spans


def _tokens_between(read: ReadText, start: int, end: int, value: AnySpan) -> Tokens:
    words = read.text[start:end]
    inside = [f for f in read.facts if start <= f.start and f.end <= end and f.kind not in _WORDED]
    for fact in inside:
        at = fact.start - start
        words = words[:at] + " " * (fact.end - fact.start) + words[at + fact.end - fact.start :]
    keys = {
        key
        for fact in read.facts
        if fact is not value and start <= fact.start and fact.end <= end
        for key in _keys(fact)
    }
    typed = [fact for fact in read.facts if fact.kind in _MEASURED]
    numbers = {
        f"{_NUMBER}{count.value}"
        for count in read.counts
        if start <= count.start < end and not any(fact.start <= count.start < fact.end for fact in (*typed, value))
    }
    if value.kind is FactKind.AMOUNT:  # « 86 € pour un adulte » is one span
        served = populations_in(read.text[value.start : value.end])
        keys |= {f"{_CASE_MARKS[1]} {one.value}" for one in served if start <= value.start < end}
        if start <= value.start < end:  # « 340 € pour le week-end », « 380 € la journée » are one span too
            words += f" {read.text[value.start : value.end]}"
            keys |= {key for one in days_in(read.text[value.start : value.end]) for key in _keys(one)}
    numbers |= {f"{_NUMBER}{key}" for key, first, _ in read.fractions if start <= first < end}
    return (tokens_of(words) | keys | numbers) - _naming()


@cache
def _naming() -> Tokens:
    return tokens_of(_NAMING) - {"pai"}  # « un PAI » is no « il paie »


def _keys(fact: AnySpan) -> list[str]:
    if fact.kind is FactKind.DAYS and isinstance(fact.value, Days):
        return [f"{_KEY}day {day}" for day in sorted(fact.value.days)] if len(fact.value.days) < 7 else []
    return [f"{_KEY}{fact.kind.value} {fact.value}"] if fact.kind in _AUDIENCE else []
