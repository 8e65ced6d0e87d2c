"""What the commune says itself goes before the national fiches of service-public.fr that lie beside its documents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.document import Document
from domain.passage import Passage
from retriever.ranking.candidate import Candidate
from retriever.ranking.scoring import NATIONAL_SHARE
from retriever.ranking.steps import Grounds

# DILA names a fiche's file by its number: « F12345.xml », « fiches/N123.json »; not « F3 plan.pdf », « EF12345.xml ».
_FILE = re.compile(r"(?:^|/)[FNR]\d{2,6}\.(?:xml|json|html?|md|txt)$")
# Its address: « https://www.service-public.fr/particuliers/vosdroits/F12345 », « /associations/vosdroits/F12345 ».
_ADDRESS = re.compile(r"/vosdroits/[FNR]\d{2,6}\b")


def is_national(document: Document, passage: Passage) -> bool:
    """Whether the document is a national fiche, by its own address or its file's name."""
    own = passage.link or document.address or ""
    return bool(_ADDRESS.search(own) or _FILE.search(document.path))


def national_lowered(found: Sequence[Candidate], _: Grounds) -> list[Candidate]:
    """Step « national »: a fiche says the rule of the whole country, the question is asked to the commune."""
    return [
        replace(one.moved("national", one.score * NATIONAL_SHARE), is_national=True)
        if is_national(one.document, one.passage)
        else one
        for one in found
    ]
