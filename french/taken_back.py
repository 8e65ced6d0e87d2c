"""« non, je parlais de la piscine », « pas le stade, le gymnase »: what a person means, and what they take back."""

import re
from dataclasses import dataclass

from french.typed_span import flat

# On flat text, at the opening: « non, je parle de l'élémentaire », « pardon, c'était pour la piscine », « en fait le
# gymnase ». Not « nonante », nor « je veux dire merci » (nothing is taken back by a wish).
_OPENING = re.compile(
    r"\W*(?:(?:ah|euh|oui|mais|bah)\b\W*)*"
    r"(?:(?:non|nan|pardon|desolee?|en fait|je me suis trompee?)\b\W*)+"
    r"(?:(?:je (?:te |vous )?(?:parlais|parle|voulais dire|pensais|demandais)|c'est|c'etait)\b\W*)?"
    r"(?:(?:a propos de|de|pour)(?= )|d')?\W*"
    r"|\W*(?:je (?:te |vous )?(?:parlais|parle|voulais dire))\b\W*(?:(?:a propos de|de|pour)(?= )|d')?\W*"
)
# On flat text, where a clause begins, a determiner after « pas »: « pas le stade, le gymnase », « la crèche, pas la
# garderie », « et pas pour la cantine ». Not « je n'habite pas la commune », « pas de place », « pas du tout », « pas
# possible ».
_REFUSED = re.compile(
    r"(?:^|[,;.:!?(]|\b(?:non|et|mais)\b)\s*(?:non\s+)?pas\s+"
    r"(?:(?:pour|a|de|dans)\s+)?(?P<out>(?:(?:la|le|les|au|aux|du|des|celle|celui)\s+|l')"
    r"(?!tout\b|peine\b|temps\b|droit\b)\w+(?:\s+(?:(?:de|du|des|a|aux)\s+(?:la\s+|l')?|d')\w+)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What is meant, as typed, and the words taken back, as typed (empty when none are).

    ``says_no`` tells that something said or understood before is put right.
    """

    text: str
    refused: str = ""
    says_no: bool = False


def meant_by(text: str) -> Meant:
    """What ``text`` means once its correction is made; the whole of it when nothing would be left."""
    found = _REFUSED.search(flat(text))
    refused = text[found.start("out") : found.end("out")] if found else ""
    kept = text[: found.start()] + " " + text[found.end() :] if found else text
    opening = _OPENING.match(flat(kept))
    says_no = bool(found) or bool(opening)
    if not says_no:
        return Meant(text=text)
    if opening:
        kept = kept[opening.end() :]
    kept = kept.strip(" ,;:.!\u00a0")
    if not re.search(r"\w{2}", kept):
        return Meant(text=text, says_no=says_no)
    return Meant(text=kept, refused=refused, says_no=says_no)
