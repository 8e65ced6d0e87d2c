"""Whether what a sentence denies is denied by the document too, in the same words or by what they come to."""

import re
from collections.abc import Iterable, Iterator

from answering.verifying.read_text import ReadText, Statement, Tokens, closest, tokens_of, weight
from answering.verifying.surroundings import (
    AFTER,
    CASES,
    LIMITS,
    MAY,
    anchored,
    markers_of,
    negations_of,
    only_after_except,
)
from answering.verifying.verified import Lack, Unsupported
from french.markers import MarkerFamily
from french.negations import Negation, refuses, takes_away
from french.typed_span import AnySpan, FactKind, TypedSpan, flat, overlaps
from french.wording import content_stems, said_by, same_word

PREFIXES = ("in", "im", "il", "ir", "non")
"""« illimité » denies « limité », « inchangé » that a thing changes."""

_MARGIN = 2
"""« sans rendez-vous » may come from a statement one word further than the closest, not from any."""

_DUE = frozenset({MarkerFamily.COND, MarkerFamily.EXC, MarkerFamily.DEON, MarkerFamily.RESTR})
_TIES = frozenset({MarkerFamily.COND, MarkerFamily.EXC})
_BOUND = re.compile(r"\b(?:plus d|moins d|avant|apres|depass|exced|au-dela)")
_ABSENT = re.compile(r"\bpas d(?:e |')|\baucun")
_COMES_OF_IT = re.compile(
    r"\b(?:pas|ni|factur\w*|due?s?|majore\w*|amende|refus\w+|annul\w+|perd\w*|exclu\w*|payant\w*)\b"
)
_REFUSED = re.compile(r"\b(?:interdi\w+|refuse\w*|exclu\w*|prohibe\w*)\b")
_NEEDED = re.compile(r"\b(?:obligatoire\w*|necessaire\w*|besoin|exige\w*|demande\w*|requi\w*)\b")
_OTHERS = re.compile(r"\bautres\b")
_CLAUSE = re.compile(r"[,;:] ?|\bmais ")


