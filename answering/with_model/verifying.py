"""Whether a passage says what a model wrote: the call, and the strict check that stands in for a finer one."""

import re
from typing import Protocol

from answering.with_model.passages import NumberedPassage
from french.analyser import fold, stems
from french.contacts import emails_in, phones_in

WORDS_FLOOR = 0.5
"""Share of a sentence's stems that its passage must hold. Plain words replace a good part of an act's; a sentence about
something else shares a fifth (``python -m eval.redteam`` prints what is withheld of faithful sentences)."""

# « 3,85 », « 1 250,00 », « 12.5 », « 2026 »; the figures of « 14h30 » are two.
_FIGURE = re.compile(r"\d+(?:[ \u202f\u00a0]\d{3})*(?:[.,]\d+)?")
_NEGATION = re.compile(r"\b(?:ne|n'|non|pas|aucune?|jamais|sans|interdite?s?|sauf|ni)\b|n'")
# Words that change a figure's meaning, or stand for one: « deux mois », « le mardi », « en juin », « tous ».
_MEASURES = re.compile(
    r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|minutes?|heures?|jours?|ouvr(?:e|able)s|semaines?|mois|trimestres?|ans?|annees?|deux"
    r"|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|cent|mille|premiers?|premiere|deuxieme|troisieme"
    r"|demi|double|moitie|tiers|quart|tou(?:s|tes)|chaque|toujours|jamais|gratuit\w*|obligatoires?|seulement|uniquement"
    r"|maximum|minimum|moins|plus|avant|apres)\b"
)
# A word in capitals inside a sentence is a name; the first one may be any word.
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÀ-Ý][\w’'\-]*[\wÀ-ÿ]")


class Verifier(Protocol):
    """Checks one sentence, links already in it, against one passage; what is uncertain is not supported."""

    def supports(self, sentence: str, passage: NumberedPassage) -> bool: ...


class StrictVerifier:
    """Figures, names, ways to reach someone, words that measure and any negation are in the passage, and half of the
    other words.
    """

    def supports(self, sentence: str, passage: NumberedPassage) -> bool:
        """Whether nothing checked of ``sentence`` is missing in ``passage``, its title or its headings."""
        known = "\n".join((*passage.around, passage.text, *passage.links))
        said, there = set(stems(sentence)), set(stems(known))
        return (
            figures_of(sentence) <= figures_of(known)
            and {s.value for s in phones_in(sentence)} <= {s.value for s in phones_in(known)}
            and {s.value for s in emails_in(sentence)} <= {s.value for s in emails_in(known)}
            and all(fold(name) in fold(known) for name in _NAME.findall(sentence))
            and bool(_NEGATION.search(fold(sentence))) <= bool(_NEGATION.search(fold(known)))
            and set(_MEASURES.findall(fold(sentence))) <= set(_MEASURES.findall(fold(known)))
            and len(said & there) >= WORDS_FLOOR * max(1, len(said))
        )


def figures_of(text: str) -> frozenset[str]:
    """The figures of a text, written one way; those of a phone number prove no hour and no price."""
    for phone in reversed(phones_in(text)):
        text = f"{text[: phone.start]} {text[phone.end :]}"
    return frozenset(_plain(figure) for figure in _FIGURE.findall(text))


def _plain(figure: str) -> str:
    """« 3,80 » and « 3.8 » are one, « 1 250 » is « 1250 »."""
    whole = re.sub(r"[ \u202f\u00a0]", "", figure).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
