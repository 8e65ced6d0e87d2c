"""Documents left online that say themselves to be drafts: they never go before the adopted text. Pure."""

import re

from domain.document import Document
from french.typed_span import flat

# « Projet de règlement des jardins », « projet-reglement.md », « Version de travail », « document provisoire »; not
# « Projet de territoire », « Projet éducatif », « Appel à projets ».
_TITLE = re.compile(
    r"^\W*(?:avant-)?projet (?:de |d'|du )?(?:nouveau )?"
    r"(?:reglement|deliberation|arrete|convention|tarifs?|grille|budget|statuts|charte)\b"
    r"|\b(?:version|document) (?:de travail|provisoire)\b|\bbrouillon\b"
)
_FILE = re.compile(
    r"(?:^|[/_ -])(?:avant[_ -])?projet[_ -](?:de[_ -])?(?:reglement|deliberation|arrete|convention|tarif)"
)


def is_draft(document: Document) -> bool:
    """Whether a document's title, or the name of its file, says that it is a draft."""
    return bool(_TITLE.search(flat(document.title)) or _FILE.search(flat(document.path.rpartition("/")[2])))
