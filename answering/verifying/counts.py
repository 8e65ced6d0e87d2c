"""Bare numbers, parts and measures of a sentence: as many of the same thing, bounded on the same side.

Values with a unit of time or money are typed facts, judged in ``figures.py``.
"""

import re
from collections.abc import Iterator, Sequence

from answering.verifying.addresses import is_house_number
from answering.verifying.anchors import anchored_by_words
from answering.verifying.read_text import ReadText, Statement
from answering.verifying.verified import Lack, Unsupported
from french.quantity_words import Count
from french.typed_span import FactKind, flat
from french.wording import content_stems

# « 1 h 30 », « 1h30 », « 1 heure 30 »: a length that is no hour of the clock.
_LENGTH = re.compile(r"(?<![\d,.])(?P<h>\d{1,2}) ?h(?:eures?)? ?(?P<m>[0-5]\d)(?!\d)")
_JOINS = re.compile(r" ?(?:et|ou|a|,|-) (?:de |la |le |du )?")
_LEAST = re.compile(r"\b(?:au moins|au minimum|minimum)\b")
_MOST = re.compile(r"\b(?:au plus(?! tard)|au maximum|maximum|maxi|dans la limite)\b")
_ALLOWS = re.compile(r"\b(?:peu(?:t|vent)|pouvez|droit a|dans la limite|limite\w* a|jusqu'a)\b")
_FROM_BELOW = re.compile(
    r"\b(?:au moins|au minimum|minimum|minimal\w*|plus de|a partir de|(?:ou|et) plus|superieure?s?)\b"
)
_ONE_IN = re.compile(r"\bune? [a-z]+ sur $")
_REFERENCE = re.compile(r"(?<![\d-])\d{4}-\d{2,4}(?![\d-])")
"""« 2026-031 »: the number of an act is one number."""
_UNIT = re.compile(r" ?(?P<unit>[dck]?m[23]?|kg|tonnes?|t|litres?|l|hectares?|ha|metres?|centimetres?|kilometres?)\b")
_ONE_OF = re.compile(r"\bl'une? des ")
"""« l’un des deux parents » is one."""
# « Pouvoirs : 2 »: the noun before its number.
_BEFORE = re.compile(r"([a-z][a-z\-]{2,}) ?: ?$")
_OF_OTHER_KINDS = frozenset(
    {
        FactKind.AMOUNT, FactKind.PERCENTAGE, FactKind.HOURS, FactKind.DATE, FactKind.PERIOD, FactKind.ADDRESS,
        FactKind.AGE, FactKind.DELAY,
    }
)  # fmt: skip
"""A document's « 5 » of « 5 € » or « 5 mai » is no count of anything."""


