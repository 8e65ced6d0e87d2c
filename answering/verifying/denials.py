"""Whether what a sentence denies is denied by the document too, in the same words or by what they come to."""

import re
from collections.abc import Iterable, Iterator

from answering.verifying.anchors import anchored_by_words
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
from french.analyser import words as words_of
from french.markers import MarkerFamily
from french.negations import Negation, refuses, takes_away
from french.typed_span import AnySpan, FactKind, TypedSpan, flat, overlaps
from french.wording import content_stems, said_by, same_word, wording

PREFIXES = ("in", "im", "il", "ir", "non")
"""« illimité » denies « limité », « inchangé » that a thing changes."""

_NEAR = 0.5
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
_OTHERS_SAID = re.compile(r"\b(?:autres?|hors|exterieure?s?|ailleurs|dont|moins d|plus d|sans)\b")
_CONTRARIES = tuple(
    (re.compile(asked), re.compile(given))
    for asked, given in (
        (
            r"\b(?:pa(?:y\w+|ie\w*)|debours\w*|frais|regl\w+|cout\w*|factur\w*|du\b)",
            r"\b(?:gratuit\w*|offert\w*|exoner\w+|dispens\w+|pris\w* en charge|pour le prix"
            r"|(?:entree|acces)[a-z ]{0,8} libre)",
        ),
        (
            r"\b(?:obligatoire\w*|oblige\w*|besoin|force\w*|necessaire\w*|tenue?s?|indispensable\w*)",
            r"\b(?:conseille\w*|recommande\w*|facultati\w*|libre\w*|souhait\w*|pouvez|peu(?:t|vent)"
            r"|possible\w*|quel\w* que|ou que)",
        ),
        (r"\bplus\b", r"\b(?:arret\w+|cess\w+|termin\w+|fini\w*|interromp\w+|ferm\w+|supprim\w+)"),
        (r"\bseule?s?\b", r"\baccompagne\w*|\bpresence d"),
        (
            r"\b(?:permis\w*|autoris\w+|droit|peu(?:t|vent)|pouvez)\b",
            r"\b(?:interdi\w+|prohib\w+|proscrit\w*|defend\w+|exclu\w*)",
        ),
        (
            r"\bdeclar\w+|\bformalites?|\bautoris\w+",
            r"\b(?:n'y est pas|pas soumis\w*|dispens\w+|aucune formalite|sans formalite)",
        ),
    )
)
_OF_AGE = frozenset({"mineur", "mineurs", "mineure", "mineures", "majeur", "majeurs", "majeure", "majeures"})
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
    if any(stem.startswith(("habit", "resid")) for stem in scope) and any(
        fact.value == "non_resident" for fact in known.of_kind(FactKind.POPULATION)
    ):
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
    near += [
        one
        for one in anchored_by_words(clause, known, share=_NEAR)
        if not negation.is_privative or any(said_by(stem, one.stems) for stem in scope)
    ]
    words = words_of(_clause_text(negation, sentence))
    people = frozenset(words) & _OF_AGE
    if people and any(
        _is_opposite_there(people, frozenset(words_of(known.text[s.start : s.end]))) for s in known.statements
    ):
        return True
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
    if _is_said_by_its_contrary(negation, sentence, flat(words)):
        return True
    if negation.is_privative:
        if _has_missing(negation, sentence) and any(m.family in _DUE for m in markers_of(statement, known)):
            return True
        needless = any(_NEEDED.search(flat(known.text[n.start : n.end])) for n in negations_of(statement, known))
        return needless or takes_away(words)
    if _is_bound(negation, sentence):
        return True
    if negation.is_never:
        return _leaves_none_out(statement, known) or takes_away(words)
    if negations_of(statement, known) or refuses(words) or _OTHERS.search(flat(words)):
        return True
    families = {m.family for m in known.markers if statement.start <= m.start < statement.end}
    has_condition = any(m.family in _TIES for m in sentence.markers)
    return bool(families & LIMITS) and (has_condition or _OTHERS_SAID.search(flat(sentence.text)) is not None)


def _is_said_by_its_contrary(negation: Negation, sentence: ReadText, words: str) -> bool:
    """« sans payer » of « gratuit », « pas obligatoire » of « conseillé », « plus de musique » of « arrêtée »."""
    denied = flat(sentence.text[negation.start : negation.end])
    is_whole = negation.is_never and not _leaves_none_out_in(words)
    if not is_whole and any(asked.search(denied) and given.search(words) for asked, given in _CONTRARIES):
        return True
    return _is_opposite_there(words_of(_clause_text(negation, sentence)), frozenset(words_of(words)))


def _is_opposite_there(clause: Iterable[str], there: frozenset[str]) -> bool:
    """« un mineur ne peut pas louer » of « le locataire doit être majeur »."""
    return any(wording().opposites.get(word, frozenset()) & there and word not in there for word in clause)


def _leaves_none_out_in(words: str) -> bool:
    """« ne paie jamais » needs more than « gratuit deux fois par an »."""
    return not re.search(r"\b(?:fois|jusqu'a|au-dela|sauf|limite|moins de|plus de|premiere?s?)\b", words)


def _clause_text(negation: Negation, sentence: ReadText) -> str:
    statement = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    breaks = list(_CLAUSE.finditer(flat(sentence.text), statement.start, statement.end))
    start = max((m.end() for m in breaks if m.end() <= negation.start + 5), default=statement.start)
    end = min((m.start() for m in breaks if m.start() >= negation.end), default=statement.end)
    return sentence.text[start:end]


def _clause(negation: Negation, sentence: ReadText) -> Tokens:
    """The words of the clause that the negation stands in; of the statement when it has too few."""
    statement = next((s for s in sentence.statements if s.start <= negation.start < s.end), sentence.statements[0])
    tokens = tokens_of(_clause_text(negation, sentence))
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