def unsupported_denials(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """Negations of ``sentence`` that ``known`` does not make."""
    free = [fact for fact in sentence.of_kind(FactKind.AMOUNT) if fact.value.high == 0]
    for negation in sentence.negations:
        if not overlaps(_as_span(negation), free) and not _is_denied_too(negation, sentence, known):
            yield Lack(kind=Unsupported.NEGATION, words=sentence.text[negation.start : negation.end])


def _is_denied_too(negation: Negation, sentence: ReadText, known: ReadText) -> bool:
    """Whether the document denies it, refuses it, or excepts it under a condition that the sentence has too."""
    scope = content_stems(sentence.text[negation.start : negation.end])
    clause = _clause(negation, sentence)
    if _is_permitted(negation, scope, sentence, known):
        return False
    if _REFUSED.search(flat(sentence.text[negation.start : negation.end])):
        return _is_refusal_denied(scope, known)
    if "habit" in scope and any(fact.value == "non_resident" for fact in known.of_kind(FactKind.POPULATION)):
        return True  # « qui n’habitent pas la commune » of « hors commune »
    if any(f"{prefix}{stem}" in known.stems for prefix in PREFIXES for stem in scope):
        return True  # « ne change pas » of « inchangé »
    facts = [f for f in sentence.of_kind(*CASES) if negation.start - AFTER <= f.start <= negation.end + AFTER]
    if any(only_after_except(sentence.text[fact.start : fact.end], known) for fact in facts):
        return True  # « pas d’accueil pendant les vacances » of « hors vacances »
    near = closest(clause, known.statements)
    floor = weight(near[0].tokens & clause) - _MARGIN if near and negation.is_privative else 0
    for statement in known.statements:
        shared = statement.tokens & clause
        is_near = weight(shared) >= floor and len(shared) > 1
        is_as_strong = not negation.is_never or _leaves_none_out(statement, known)
        if is_near and is_as_strong and any(said_by(stem, statement.denied) for stem in scope):
            return True
    spoken = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    near += [one for one in anchored(spoken, sentence, known) if refuses(known.text[one.start : one.end])]
    return any(_says_no(negation, sentence, statement, known) for statement in near)


def _is_refusal_denied(scope: list[str], known: ReadText) -> bool:
    """« n’est pas interdite » needs a document that denies or lifts the ban, not one that states it."""
    holding = [one for one in known.statements if any(_has(stem, one.stems) for stem in scope)]
    return not holding or any(negations_of(one, known) for one in holding)


def _is_permitted(negation: Negation, scope: list[str], sentence: ReadText, known: ReadText) -> bool:
    """« ne peut pas être prolongée » where the document says « peut être prolongée », and denies nothing there."""
    if not scope or not MAY.search(flat(sentence.text[negation.start : negation.end])):
        return False
    holding = [one for one in known.statements if all(_has(stem, one.stems) for stem in scope)]
    permits = [one for one in holding if MAY.search(flat(known.text[one.start : one.end]))]
    return bool(permits) and not any(_says_no(negation, sentence, one, known) for one in permits)


def _has(stem: str, stems: Iterable[str]) -> bool:
    return any(same_word(stem, other) for other in stems)


def _says_no(negation: Negation, sentence: ReadText, statement: Statement, known: ReadText) -> bool:
    """Whether a statement, the closest to the clause, says by other words what the negation says."""
    words = known.text[statement.start : statement.end]
    if negation.is_privative:
        if _has_missing(negation, sentence) and any(m.family in _DUE for m in markers_of(statement, known)):
            return True
        needless = any(_NEEDED.search(flat(known.text[n.start : n.end])) for n in negations_of(statement, known))
        return needless or takes_away(words)
    if negation.is_never:
        return _leaves_none_out(statement, known) or takes_away(words)
    if negations_of(statement, known) or refuses(words) or _OTHERS.search(flat(words)):
        return True
    families = {m.family for m in known.markers if statement.start <= m.start < statement.end}
    has_condition = any(m.family in _TIES for m in sentence.markers)
    return _is_bound(negation, sentence) or (bool(families & LIMITS) and has_condition)


def _clause(negation: Negation, sentence: ReadText) -> Tokens:
    """The words of the clause that the negation stands in; of the statement when it has too few."""
    statement = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    line = flat(sentence.text)
    breaks = list(_CLAUSE.finditer(line, statement.start, statement.end))
    start = max((m.end() for m in breaks if m.end() <= negation.start + 5), default=statement.start)
    end = min((m.start() for m in breaks if m.start() >= negation.end), default=statement.end)
    tokens = tokens_of(sentence.text[start:end])
    return tokens if len(tokens) > 1 else statement.tokens


def _leaves_none_out(statement: Statement, known: ReadText) -> bool:
    return any(n.is_never for n in negations_of(statement, known))


def _is_bound(negation: Negation, sentence: ReadText) -> bool:
    """« on ne peut pas réserver plus d’un an avant » says « au plus » again: its figure is checked apart."""
    last = negation.end + 25
    figures = [f.start for f in sentence.facts] + [count.start for count in sentence.counts]
    is_figured = any(negation.start <= start < last for start in figures)
    words = flat(sentence.text[negation.start : last])
    return is_figured and not _ABSENT.search(words) and _BOUND.search(words) is not None


def _has_missing(negation: Negation, sentence: ReadText) -> bool:
    """« Sans certificat, le repas est facturé »: a clause that opens with what is missing, and what comes of it."""
    opens = not sentence.text[: negation.start].strip() or sentence.text[: negation.start].rstrip()[-1] in ",;:."
    after = flat(sentence.text[negation.end :])
    return negation.is_privative and opens and _COMES_OF_IT.search(after) is not None


def _as_span(negation: Negation) -> AnySpan:
    return TypedSpan(kind=FactKind.AMOUNT, start=negation.start, end=negation.end, value=None)