def unsupported_counts(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Numbers, fractions, bounds and measures of ``sentence`` that ``known`` does not give of the same thing."""
    yield from _counts(sentence, known)
    yield from _fractions(sentence, known)
    yield from _bounds_of_counts(sentence, known)
    yield from _measures(sentence, known)


def _counts(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Bare numbers: the document has them, and when it counts the same thing, it counts as many."""
    covered = [fact for fact in sentence.facts if fact.kind is not FactKind.POPULATION]
    lengths = {_length(m) for m in _LENGTH.finditer(flat(known.text))}
    lasting = [m for m in _LENGTH.finditer(flat(sentence.text)) if _length(m) in lengths]
    other = known.of_kind(*_OF_OTHER_KINDS)
    counts = [c for c in known.counts if not any(fact.start <= c.start < fact.end for fact in other)]
    numbers = {count.value for count in counts}
    same_length = [(m.start(), m.end()) for m in lasting]
    read = [(c.start, c.end) for c in sentence.counts] + [(f.start, f.end) for f in covered] + same_length
    digits = set(re.findall(r"\d+", known.text))
    for m in _REFERENCE.finditer(sentence.text):
        if m[0] not in known.text:
            yield Lack(kind=Unsupported.NUMBER, words=m[0])
    for m in re.finditer(r"\d+", sentence.text):  # « n° 2026-031 », « A4 »: what no reader takes for a number
        if m[0] not in digits and not any(start <= m.start() < end for start, end in read):
            yield Lack(kind=Unsupported.NUMBER, words=m[0])
    tokens = frozenset(token for one in sentence.statements for token in one.tokens)
    near = anchored_by_words(tokens, known)
    one_of = [m.end() for m in _ONE_OF.finditer(flat(sentence.text))]
    for said in sentence.counts:
        if said.start in one_of:
            continue
        if any(fact.start <= said.start < fact.end for fact in covered) or _is_in_frequency(said.start, sentence):
            continue
        if any(start <= said.start < end for start, end in same_length):
            continue
        if is_house_number(said, sentence, known):
            continue
        if _is_year(said, digits) or _is_one_in(said, sentence, known):
            continue
        if said.value not in numbers or not _counts_the_same(said, counts, near, known):
            yield Lack(kind=Unsupported.NUMBER, words=sentence.text[said.start : said.end])


def _is_one_in(said: Count, sentence: ReadText, known: ReadText) -> bool:
    """« une année sur deux » of « tous les deux ans »."""
    is_one_in = _ONE_IN.search(flat(sentence.text)[: said.start]) is not None
    return is_one_in and any(span.value.every == said.value for span in known.frequencies)


def _is_year(said: Count, digits: set[str]) -> bool:
    """« la fin de 2026 » of « le 31 décembre 2026 »: a year that a date of the document gives."""
    return 1900 <= said.value <= 2100 and str(said.value) in digits


def _counts_the_same(said: Count, counts: Sequence[Count], near: Sequence[Statement], known: ReadText) -> bool:
    """Whether the document counts the same thing with that number, or does not count or name the thing at all."""
    if not said.noun:
        return True
    of_same = [count for count in counts if said.noun in (count.noun, _noun_before(count, known))]
    # « deux futurs époux » where the document only says « deux mois »; « six au plus » may be of anything, as may the
    # first of « première et deuxième catégorie ».
    equal = [count for count in counts if count.value == said.value]
    if of_same and near:
        there = [count for count in of_same if any(one.start <= count.start < one.end for one in near)]
        if there and said.value not in {count.value for count in there}:
            return any(_JOINS.fullmatch(flat(known.text), c.end, one.start) for c in equal for one in there)
    if of_same:
        joined = [c for c in equal if any(_JOINS.fullmatch(flat(known.text), c.end, one.start) for one in of_same)]
        return bool(joined) or any(count.value == said.value for count in of_same)
    return said.noun not in known.stems or any(not content_stems(count.noun) for count in equal)


def _noun_before(count: Count, known: ReadText) -> str:
    m = _BEFORE.search(flat(known.text)[: count.start])
    return next(iter(content_stems(m[1])), "") if m else ""


def _length(m: re.Match[str]) -> int:
    return int(m["h"]) * 60 + int(m["m"])


def _is_in_frequency(start: int, sentence: ReadText) -> bool:
    return any(span.start <= start < span.end for span in sentence.frequencies)


def _bounds_of_counts(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« au moins 180 personnes » where the document says « 180 personnes au maximum », and the other way."""
    for at_least, at_most in ((_LEAST, _MOST), (_MOST, _LEAST)):
        for said in sentence.counts:
            if not at_least.search(flat(sentence.text[max(0, said.start - 20) : said.end + 30])):
                continue
            same = [count for count in known.counts if count.value == said.value]
            near = [flat(known.text[max(0, count.start - 60) : count.end + 60]) for count in same]
            is_turned = bool(near) and all(at_most.search(words) and not at_least.search(words) for words in near)
            if is_turned or (at_least is _LEAST and _is_allowance(said, same, known)):
                yield Lack(kind=Unsupported.QUANTITY, words=sentence.text[said.start : said.end])


def _measures(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« 1,20 m le long de la rue » where the document gives 1,60 m there, and 1,20 m at crossings."""
    there = _measured(known)
    for statement in sentence.statements:
        for said, unit in _measured(sentence):
            if not statement.start <= said.start < statement.end:
                continue
            near = anchored_by_words(statement.tokens, known)
            held = [one for one, other in there if other == unit and any(s.start <= one.start < s.end for s in near)]
            if held and said.value not in {one.value for one in held}:
                yield Lack(kind=Unsupported.OTHER_CASE, words=sentence.text[said.start : said.end])


def _measured(read: ReadText) -> list[tuple[Count, str]]:
    line = flat(read.text)
    found = [(count, _UNIT.match(line, count.end)) for count in read.counts]
    return [(count, m["unit"][:2]) for count, m in found if m]


def _is_allowance(said: Count, same: Sequence[Count], known: ReadText) -> bool:
    """Whether the number is what one may have: « au moins six documents » of « peut emprunter six documents »."""
    holding = [s for s in known.statements if any(s.start <= count.start < s.end for count in same)]
    texts = [flat(known.text[s.start : s.end]) for s in holding]
    return bool(texts) and all(_ALLOWS.search(text) and not _FROM_BELOW.search(text) for text in texts)


def _fractions(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    keys = {key for key, _, _ in known.fractions} | {str(count.value) for count in known.counts}
    for key, start, end in sentence.fractions:
        whole = key == "all" and any(not w.noun or w for w in known.wholes)
        if key not in keys and not whole:
            yield Lack(kind=Unsupported.QUANTITY, words=sentence.text[start:end])
