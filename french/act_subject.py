"""What an act is about: its title without figures, dates and the words that any act's title may hold.

« Fixation des tarifs de la restauration scolaire 2031-2032 » and « Tarifs de la cantine » are about the same thing.
"""

import re
from functools import lru_cache

from french.analyser import stems
from french.typed_span import flat

_EVERY_TITLE = (
    "délibération n° numéro objet procès-verbal compte rendu séance réunion conseil municipal communautaire du jeudi "
    "lundi mardi mercredi vendredi samedi liste ordre jour année exercice pv cr cm cc registre extrait commune mairie "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
# What a title says of the decision itself, its turn or its time.
_OF_THE_DECISION = (
    "vote voter approbation approuver adoption adopter fixation fixer révision réviser actualisation mise "
    "détermination application applicable compter instauration modification modifier modificatif annule remplace "
    "rectification erreur matérielle nouveau nouvelle nouveaux nouvelles pour saison rentrée municipaux communaux "
    "communal municipale ville divers point annuel annuelle service services"
)
# One name for what communes call by several (flat text, longest first).
_SAME = (
    (re.compile(r"\b(?:restauration|restaurant|cantine) (?:scolaire|municipale?)\b"), "cantine"),
    (re.compile(r"\btarifications?\b|\btarifaires?\b|\bgrilles? tarifaires?\b"), "tarif"),
    (
        re.compile(
            r"\btaux (?:d'imposition|(?:de (?:la )?)?fiscalite|des (?:trois |quatre |deux )?taxes|des impots"
            r"|des contributions)(?: de(?: la)? fiscalite| des taxes| des impots)?(?: directes?)?"
            r"(?: loca(?:les?|ux))?\b"
        ),
        "taux imposition",
    ),
    (re.compile(r"\bannees? scolaires?\b|\ba partir\b|\ba compter\b"), " "),
)


@lru_cache(maxsize=4_096)
def act_subject(title: str) -> frozenset[str]:
    """Stems of what ``title`` is about; empty when it says nothing but that it is an act."""
    words = flat(title)
    for pattern, name in _SAME:
        words = pattern.sub(name, words)
    return frozenset(stem for stem in stems(words) if not stem[0].isdigit()) - _empty()


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(stems(_EVERY_TITLE)) | frozenset(stems(_OF_THE_DECISION))
