"""Documents left online that say themselves to be drafts: they never go before the adopted text. Pure."""

import re
from functools import lru_cache

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
    return _is_named_draft(document.title, document.path.rpartition("/")[2])


@lru_cache(maxsize=4_096)
def _is_named_draft(title: str, file: str) -> bool:
    return bool(_TITLE.search(flat(title)) or _FILE.search(flat(file)))
