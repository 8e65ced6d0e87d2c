"""ST-04: words of time that mean nothing once the reader does not know when they were written."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.outdated.presented import is_current
from clarity.read_text import Block, BlockKind, ReadText
from domain.finding import Severity
from french.sentences import sentence_spans
from french.typed_span import flat

RULE = "ST-04"

# « cette année », « à la rentrée prochaine », « prochainement »; not « chaque année », « l'année scolaire », « dès
# maintenant, appelez », « à la rentrée 2031 ».
_RELATIVE = re.compile(
    r"\b(?:cette annee|l'annee prochaine|l'an prochain|le mois prochain|la semaine prochaine|la rentree prochaine"
    r"|(?:a|des|pour|depuis) la (?:prochaine )?rentree(?! (?:scolaire )?(?:de )?(?:septembre )?20\d\d)"
    r"|prochainement|tres bientot|bientot|d'ici (?:la fin de l'annee|l'ete|peu|quelques (?:jours|semaines|mois))"
    r"|actuellement|ces derniers (?:mois|jours)|l'annee derniere|l'an dernier|recemment|cet (?:ete|hiver|automne)"
    r"|ce (?:printemps|mois-ci))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def relative_time(text: ReadText) -> Iterator[Observation]:
    """Each sentence that tells when without a year."""
    if not is_current(text):
        return
    for block in text.blocks:
        if block.kind is not BlockKind.ROW:
            yield from _of_block(text, block)


def _of_block(text: ReadText, block: Block) -> Iterator[Observation]:
    folded = flat(block.text)
    if not _RELATIVE.search(folded):
        return
    for start, end in sentence_spans(block.text):
        found = _RELATIVE.search(folded, start, end)
        if found and not _YEAR.search(folded, start, end):
            yield Observation(
                rule=RULE,
                severity=Severity.INFO,
                place=text.place(block, start, end),
                measures=(("words", block.text[found.start() : found.end()]),),
            )
