"""Syllables of a French word as it is said slowly: what readability formulas count.

Conventions, which ``eval/syllables.txt`` follows too: a mute ending counts for nothing (« mairie » 2, « écoles » 2,
« ils mangent » 2) and an « e » inside a word for one (« en-lè-ve-ment »); « i » before a vowel glides (« so-cial » 2)
except after a consonant and « l » or « r » (« ou-vri-er »); « u » and « ou » before a vowel are syllables of their
own (« si-tu-a-tion », « jou-er ») except « ui » (« nuit » 1). ``python -m eval.readability`` measures.
"""

import re
import unicodedata
from functools import cache
from importlib import resources

_LIGATURES = str.maketrans({"œ": "oe", "æ": "é", "’": "'"})

# What is written with a vowel and said without one, or the other way round, in this order.
_RESPELT = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"oe(?=u|i)", ""),  # oeuvre, oeil
        (r"qu(?=[aeiouyàâéèêëîïôû])", "q"),  # quai, qualité
        (r"gu(?=[eéèêiîy])", "g"),  # guichet, longueur, not ambiguë
        (r"ge(?=[aoâôu])", "g"),  # nageant, pigeon
        (r"ao[uû](?=t)", "u"),  # août
        (r"^pay(?=s)", "paï"),  # pays, paysage
        (r"(?<=[aeouàâéèê])y(?=[aeiouéèêàâ])", "j"),  # payer, moyen, tuyau
        (r"^y(?=[aeiouéèê])", "j"),  # yeux
        (r"y", "i"),
        (r"(?<=[aiouéï])e(?=ment|r(?:a|ai|as|ez|ons|ont|aient|ait|iez|ions)$)", ""),  # paiement, paiera
        (r"oê", "oi"),  # poêle
    )
)

_VOWELS = "aeiouàâäéèêëîïôöùûü"
_NUCLEUS = re.compile(
    r"(?:(?<![bcdfgptv][lr])i(?=[aeouàâéèêôû]))?"
    r"(?:eau|eaû|ueu|uei|oeu|oei|eui(?=l)|oui(?=ll|l$)|eu|eû|ei|au|ai|aî|oi|oî|ou|où|oû|ui|uî|[aeiouàâäéèêëîïôöùûü])"
)
_PIECES = re.compile(r"[^\W\d_]+")


def syllables(word: str) -> int:
    """Syllables of ``word``, at least 1 where it has a letter; 0 without letters. Parts of a compound are added.

    >>> [syllables(word) for word in ("mairie", "délibération", "l’école", "ouvrier", "avons")]
    [2, 5, 2, 3, 2]
    """
    folded = unicodedata.normalize("NFC", word.lower()).translate(_LIGATURES)
    return sum(_of_piece(piece) for piece in _PIECES.findall(folded) if len(piece) > 1 or folded in (piece, "à", "y"))


def _of_piece(piece: str) -> int:
    for pattern, said in _RESPELT:
        piece = pattern.sub(said, piece)
    return max(1, len(_NUCLEUS.findall(_without_mute_ending(piece))))


def _without_mute_ending(piece: str) -> str:
    if piece.endswith(("ent", "ents")):
        return piece if _is_said(piece) else piece[:-3]
    shorter = re.sub(r"es?$", "", piece)
    return shorter if any(c in _VOWELS for c in shorter) else piece


def _is_said(piece: str) -> bool:
    """« document », « agents », « vient »; not « demandent »."""
    said, mute = _words_in_ent()
    singular = piece.removesuffix("s")
    return singular in said or (singular.endswith("ment") and singular not in mute)


@cache
def _words_in_ent() -> tuple[frozenset[str], frozenset[str]]:
    """Words in « -ent » that is said, and verbs in « -ment » whose ending is mute (``said_ent.txt``)."""
    lines = resources.files("french").joinpath("said_ent.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    said = {word for line in words if not line.startswith("-") for word in line.split()}
    return frozenset(said), frozenset(word for line in words if line.startswith("-") for word in line[1:].split())
