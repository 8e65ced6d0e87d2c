"""What a text tells as history or as ended: it knows that the thing is no more, and is right to name it."""

import re

from french.typed_span import flat

# « a été supprimé en 2018 », « n'existe plus », « a laissé la place au », « abrogé », « remplace la CMU-C », «
# jusqu'en ».
_ENDED = re.compile(
    r"\bsupprime(?:e?s?)\b|\bsuppression\b|\bdissou\w+|\bdissolution\b|n'exist\w+ plus|\bdisparu\w*"
    r"|\babroge\w*|\bcaducs?\b"
    r"|\bfusionn\w+|\babsorbe\w*|(?:laisse|cede)\w*(?: la)? place|\brempla\w+|\bsucced\w+|\btransforme\w*"
    r"|\brebaptise\w*"
    r"|\brenomme\w*|\bdevenu\w*|jusqu'en (?:19|20)\d\d|\ba l'epoque\b|\bautrefois\b|\bjadis\b"
    r"|\bn(?:e |')\w+ plus\b|\bn'est plus\b|\bne sont plus\b"
)
# What is said to whoever reads: « adressez-vous », « à demander », « fournir », « doit »; it is not history.
_ADDRESSED = re.compile(
    r"\b\w{3,}ez\b|\ba (?:demander|fournir|retirer|adresser|envoyer|deposer|presenter)\b|\bs'adresser\b"
    r"|^\W*(?:fournir|joindre"
    r"|demander|contacter)\b|\b(?:doi(?:t|vent)|peu(?:t|vent)|sera|seront)\b"
)
_YEAR = re.compile(r"(?<![\d/.*-])(?:1[5-9]|20)\d\d\b(?![-/]\d)")
# « occupait », « gérait », « était »; not « serait », « le retrait », « souhaitait ».
_PAST = re.compile(
    r"\b(?:etai(?:t|en)|avai(?:t|en)|coutai(?:t|en)|vendai(?:t|en)|fu(?:t|rent)\b|occupai(?:t|en)|versai(?:t|en)"
    r"|delivrai(?:t|en)|dependai(?:t|en)|financai(?:t|en)|s'appelai(?:t|en)|gerai(?:t|en)|siegeai(?:t|en)"
    r"|controlai(?:t|en)|payai(?:t|en)|valai(?:t|en))"
)


def is_told_as_past(sentence: str, until: int, *, beside: str = "") -> bool:
    """Whether ``sentence`` tells of what ended, or of a year before ``until`` and asks nothing of its reader.

    ``beside`` are the headings over it, which may date it too.
    """
    line = flat(sentence)
    if _ENDED.search(line) or _PAST.search(line):
        return True
    years = [int(found) for found in _YEAR.findall(f"{line} {flat(beside)}")]
    return bool(years) and min(years) < until and not _ADDRESSED.search(line)
