"""What a text denies: « ne … pas », « aucun », « sans », « ni », « non réservé », each with the words that it bears on.

« ne … que » restricts and is a marker (``french.markers``); « pas plus de », « ou non » and the « ne » of « à moins
que … ne » deny nothing.
"""

import re
from dataclasses import dataclass

from french.typed_span import flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """``start`` and ``end`` are a half-open span, in code points, over all that the negation bears on.

    ``is_privative`` tells « sans »; ``is_never`` « jamais » and « aucun », which leave no case out.
    """

    start: int
    end: int
    is_privative: bool = False
    is_never: bool = False


_WORD = r"(?:[a-z0-9]+(?:['\-][a-z0-9]+)*'?)"
# What follows a negation and is denied too; a purpose, a time or a condition is not (« pas obligatoire pour voter »).
_NEXT = rf"(?!(?:pour|afin|avant|apres|pendant|si|sauf|mais|car)\b){_WORD}"
# « n’est pas équipée pour enregistrer les demandes »: what one is not able to do is denied too.
_ABLE = r"(?:equip|habilit|competent|outill|autoris)\w* (?:pour|a|au)"
_DENIES = r"(?:pas|point|plus|jamais|aucune?s?|rien|guere|nulle?ment|nul|nulle|ni)"
# « ne sont pas prolongées », « n’est jamais dû », « ne les prenez pas »: from « ne » to three words after « pas ».
_NE = re.compile(
    rf"\b(?:ne |n')(?P<verb>(?:{_WORD} ){{1,5}}?){_DENIES}\b(?! plus de\b| moins de\b)"
    rf"(?P<after>(?: {_ABLE}(?: {_WORD}){{1,4}}|(?: {_NEXT}){{0,3}}))"
)
# « aucune aide n’est versée », « personne ne peut », « rien n’est dû ».
_NOBODY = re.compile(
    rf"\b(?<!une )(?<!la )(?<!chaque )(?<!toute )(?P<who>aucune?|nulle?|personne|rien)\b(?P<what>(?: {_WORD}){{0,5}}?)"
    rf" (?:ne |n')(?P<verb>{_WORD}(?: {_WORD}){{0,3}})"
)
# « mais pas pour les adultes », « pas de réservation »; not « pas plus », « pas à pas ».
_PAS = re.compile(rf"(?:^|[,;:(] ?|\b(?:mais|et|ou|donc) )pas(?! plus| moins| a pas)(?P<after>(?: {_WORD}){{1,4}})")
# « repas non réservé », « non compris »; not « ou non », « non-résident », « non communal » is one too.
_NON = re.compile(rf"(?<!ou )\bnon (?!residents?|seulement|plus)(?P<after>{_WORD})")
_NI = re.compile(rf"\bni (?P<after>{_WORD}(?: (?!ni\b){_WORD}){{0,2}})")
# « jamais avant 18 h »: without « ne ».
_NEVER_ALONE = re.compile(rf"\bjamais (?P<after>{_WORD}(?: {_WORD}){{0,3}})")
_NO_MORE = re.compile(rf"\b(?:aucune?|nulle?) (?P<after>{_WORD}(?: {_WORD})?)")
# « sans rendez-vous », « faute de réponse », « en l’absence de certificat ».
_SANS = re.compile(
    rf"\b(?:sans|faute de|faute d'|(?:a |le )?defaut de|(?:a |le )?defaut d'"
    rf"|en l'absence de|en l'absence d') ?(?:(?:que|qu'|aucune?|le|la|les|un|une|l'|d') ?)?"
    rf"(?P<after>{_WORD}(?: {_WORD})?)"
)
_NEVER = re.compile(r"\bjamais\b|\baucune?\b|\bnulle?\b|\bpersonne\b|\ben aucun cas\b")


def negations_in(text: str) -> list[Negation]:
    """Negations of ``text`` in order; those that share characters are joined."""
    line = flat(text)
    found: list[Negation] = []
    for pattern in (_NE, _NOBODY, _PAS, _NON, _NI, _NO_MORE, _NEVER_ALONE):
        found += [_negation(m) for m in pattern.finditer(line)]
    found += [Negation(start=m.start(), end=m.end(), is_privative=True) for m in _SANS.finditer(line)]
    joined: list[Negation] = []
    for one in sorted(found, key=lambda negation: (negation.start, negation.end)):
        if joined and one.start < joined[-1].end and one.is_privative == joined[-1].is_privative:
            last = joined.pop()
            one = Negation(
                start=last.start,
                end=max(last.end, one.end),
                is_privative=one.is_privative,
                is_never=one.is_never or last.is_never,
            )
        joined.append(one)
    return joined


def _negation(m: re.Match[str]) -> Negation:
    return Negation(start=m.start(), end=m.end(), is_never=bool(_NEVER.search(m.group())))


_REFUSES = re.compile(
    r"\b(?:interdi\w+|prohib\w+|defend\w+|refus\w+|exclu\w*|exclusion|ferm\w+|supprim\w+|dispens\w+|exoner\w+|exempt\w+"
    r"|gratuit\w*|gracieu\w+|libre\w*|impossible\w*|inutile\w*|coup(?:ee?s?|ure|ures)|etein\w+|extinction|absen\w+|vides?"
    r"|suspend\w+|suspension|annul\w+|perd\w*|retir\w+|sans|sauf|exceptee?s?|hormis|excede\w*|evit\w+|facultati\w+"
    r"|irrecevable\w*|incompatible\w*|rejet\w+|dehors)\b"
)


def refuses(text: str) -> bool:
    """Whether ``text`` says by its words what a negation would: « interdit », « refusés », « gratuit », « fermée »."""
    return _REFUSES.search(flat(text)) is not None


_TAKES_AWAY = re.compile(
    r"\b(?:interdi\w+|refus\w+|ferm\w+|supprim\w+|coup(?:ee?s?|ure|ures)|etein\w+|extinction|vides?|suspend\w+|suspension"
    r"|annul\w+|retir\w+|libre\w*|inutile\w*|dispens\w+|facultati\w+|compris\w*|inclu\w+)\b"
)


def takes_away(text: str) -> bool:
    """Whether ``text`` says by its words what « sans » would: « l’eau est coupée », « entrée libre »."""
    return _TAKES_AWAY.search(flat(text)) is not None
