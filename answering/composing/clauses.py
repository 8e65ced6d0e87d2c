"""Where, in a unit's words, a special case stands: a clause after the rule, or the whole of it. Pure, offsets only."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.answer import SentenceKind
from french.ages import Age
from french.facts import QUALIFIERS, facts_in
from french.markers import Marker, MarkerFamily, markers_in
from french.typed_span import AnySpan, FactKind, flat

# What takes out of a rule, what opposes it, and what only holds then.
_TAKES_OUT = frozenset({MarkerFamily.EXC, MarkerFamily.OPP, MarkerFamily.OPEN})
_OPENS_A_CASE = _TAKES_OUT | {MarkerFamily.COND}
# « Tout repas réservé est facturé, sauf si … »: so many code points of rule before the clause, and of clause, or a
# reader would be given crumbs (« Oui, sauf … »). Of 62 such sentences of the sample commune, the shortest rule that
# stands alone has 17 code points.
_LEAST_RULE = 15
_LEAST_CLAUSE = 8
# A marker this near the beginning opens the sentence: « Article 7. Toutefois, … », « - Sauf … ».
_OPENING = 14
_OPENING_WORDS = re.compile(r"^\W*(?:(?:article|art\.?) \d+ ?[.:–-]? ?|\d+[.)°-]+ ?)?")
# A condition ends where its result begins.
_COMMA = re.compile(r",(?= )| : ")
_LONGEST_CONDITION = 160
# « Au-delà, … », « Pour les extérieurs, … », « Les agents … »; « Le mercredi, … ».
_BEYOND = re.compile(r"^(?:au-dela|en deca|au-dessus|en dessous|passe ce delai|dans les autres cas|par ailleurs)\b")
# Verbs of rule: « ne s'applique pas », « est exonéré » make a case of the whole sentence wherever they stand.
_NEGATED = re.compile(r"^(?:ne s'applique|ne concerne|n'est pas|ne sont pas|exonere|dispense|exempte|exclu|est exclu)")


_CACHED_TEXTS = 16_384
"""Units of a commune's often asked passages, as in ``french.answer_types``."""


# « sauf » begins a clause without a comma too; « 5,60 € pour les familles hors de la commune » does not.
_SAVE = re.compile(r"^(?:sauf|excepte|a l'exception|exception faite|hormis|a moins)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A special case in a text: its words from ``start`` to its end.

    ``condition_end`` is where the words end that say for whom or when; ``start`` when they do not stand apart.
    ``is_marked`` is False when only a population, an age, a day opens it: alone, such a sentence is a rule.
    """

    start: int
    condition_end: int
    is_marked: bool


@lru_cache(maxsize=_CACHED_TEXTS)
def case_in(text: str, kind: SentenceKind) -> Case | None:
    """The special case that ``text`` holds; its ``start`` is 0 when the whole is one.

    « Tout repas est dû, sauf en cas de maladie. » holds one from « sauf » on; « Toutefois, la première heure est
    gratuite. » is one; « La salle est ouverte tous les jours sauf le dimanche. » holds none.
    """
    if kind is SentenceKind.TABLE_ROW:
        return None
    begins = _OPENING_WORDS.match(flat(text))
    first = begins.end() if begins else 0
    markers = [m for m in markers_in(text) if m.family in _OPENS_A_CASE and not m.is_calendar]
    opening = next((m for m in markers if m.start - first <= _OPENING and _opens(text, first, m)), None)
    if opening is not None:
        return Case(start=0, condition_end=_condition_end(text, opening), is_marked=True)
    if _BEYOND.match(flat(text)[first:]):
        return Case(start=0, condition_end=_comma(text, first), is_marked=True)
    clause = next((m for m in markers if _begins_clause(text, m)), None)
    if clause is not None:
        return Case(start=clause.start, condition_end=clause.start, is_marked=True)
    if any(m.family is MarkerFamily.EXC and _NEGATED.match(flat(text)[m.start :]) for m in markers):
        return Case(start=0, condition_end=0, is_marked=True)
    return _scoped(text, first) or _restricted(text)


def _opens(text: str, first: int, marker: Marker) -> bool:
    """Whether nothing but the opening stands before: « Toutefois, », « La mairie, sauf … » is no opening."""
    return marker.start == first or (marker.family is MarkerFamily.OPP and "," not in text[first : marker.start])


def _begins_clause(text: str, marker: Marker) -> bool:
    """Whether ``marker`` begins a clause that takes out of a rule stated before it."""
    if marker.family not in _TAKES_OUT or marker.start < _LEAST_RULE or len(text) - marker.start < _LEAST_CLAUSE:
        return False
    if _NEGATED.match(flat(text)[marker.start :]) or _depth(text, marker.start):
        return False
    return bool(_SAVE.match(flat(text)[marker.start :])) or text[: marker.start].rstrip().endswith((",", ";", ":"))


def _depth(text: str, at: int) -> bool:
    """Inside brackets: « ouvert (sauf août) de 9 h à 12 h » is one thing."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _condition_end(text: str, marker: Marker) -> int:
    """The end of « En cas de pluie », « Si l'enfant est absent »; of nothing for « Toutefois »."""
    if marker.family is not MarkerFamily.COND:
        return 0
    return _comma(text, marker.end)


def _comma(text: str, after: int) -> int:
    found = _COMMA.search(text, after, after + _LONGEST_CONDITION)
    return found.start() if found else 0


def _scoped(text: str, first: int) -> Case | None:
    """« Pour les extérieurs, 12 € », « Les agents paient … »: a case when a rule without them stands beside it."""
    line = flat(text)
    facts = facts_in(text)
    inside = [f for f in facts if f.kind in QUALIFIERS and f.start - first <= _OPENING and _narrows(f)]
    if not inside or not _SCOPE_WORD.match(line[first : inside[0].start]):
        return None
    comma = _comma(text, inside[0].end)
    return Case(start=0, condition_end=comma, is_marked=False)


def _restricted(text: str) -> Case | None:
    """« Les animaux sont admis sur présentation d'un certificat », « Les nouveautés ne sont pas prolongées »."""
    restricts = {MarkerFamily.COND, MarkerFamily.RESTR}
    if _NOT.search(flat(text)) or any(m.family in restricts for m in markers_in(text)):
        return Case(start=0, condition_end=0, is_marked=False)
    return None


_NOT = re.compile(r"\b(?:ne |n')(?:\w+ ){1,3}?(?:pas|plus|jamais|aucune?)\b")


# What may stand between the beginning and the qualifier that opens a sentence; « Les », « Pour les », « À partir ».
_SCOPE_WORD = re.compile(r"^(?:(?:pour|les?|la|l'|aux?|des?|du|tous|toutes|un|une|en|a|chaque) ?)*$")


def _narrows(fact: AnySpan) -> bool:
    """Everybody is no case: « Les familles », « Les usagers »."""
    if fact.kind is FactKind.POPULATION:
        return fact.value not in {"family", "particular", "child", "pupil", "resident"}
    return fact.kind is not FactKind.DATE and (fact.kind is not FactKind.AGE or isinstance(fact.value, Age))
