"""Which documents present what they say as true today: the others date what they say, and are right to keep it."""

import re

from clarity.read_text import Block, ReadText
from domain.act import ActKind
from french.typed_span import flat

# A council's acts, minutes and bulletins are of their day for ever; conventions name the parties as they were.
_OF_THEIR_DAY = frozenset(
    {
        ActKind.DELIBERATION,
        ActKind.PROCES_VERBAL,
        ActKind.COMPTE_RENDU,
        ActKind.ORDRE_DU_JOUR,
        ActKind.LISTE_DES_DELIBERATIONS,
        ActKind.ARRETE,
        ActKind.CONVENTION,
        ActKind.RAPPORT,
        ActKind.BULLETIN,
    }
)
# « archives/2019/tarifs.pdf », « /bulletins-archives/ », « Historique »; not « archives municipales » of a title alone.
_ARCHIVE = re.compile(r"(?:^|[/_\- ])archives?(?:$|[/_\- .])|(?:^|/)historique(?:$|/)")
# « Bulletin d'inscription à la cantine », « bulletin-de-reservation.pdf », « bulletin réponse »: to be filled in.
_FORM = (
    r"[ _-](?:de[ _-]|d['_ -]?)?(?:inscription|reservation|adhesion|commande|participation|vote|souscription|reponse)"
)
# « bulletin/2019-04.pdf », « Journal municipal n° 12 », « La Gazette de mai »; not « journal-officiel/avis.pdf ».
_ISSUE = re.compile(
    rf"(?:^|[/_\- ])(?:bulletins?(?!{_FORM})|journal(?![ _-]officiel)|gazette|magazine|newsletter"
    r"|flash[-_ ]?infos?)(?:$|[/_\- .])"
)
# « Vu la délibération du 3 mai 2019 », « Considérant que », « Voté le »: grounds, which never age.
_GROUND = re.compile(r"^(?:- )?(?:vu|considerant|attendu|rappelle|apres avoir|fait a|signe|approuve|adopte|vote)\b")


def is_current(text: ReadText) -> bool:
    """Whether what the document says is to be read as true today. A text that was pasted is about to be published."""
    if text.document is None:
        return True
    kind = text.document.act.kind if text.document.act else ActKind.AUTRE
    if kind in _OF_THEIR_DAY:
        return False
    if _ARCHIVE.search(flat(text.document.path.rpartition("/")[0] + "/")):
        return False
    return not (_ISSUE.search(flat(text.document.path)) or _ISSUE.search(flat(text.title)))


def is_ground(block: Block) -> bool:
    """Whether a block tells on what an act rests or when it was made."""
    return _GROUND.match(flat(block.text)) is not None
