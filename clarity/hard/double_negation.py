"""LX-04: a negation that bears on another (« ne peut … sans », « n’est pas irrecevable »), or three in a sentence."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "LX-04"
MOST = 2
"""Two coordinated negations are read as one refusal; the third is counted on the fingers."""

_FAR = 16
"""Words between a negation and the « sans » that it bears on: « ne pourront quitter les locaux … sans »."""

_W = r"[^\s,;:.()]+"
# « ne peut pas », « n’est jamais », « ne saurait », « aucune … ne », « nul ne », « ne pouvant pas être ».
_NEGATION = (
    rf"(?:\b(?:aucune?|nul(?:le)?|personne|rien)\b(?: {_W}){{0,6}}? (?:ne |n'){_W}"
    rf"|\b(?:ne |n')(?:{_W} ){{1,4}}?(?:pas|plus|jamais|point|aucune?|nul|personne|rien)\b"
    r"|\b(?:ne |n')(?:peu(?:t|vent)|pourr(?:a|ont|ait|aient)|saurai(?:t|ent)|doi(?:t|vent)|devr(?:a|ont))\b)"
)
# « sans délai », « sans frais » say how, and deny nothing of the sentence.
_SANS = r"\bsans (?!arret|delai|frais|doute|cesse|prejudice|distinction|objet|suite|conditions?\b|limite|contact|abri)"
_BEARS_ON_SANS = re.compile(rf"{_NEGATION}(?:[ ]{_W}){{0,{_FAR}}}? ?{_SANS}")
# « … ne sont pas acquises et il faudrait un plan sans … »: the second verb begins anew.
_OTHER_CLAUSE = re.compile(r" (?:et|mais|ou|donc|car) (?:il|elle|ils|elles|on|nous|vous|qu'|que|le|la|les) ")
# « n’est pas irrecevable », « ne sont pas exclus », « n’est pas impossible », « n’est pas sans incidence ».
_ON_NEGATIVE = re.compile(
    r"\b(?:ne |n')(?:est|sont|sera|seront|etait|etaient|soit|soient|peu(?:t|vent) etre|semble|parait) (?:pas|plus"
    r"|jamais) "
    r"(?:(?:etre|pour autant|necessairement|toujours) )?(?:ir(?:receva|responsa|realis|remplac|regul)\w+"
    r"|im(?:poss|prat|prev)\w+"
    r"|in(?:utile|terdit|compatib|appli|justifi|suffis|differ|existan|valid|accessib|exact|eligib|defini|opposab)\w*"
    r"|illegal\w*|illicite\w*|exclue?s?|exoneree?s?|dispensee?s?|exemptee?s?|refusee?s?|prohibee?s?|rare?s?\b"
    r"|denuee?s?"
    r"|sans|negligeable\w*|depourvue?s?)"
)
_BIPARTITE = re.compile(
    rf"\b(?:ne |n')(?:{_W} ){{1,5}}?(?:pas|plus|jamais|point|aucune?|ni)\b|\b(?:aucune?|nul(?:le)?"
    rf"|personne)\b(?: {_W}){{0,5}}? (?:ne |n')"
)


def detect(text: ReadText) -> Iterator[Observation]:
    """Sentences with a negation of a negation, or more than two negations."""
    for sentence in sentences_of(text):
        line = flat(sentence.text)
        found = next((m for m in _BEARS_ON_SANS.finditer(line) if not _OTHER_CLAUSE.search(m.group())), None)
        found = found or _ON_NEGATIVE.search(line)
        negations = list(_BIPARTITE.finditer(line))
        if found is None and len(negations) <= MOST:
            continue
        start, end = found.span() if found is not None else (negations[0].start(), negations[-1].end())
        yield observe_at(
            text,
            sentence.stretch,
            (sentence.start, sentence.end),
            rule=RULE,
            severity=Severity.MAJEUR,
            measures=(("negations", max(2, len(negations))), ("words", sentence.text[start:end].strip())),
        )
