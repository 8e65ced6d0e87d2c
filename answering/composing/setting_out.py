"""Gives each chosen unit its role, and brings the special cases of the rule that were found but not chosen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answering.composing.clauses import Case, case_in
from domain.answer import SentenceKind, SentenceRole
from french.amounts import amounts_in
from french.analyser import stems
from french.facts import QUALIFIERS, facts_in
from french.typed_span import flat
from retriever.ranking.scoring import ScoredUnit, is_expose, is_title
from retriever.ranking.wanted import Wanted

MOST_CASES = 6
MOST_CHARACTERS_OF_CASES = 800
# Units between a rule and a case that need share only one word with it, in one passage.
NEAR = 4
NEAREST = 2
# Of the question's subject, in and around what is said to be the asker's own case.
OWN_CASE_SUPPORT = 0.5
# A unit of the kind asked for states the rule when it scores so nearly as well as the best.
TYPED_SHARE = 0.85
# Of the question's meaning, so much must stand in a case's own words when it is elsewhere in the rule's document, and
# in another document.
OWN_IN_DOCUMENT = 0.2
OWN_ELSEWHERE = 0.45
SUPPORT_ELSEWHERE = 0.6
SHARED_STEMS = 2
# Of the question's meaning, in a sentence that is framed with the rule, or as the rule beside the asker's own case:
# « Les obsèques y sont accueillies gratuitement » gives a price and is no rule of what a hall costs.
OWN_BESIDE = 0.2
# « Par dérogation à l'article 3 », « l'article 4 ne s'applique pas »; the article of a line.
_ARTICLE = re.compile(r"(?:\bl'|\baux |\bdes |\bles )articles? (\d+)")
_ANY_ARTICLE = re.compile(r"^\W*art(?:icle|\.)? ?(\d+)(?:er)?\b", re.MULTILINE)
# « Cette majoration ne s'applique pas … » is a case of a surcharge, not of what stands above it.
_THIS = re.compile(r"^\W*(?:ce|cet|cette|ces|ledit|ladite|lesdite?s) (\w+)")


def set_out(chosen: Sequence[ScoredUnit], found: Sequence[ScoredUnit], wanted: Wanted) -> tuple[ScoredUnit, ...]:
    """``chosen`` with their roles: the rule first, then its cases, chosen or in ``found``, then the rest.

    All are plain answers when no case of the rule is known. ``found`` are all the units read, passage by passage.
    """
    if not chosen:
        return ()
    if any(c.fit > 0 for c in chosen):
        # Who tells their case is not shown those of others; they stand in the same documents, a click away.
        chosen, found = [c for c in chosen if c.fit >= 0], [c for c in found if c.fit >= 0]
    own = [c for c in chosen if _is_own_case(c)]
    if own:
        return _own_first(own, chosen)
    anchor = _anchor_of(chosen)
    rule = _rule_of(anchor, chosen, found)
    if rule is None:
        return tuple(chosen)
    cases = _cases_of(rule, chosen, found, wanted)
    ruled, clause = _parted(rule)
    cases = [*clause, *cases]
    if not cases:
        return tuple(chosen)
    taken = {rule.place} | {case.place for case in cases}
    beside = [c for c in chosen if c.place not in taken and _goes_with(c, rule, wanted)]
    rules = sorted([ruled, *(replace(c, role=SentenceRole.RULE) for c in beside)], key=lambda c: c.unit.start)
    taken |= {c.place for c in beside}
    others = [c for c in chosen if c.place not in taken]
    return (*rules, *cases, *others)


def _anchor_of(chosen: Sequence[ScoredUnit]) -> ScoredUnit:
    """The best unit that says something, of the kind asked for when one scores nearly as well."""
    best = max(chosen, key=lambda c: (_states(c), c.score))
    typed = [c for c in chosen if c.has_type and _states(c) and c.score >= TYPED_SHARE * best.score]
    return max(typed, key=lambda c: (_is_plain(c), c.score), default=best)


def _is_plain(one: ScoredUnit) -> bool:
    """Whether a sentence gives one price: « fixe le prix à 4 €, à 1 € lorsque … et à 6 € pour … » is rule and cases."""
    return len(_prices(one)) <= 1


def _prices(one: ScoredUnit) -> frozenset[str]:
    return frozenset(f"{span.value.low} {span.value.high}" for span in amounts_in(one.unit.text))


def without_repeats(units: Sequence[ScoredUnit]) -> tuple[ScoredUnit, ...]:
    """``units`` less what another document says again: plain answers all of whose prices were already given, or
    that give several with one that was.
    """
    kept: list[ScoredUnit] = []
    given: set[str] = set()
    documents: set[str] = set()
    for one in units:
        prices = _prices(one)
        is_other = bool(documents) and one.candidate.document.id not in documents
        says_all = len(prices) > 1 and bool(prices & given)
        if one.role is SentenceRole.ANSWER and is_other and prices and (says_all or prices <= given):
            continue
        kept.append(one)
        given |= prices
        documents.add(one.candidate.document.id)
    return tuple(kept)


def _is_own_case(one: ScoredUnit) -> bool:
    """Whether a unit is for the very person who asks, and not for everybody."""
    return (
        one.fit > 0
        and one.support >= OWN_CASE_SUPPORT
        and (one.unit.kind is SentenceKind.TABLE_ROW or _case(one) is not None)
    )


def _own_first(own: Sequence[ScoredUnit], chosen: Sequence[ScoredUnit]) -> tuple[ScoredUnit, ...]:
    """What is for the asker, then the rule as such: what beside it is for nobody in particular."""
    own = sorted(own, key=lambda c: (not _is_plain(c), -c.score))
    places = {c.place for c in own}
    general = [
        c
        for c in chosen
        if c.place not in places
        and c.fit == 0
        and c.candidate.document.id == own[0].candidate.document.id
        and c.unit.kind is SentenceKind.SENTENCE
        and c.has_type
        and c.own >= OWN_BESIDE
        and _states(c)
        and _case(c) is None
    ]
    rules = [replace(max(general, key=lambda c: c.score), role=SentenceRole.RULE)] if general else []
    first = [c for c in own if c.candidate.document.id == own[0].candidate.document.id]
    places = {c.place for c in (*first, *rules)}
    return (*first, *rules, *(c for c in chosen if c.place not in places))


def _goes_with(one: ScoredUnit, rule: ScoredUnit, wanted: Wanted) -> bool:
    """Whether ``one`` states the rule too: a row or item beside it, or a sentence that speaks of what is asked."""
    if _passage(one) != _passage(rule) or _is_whole_case(one):
        return False
    if one.unit.kind is not SentenceKind.SENTENCE and one.unit.kind is rule.unit.kind:
        return True
    return one.own >= OWN_BESIDE and (one.has_type or not wanted.types)


def _rule_of(anchor: ScoredUnit, chosen: Sequence[ScoredUnit], found: Sequence[ScoredUnit]) -> ScoredUnit | None:
    """The unit that states the rule: ``anchor``, or, when that is a case, what it takes out of; None when unknown."""
    case = _case(anchor)
    if case is None or case.start > 0:
        return anchor
    stating = [c for c in found if _states(c) and not _is_whole_case(c) and c.place != anchor.place]
    before = [c for c in stating if _passage(c) == _passage(anchor) and c.unit.start < anchor.unit.start]
    is_chosen = {c.place for c in chosen}
    if not case.is_marked:
        alike = [c for c in before if _is_ruled_by(anchor, c, 1 if c.place in is_chosen else SHARED_STEMS)]
        return alike[-1] if alike else anchor
    named = _ARTICLE.search(flat(anchor.unit.text))
    if named is not None:
        of_document = [c for c in stating if c.candidate.document.id == anchor.candidate.document.id]
        of_article = [c for c in of_document if _is_of_article(c, named[1])]
        if of_article:
            return max(of_article, key=lambda c: (c.has_type, c.score))
    return before[-1] if before else None


def _is_ruled_by(anchor: ScoredUnit, rule: ScoredUnit, shared: int) -> bool:
    is_same_kind = rule.has_type == anchor.has_type and _case(rule) is None
    return is_same_kind and len(rule.stems & anchor.stems) >= shared


def _is_of_article(one: ScoredUnit, number: str) -> bool:
    """Whether a unit stands under « Article 3 », as a heading or as the first words of a line before it."""
    begins = re.compile(rf"^\W*art(?:icle|\.)? ?{re.escape(number)}(?:er)?\b", re.MULTILINE)
    passage = one.candidate.passage
    above = passage.text[: one.unit.start + len(one.unit.text)]
    last = list(_ANY_ARTICLE.finditer(flat(above)))
    if last:
        return last[-1][1] == number
    return any(begins.match(flat(line)) for line in passage.heading_path)


def _cases_of(
    rule: ScoredUnit, chosen: Sequence[ScoredUnit], found: Sequence[ScoredUnit], wanted: Wanted
) -> list[ScoredUnit]:
    """The cases of ``rule``, nearest first, within what a resident reads."""
    kept: list[tuple[tuple[int, float], ScoredUnit]] = []
    is_chosen = {c.place for c in chosen}
    order = {c.place: number for number, c in enumerate(found)}
    seen = {_words(rule)}
    for one in found:
        distance = abs(order[one.place] - order.get(rule.place, 0))
        is_near = one.place in is_chosen and one.candidate.document.id == rule.candidate.document.id
        if (
            not (is_near or _concerns(one, rule, distance, wanted))
            or one.place == rule.place
            or _words(one) in seen
            or not _states(one)
        ):
            continue
        if one.place in is_chosen and _is_qualified_row(one, rule):
            kept.append(((1, -one.score), one))
            continue
        case = _case(one)
        if case is None or not _is_told(one, rule, distance, case, wanted):
            continue
        seen.add(_words(one))
        rank = 0 if one.place in is_chosen else 1 if _passage(one) == _passage(rule) else 2
        kept.append(((rank, -one.score), one))
    room = MOST_CHARACTERS_OF_CASES
    cases: list[ScoredUnit] = []
    for _, one in sorted(kept, key=lambda pair: (pair[0], pair[1].place)):
        if len(cases) == MOST_CASES or (cases and len(one.unit.text) > room):
            break
        room -= len(one.unit.text)
        cases.append(_as_case(one))
    return sorted(cases, key=lambda c: (_passage(c) != _passage(rule), order[c.place]))


def _concerns(one: ScoredUnit, rule: ScoredUnit, distance: int, wanted: Wanted) -> bool:
    """Whether ``one`` speaks of the subject of ``rule`` and of the question; told by words, before its case is read."""
    shared = one.stems & (rule.stems | frozenset(wanted.weights))
    if _passage(one) == _passage(rule):
        return distance == 1 or (distance <= NEAR and bool(shared))
    if one.candidate.document.id == rule.candidate.document.id:
        return one.own >= OWN_IN_DOCUMENT and len(shared) >= SHARED_STEMS
    is_near = one.own >= OWN_ELSEWHERE and one.support >= SUPPORT_ELSEWHERE
    return is_near and not one.candidate.is_former and len(one.stems & rule.stems) >= SHARED_STEMS


def _is_qualified_row(one: ScoredUnit, rule: ScoredUnit) -> bool:
    """« Extérieurs | 5,60 € » beside « Le prix du repas est de 3,85 € »: a row for some, beside a rule in words."""
    if one.unit.kind is not SentenceKind.TABLE_ROW or rule.unit.kind is not SentenceKind.SENTENCE or not rule.has_type:
        return False
    return one.has_type and any(fact.kind in QUALIFIERS for fact in facts_in(one.unit.text))


def _is_told(one: ScoredUnit, rule: ScoredUnit, distance: int, case: Case, wanted: Wanted) -> bool:
    """Whether a near ``one`` says that it is a case, or gives for its own public what the question asks."""
    if not case.is_marked and (one.unit.kind is SentenceKind.LIST_ITEM or not _is_plain(one)):
        return False
    if case.is_marked:
        named = _THIS.match(flat(one.unit.text))
        return named is None or not frozenset(stems(named[1])).isdisjoint(rule.stems | frozenset(wanted.weights))
    if _passage(one) == _passage(rule):
        return one.has_type or (distance <= NEAREST and not one.stems.isdisjoint(rule.stems))
    return one.has_type and bool(wanted.types)


def _parted(rule: ScoredUnit) -> tuple[ScoredUnit, list[ScoredUnit]]:
    """The rule without the clause that takes out of it, and the clause as a case."""
    case = _case(rule)
    if case is None or case.start == 0:
        return replace(rule, role=SentenceRole.RULE), []
    text, start = rule.unit.text, rule.unit.start
    stated = text[: case.start].rstrip(" ,;:")
    first = replace(rule.unit, text=stated, end=start + len(stated))
    clause = replace(rule.unit, text=text[case.start :], start=start + case.start)
    ruled = replace(rule, unit=first, role=SentenceRole.RULE)
    return ruled, [replace(rule, unit=clause, role=SentenceRole.CASE, condition=None)]


def _as_case(one: ScoredUnit) -> ScoredUnit:
    case = _case(one)
    end = case.condition_end if case and case.start == 0 else 0
    return replace(one, role=SentenceRole.CASE, condition=one.unit.text[:end] or None)


def _case(one: ScoredUnit) -> Case | None:
    return case_in(one.unit.text, one.unit.kind)


def _is_whole_case(one: ScoredUnit) -> bool:
    case = _case(one)
    return case is not None and case.start == 0 and case.is_marked


def _states(one: ScoredUnit) -> bool:
    """Whether a unit says something by itself: no title, no lead-in, no argument of an act."""
    return not (is_title(one.unit) or one.unit.introduces or is_expose(one.unit.text))


def _passage(one: ScoredUnit) -> str:
    return one.candidate.passage.id


def _words(one: ScoredUnit) -> str:
    return " ".join(one.unit.text.lower().split())
