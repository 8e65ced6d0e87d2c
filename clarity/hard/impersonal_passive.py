"""LX-08: « il sera procédé à », « il est demandé de »: nobody is said to act."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "LX-08"

# « il sera procédé à une visite », « il a été constaté que », « il peut être accordé »; not « il est ouvert le lundi »,
# « il est interdit de », « il est possible de ».
_IMPERSONAL = re.compile(
    r"\bil (?:sera|seront|est|a ete|peut etre|pourra etre|doit etre|devra etre|avait ete) (?:egalement |ainsi "
    r"|donc |alors )?"
    r"(?:procede|constate|accorde|decide|tenu compte|fait (?:application|appel|droit|usage)|statue|rappele"
    r"|precise|demande"
    r"|prevu|propose|pris (?:acte|en compte)|mis (?:fin|en place|en oeuvre)|donne|delivre|percu|applique"
    r"|institue|cree|etabli|attribue|convenu|entendu|dresse|repondu|remedie|pourvu)\b"
)


def detect(text: ReadText) -> Iterator[Observation]:
    """Impersonal passives."""
    for sentence in sentences_of(text):
        for m in _IMPERSONAL.finditer(flat(sentence.text)):
            yield observe_at(
                text,
                sentence.stretch,
                (sentence.start + m.start(), sentence.start + m.end()),
                rule=RULE,
                severity=Severity.INFO,
            )
