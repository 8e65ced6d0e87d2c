"""The nouns that begin a reference to a text: loi, décret, délibération… as written, glued or misread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.legal_reference import ReferenceKind
from visas.recognising.code_names import slip_count

_WORD = re.compile(r"[a-z0-9]+")
_NOUNS = {
    **dict.fromkeys(("loi", "lois", "lol", "l0i", "1oi", "ioi", "iois"), ReferenceKind.LOI),
    **dict.fromkeys(("ordonnance", "ordonnances"), ReferenceKind.ORDONNANCE),
    **dict.fromkeys(("decret", "decrets"), ReferenceKind.DECRET),
    **dict.fromkeys(("arrete", "arretes"), ReferenceKind.ARRETE),
    **dict.fromkeys(
        ("circulaire", "circulaires", "instruction", "instructions", "note", "notes"), ReferenceKind.CIRCULAIRE
    ),
    **dict.fromkeys(("directive", "directives", "reglement", "reglements", "decision", "rgpd"), ReferenceKind.UE),
    **dict.fromkeys(("deliberation", "deliberations"), ReferenceKind.DELIBERATION),
    **dict.fromkeys(("avis",), ReferenceKind.AVIS),
    **dict.fromkeys(("convention", "conventions", "protocole", "protocoles"), ReferenceKind.CONVENTION),
    **dict.fromkeys(("constitution",), ReferenceKind.CONSTITUTION),
}
_OTHER_WORDS = frozenset(
    {
        "dechet",
        "dechets",
        "arrets",
        "reglementa",
        "reglementes",
        "secret",
        "secrets",
        "decrit",
        "decrits",
        "decrete",
        "decretee",
        "decreter",
        "arreter",
        "arretee",
        "arretees",
    }
    | {"arretez", "ordonnancer", "ordonnancee", "decisions", "delibererations", "reglemente", "deliberatif", "decroit"}
)
"""One slip away from a noun, and another word."""

_NUMBERED = re.compile(r"([a-z]{3,}?)(?:n|no)?(?=[0-9])")
"""« loin84-53 », « décret2016-360 »."""

_SHORTEST_MISREAD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNoun:
    """A noun at ``start:end`` of the folded text, without the article glued to it."""

    kind: ReferenceKind
    start: int
    end: int
    word: str

    @property
    def is_plural(self) -> bool:
        """« les lois », « arrêtés des 15 et 17 mars »."""
        return self.word.endswith("s") and self.kind is not ReferenceKind.AVIS


@lru_cache(maxsize=50_000)
def _noun(word: str) -> tuple[ReferenceKind, int, int] | None:
    """Kind and how many characters are glued before and after it: « larrêté », « Yavis », « loin84 »."""
    if word in _NOUNS:
        return _NOUNS[word], 0, 0
    numbered = _NUMBERED.match(word)
    if numbered and numbered[1] in _NOUNS:
        return _NOUNS[numbered[1]], 0, len(word) - numbered.end(1)
    for glued in ("l", "d", "y", "i", "1", "la", "le", "les", "du", "de", "des", "vu"):
        if word.startswith(glued) and word[len(glued) :] in _NOUNS:
            return _NOUNS[word[len(glued) :]], len(glued), 0
    if _SHORTEST_MISREAD <= len(word) <= 14 and word not in _OTHER_WORDS:
        for noun, kind in _NOUNS.items():
            if len(noun) >= _SHORTEST_MISREAD and slip_count(word, noun, 1) <= 1:
                return kind, 0, 0
    return None


def text_nouns(folded: str) -> Iterator[TextNoun]:
    """The nouns of a folded text, from left to right."""
    for found in _WORD.finditer(folded):
        word = found[0]
        if word.endswith("n") and folded.startswith("°", found.end()):
            word = word[:-1]
        noun = _noun(word)
        if noun is None or (noun[0] is ReferenceKind.CIRCULAIRE and folded.startswith("economie ", found.start() - 9)):
            continue
        start, end = found.start() + noun[1], found.start() + len(word) - noun[2]
        yield TextNoun(kind=noun[0], start=start, end=end, word=folded[start:end])
