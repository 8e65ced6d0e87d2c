"""The claims of a document: what each sentence and table row gives, with where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from clarity.contradictory.claim import CONTACTS, ClaimKind, Said
from clarity.contradictory.clauses import Sentence, bounds, is_proposed, own_words, told, ways_of, written_qualifier
from clarity.contradictory.given import Given
from clarity.contradictory.giving import given_in
from clarity.contradictory.names import told_facts
from clarity.contradictory.rows import row_sentences
from clarity.contradictory.standing import Standing, standings
from clarity.contradictory.wording import stems_in
from clarity.observation import Place
from clarity.read_text import BlockKind, ReadText
from french.facts import QUALIFIERS
from french.sentences import sentence_spans
from french.typed_span import AnySpan, flat

LONGEST_SENTENCE = 400
"""Code points. What is longer is a list or a scan run together: no clause of it can be told."""
LONGEST_QUOTE = 240
FEWEST_BEFORE = 2
"""Words before a day that say enough of what it dates."""

# « Vu la délibération… », « Considérant que… »: on what an act rests, not what it says.
_GROUND = re.compile(r"^(?:- )?(?:vu|considerant|attendu|rappelle|apres avoir|question de|m\. |mme )\b")
# « Tarif applicable du … au … », « Valable jusqu'au … »: for all that follows in the passage.
_FOR_ALL = re.compile(r"\b(?:applicables?|valables?|en vigueur|a compter du|saison|annee)\b")


Span = tuple[date | None, date | None]


@dataclass(slots=True)
class _Bounds:
    """The days on which what follows in a passage holds."""

    passage: object = None
    days: Span = (None, None)


def said_in(text: ReadText) -> list[Said]:
    """Every claim of a document, in order; what it says several times in the same words, at its first place.

    What was read on a picture makes none: its figures may be wrong.
    """
    found: dict[tuple[object, ...], Said] = {}
    known = _Bounds()
    passages: dict[object, frozenset[str]] = {}
    for block in text.blocks:
        passages[block.passage_id] = passages.get(block.passage_id, frozenset()) | stems_in(block.text)
    for standing in standings(text):
        block = standing.block
        if block.is_from_ocr or _GROUND.match(flat(block.text)):
            continue
        if known.passage != block.passage_id:
            known = _Bounds(passage=block.passage_id)
        above = _above(standing.above)
        question: frozenset[str] = frozenset()
        for sentence in _sentences(standing):
            asked, question = question, _question(sentence)
            given = list(given_in(sentence))
            if not given and _FOR_ALL.search(flat(sentence.text)):
                days = bounds(sentence.text, sentence.facts)
                known.days = days if days != (None, None) else known.days
            if given and not is_proposed(sentence.text):
                place = text.place(block, sentence.start, min(sentence.end, sentence.start + LONGEST_QUOTE))
                beside = _Beside(place=place, passage=passages[block.passage_id], days=known.days, asked=asked)
                for said in (_said(sentence, one, above, beside) for one in given):
                    found.setdefault(_content(said), said)
    return list(found.values())


def _content(said: Said) -> tuple[object, ...]:
    """All but where it stands: the foot of a page is on each page."""
    return said.kind, said.values, said.own, said.lines, said.qualifiers, said.above, said.first, said.last


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """What the lines above a block tell."""

    lines: tuple[frozenset[str], ...]
    qualifiers: frozenset[str]
    days: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """Where a sentence stands, what its passage tells, and what the question just before it asks of."""

    place: Place
    passage: frozenset[str]
    days: Span
    asked: frozenset[str]


def _question(sentence: Sentence) -> frozenset[str]:
    """« Une fuite ? Appelez… »: what the answer is about."""
    return stems_in(sentence.text, sentence.facts) if sentence.text.rstrip().endswith("?") else frozenset()


@lru_cache(maxsize=512)
def _above(written: tuple[str, ...]) -> _Above:
    facts = [(line, told_facts(line)) for line in written]
    told = {q for _, found in facts for fact in found if fact.kind in QUALIFIERS and (q := written_qualifier(fact))}
    return _Above(
        lines=tuple(stems for line, found in facts if (stems := stems_in(line, found))),
        qualifiers=frozenset(told).union(*map(ways_of, written)),
        days=next((days for line, found in facts if (days := bounds(line, found)) != (None, None)), (None, None)),
    )


def _sentences(standing: Standing) -> Iterator[Sentence]:
    block = standing.block
    if block.kind is BlockKind.ROW:
        yield from row_sentences(standing)
        return
    facts = told_facts(block.text)
    for start, end in sentence_spans(block.text):
        if end - start > LONGEST_SENTENCE:
            continue
        inside = tuple(_moved(fact, start) for fact in facts if start <= fact.start and fact.end <= end)
        yield Sentence(text=block.text[start:end], start=start, end=end, facts=inside)


def _moved(fact: AnySpan, by: int) -> AnySpan:
    return replace(fact, start=fact.start - by, end=fact.end - by)


def _said(sentence: Sentence, given: Given, above: _Above, beside: _Beside) -> Said:
    own, within = own_words(sentence, given.start, given.end)
    if given.thing is not None:
        own, within = given.thing, (0, len(sentence.text))
    if given.kind not in CONTACTS:
        own |= beside.asked
    where: frozenset[str] = frozenset()
    if given.kind in (ClaimKind.DATE, ClaimKind.PERIOD):
        own, where = _parted(sentence, given, own)
    own = (own | given.more if own else own) - given.less
    qualifiers = {q for q in told(sentence, given.span, within) if not q.startswith(given.apart)}
    own_days = (None, None) if given.kind is ClaimKind.DATE else bounds(sentence.text, sentence.facts)
    first, last = next((days for days in (own_days, beside.days, above.days) if days != (None, None)), (None, None))
    return Said(
        kind=given.kind,
        values=given.values,
        own=own,
        lines=above.lines,
        passage=beside.passage,
        qualifiers=frozenset(qualifiers) | given.qualifiers | where,
        above=frozenset(q for q in above.qualifiers if not q.startswith(given.apart)),
        place=beside.place,
        first=first,
        last=last,
    )


def _parted(sentence: Sentence, given: Given, own: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What is dated, as said before its day, and where it is held: « le loto a lieu le 6 mai à la halle »."""
    before = stems_in(sentence.text[: given.start], [f for f in sentence.facts if f.end <= given.start]) & own
    if len(before) < FEWEST_BEFORE:
        return own, frozenset()
    after = own - before
    return before, frozenset({f"site:{'-'.join(sorted(after))}"}) if after else frozenset()
