"""Facts that are part of a name, and tell neither for whom nor when: « maison des associations »."""

import re
from collections.abc import Sequence

from french.facts import facts_in
from french.periods import Season
from french.typed_span import AnySpan, FactKind, flat

# « maison des associations », « foyer des jeunes », « école maternelle », « conseil des aînés »; not « tarif des
# jeunes ».
_PLACE_OF = re.compile(
    r"\b(?:maison|espace|point|relais|foyer|salle|bureau|club|cafe|residence|village|forum|conseil|carrefour|pole|place"
    r"|rue|square|jardin|amicale|cercle|ecole|accueil|fete|repas|colis|noel)(?: (?:communale?|municipale?"
    r"|intercommunale?))?"
    r" (?:des |de |du |d'|les )?$"
)
# « aide aux vacances », « chèques-vacances », « centre de vacances »; not « pendant les vacances ».
_AID_FOR = re.compile(
    r"\b(?:aide|bon|cheque|bourse|colonie|centre|camp|ticket|carnet|projet)s?[ -](?:aux |de |d'|pour les )?$"
)
# Two schools, whose pupils pay and eat apart: their word tells more than « pupil ».
_SCHOOL = re.compile(r"maternelles?|elementaires?|primaires")
_DAILY = re.compile(r"\bvie $")
_BEFORE = 40


def told_facts(text: str) -> tuple[AnySpan, ...]:
    """The typed facts of ``text``, without those that are part of a name."""
    found = facts_in(text)
    line = flat(text)
    return tuple(
        fact
        for fact in found
        if not _is_in_name(fact, line[max(0, fact.start - _BEFORE) : fact.start], line[fact.start : fact.end])
    )


def _is_in_name(fact: AnySpan, before: str, said: str) -> bool:
    match fact.kind:
        case FactKind.POPULATION:
            return _PLACE_OF.search(before) is not None or _SCHOOL.fullmatch(said) is not None
        case FactKind.PERIOD:
            return fact.value.season is Season.SCHOOL_HOLIDAYS and _AID_FOR.search(before) is not None
        case FactKind.DAYS:
            return _DAILY.search(before) is not None
        case _:
            return False


def stated_once(facts: Sequence[AnySpan], kind: FactKind) -> AnySpan | None:
    """The one fact of a kind; None where there is none, or several."""
    found = [fact for fact in facts if fact.kind is kind]
    return found[0] if len(found) == 1 else None
