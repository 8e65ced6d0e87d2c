"""Words that say how much of a thing: « tous les élèves », « la moitié du coût », « six livres », « le premier jour ».

Figures with a unit of their own (euros, hours, ages) are typed facts; a bare number is read here with its noun.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from french.analyser import stems
from french.numerals import DIGITS, IN_WORDS, number
from french.typed_span import flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """« tous les élèves », « toute la commune », « chaque foyer », « aucun repas »: all of ``noun`` (a stem).

    ``noun`` is empty for « toujours », « partout », « tout le monde ».
    """

    noun: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and the stem of the word after it, empty where there is none. An ordinal is its number."""

    value: Decimal
    noun: str
    start: int
    end: int


_WORD = r"[a-z][a-z\-]{2,}"
# « tous les élèves », « l’ensemble des tarifs », « toute clôture », « chaque foyer », « n’importe quel jour »; not
# « toutes taxes comprises », « tout retard » is one, « tout de suite » is none.
_ALL_OF = re.compile(
    rf"\b(?:tou(?:s|tes) (?:les|ces|leurs|ses|vos|nos)|tou(?:te|t)(?: (?:le|la|l'|un|une))?"
    rf"(?: (?:duree|longueur) (?:du|de la|des|de l'))?"
    rf"|chacune? des|chaque"
    rf"|aucune?|nulle?|(?:l'ensemble|la totalite|l'integralite) (?:de la |de l'|des |du |de )"
    rf"|n'importe quel(?:le)?s?|quelque) ?"
    rf"(?P<noun>{_WORD})(?: ou (?:tout |toute |chaque )?(?P<other>{_WORD}))?"
)
_NOT_OF = re.compile(
    "taxes|monde|suite|fois|fait|plus|moins|heure|comprises|abord|renseignements?|questions?|informations?|demande|savoir"
)
_ALL = re.compile(
    r"\b(?:toujours|partout|tout le monde|jamais|en aucun cas|dans tous les cas|en permanence|quel(?:le)?s? que soi\w+"
    r"|(?:pour|a) tous\b(?! les)|toutes et tous|sans exception|sans condition|a toute heure|jour et nuit"
    r"|24 ?h(?:eures)? ?(?:/|sur) ?24|automatiquement|a l'unanimite)\b"
)

_FRACTIONS = (
    ("1/2", r"la moitie|moitie|demi(?:e|es|s)?(?:-\w+)?|mi-temps"),
    ("1/3", r"(?:un|le|deux) tiers"),
    ("1/4", r"(?:un|le|trois) quarts?"),
    ("2", r"double(?:e|es|s|r|ment)?"),
    ("3", r"triple(?:e|es|s|r|ment)?"),
    ("all", r"totalite|integralite|entierement|en entier|integralement"),
)
_FRACTION = [(key, re.compile(rf"\b(?:{pattern})\b")) for key, pattern in _FRACTIONS]

_ORDINALS = {
    "premier": 1, "premiere": 1, "second": 2, "seconde": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"(?:\b(?P<word>{'|'.join(_ORDINALS)})s?\b|(?<![\d,.])(?P<n>\d{{1,2}})(?:er|ere|e|eme|nd|nde)s?\b)"
    rf"(?: (?P<noun>{_WORD}))?"
)
# « six livres », « 210 m2 », « vingt passages »; a number of « neuf » alone may be a new thing.
_NUMBER = re.compile(rf"(?<![a-z])(?P<n>{DIGITS}|{IN_WORDS})(?: ?(?:\({DIGITS}\) ?)?(?P<noun>{_WORD}))?")


def wholes_in(text: str) -> list[Whole]:
    """What ``text`` says of all, none or each, in order."""
    line = flat(text)
    found = [
        Whole(noun=_noun(noun), start=m.start(), end=m.end())
        for m in _ALL_OF.finditer(line)
        for noun in (m["noun"], m["other"])
        if noun and not _NOT_OF.fullmatch(noun)
    ]
    found += [Whole(noun="", start=m.start(), end=m.end()) for m in _ALL.finditer(line)]
    return sorted(found, key=lambda whole: whole.start)


def fractions_in(text: str) -> list[tuple[str, int, int]]:
    """(which part, start, end) of « moitié », « tiers », « double », « totalité »…, in order."""
    line = flat(text)
    found = [(key, m.start(), m.end()) for key, pattern in _FRACTION for m in pattern.finditer(line)]
    return sorted(found, key=lambda one: one[1])


def counts_in(text: str) -> list[Count]:
    """Bare numbers of ``text`` in order, in figures or words; « un » and « une » are articles and left out."""
    line = flat(text)
    found = [
        Count(
            value=Decimal(_ORDINALS.get(m["word"] or "", m["n"] or 0)),
            noun=_noun(m["noun"]) if m["noun"] else "",
            start=m.start(),
            end=m.end("word") if m["word"] else m.end("n"),
        )
        for m in _ORDINAL.finditer(line)
    ]
    for m in _NUMBER.finditer(line):
        inside = any(one.start < m.end("n") and m.start() < one.end for one in found)
        if (
            not inside
            and m["n"] not in ("un", "une")
            and not (m["n"] == "neuf" and not (m["noun"] or "").endswith("s"))
        ):
            noun = _noun(m["noun"]) if m["noun"] else ""
            found.append(Count(value=number(m["n"]), noun=noun, start=m.start(), end=m.end("n")))
    return sorted(found, key=lambda one: one.start)


def _noun(written: str) -> str:
    return next(iter(stems(written)), written)
