"""What a text tells as history or as ended: it knows that the thing is no more, and is right to name it."""

import re

from french.typed_span import flat

REPLACES = r"rempla(?:ce(?:e?s?|nt)?|cai(?:t|ent))\b|remplacant l[ae']|en remplacement d"
"""« remplace la CMU-C », « remplacée en 2016 », « remplaçant le RSI »; not « le remplacement d'une carte »."""
# « supprimé en 2018 », « dissoute », « a laissé la place au », « abrogé », « jusqu'en 2015 », « ne coûte plus »; not
# « ne coûte plus que 20 F », « transformer une grange ».
_ENDED = re.compile(
    r"\bsupprime(?:e?s?)\b|\bsuppression\b|\bdissou\w+|\bdissolution\b|\bdisparu\w*|\babroge\w*|\bcaducs?\b"
    r"|\bfusionn\w+|\babsorbe\w*|(?:laisse|cede)\w*(?: la)? place|\bsucced\w+|\btransforme(?:e?s?)\b|\brebaptise\w*"
    r"|\brenomme\w*|\bdevenu\w*|jusqu'en (?:19|20)\d\d|\ba l'epoque\b|\bautrefois\b|\bjadis\b"
    rf"|\bn(?:e |')\w+ plus\b(?! qu)|\b(?:{REPLACES})"
)
# « n'existe plus », « a été supprimé »: plain even where the reader is then sent elsewhere; not « si la carte a été
# remplacée ».
_GONE = re.compile(
    r"^(?!\W*(?:si|quand|lorsqu\w+|une fois)\b).*?(?:\bn'exist\w+ plus\b(?! qu)|\b(?:a|ont) (?:ete (?:supprime|dissou"
    r"|abroge|remplace|rebaptise|renomme)|disparu|fusionne)|\best devenue?\b)",
    re.DOTALL,
)
# « adressez-vous », « à demander », « s'adresser », « Fournir »: the reader is to act; not « assez ».
_ORDER = re.compile(
    r"\b(?!assez\b)\w{3,}ez\b|\ba (?:demander|fournir|retirer|adresser|envoyer|deposer|presenter)\b|\bs'adresser\b"
    r"|^\W*(?:fournir|joindre|demander|contacter)\b"
)
# « doit fournir », « sera remis »: it may also be said of what is no more.
_DUTY = re.compile(r"\b(?:doi(?:t|vent)|peu(?:t|vent)|sera|seront)\b")
_YEAR = re.compile(r"(?<![\d/.*-])(?:1[5-9]|20)\d\d\b(?![-/]\d)")
# « occupait », « gérait », « était »; not « serait », « le retrait », « souhaitait ».
_PAST = re.compile(
    r"\b(?:etai(?:t|en)|avai(?:t|en)|coutai(?:t|en)|vendai(?:t|en)|fu(?:t|rent)\b|occupai(?:t|en)|versai(?:t|en)"
    r"|delivrai(?:t|en)|dependai(?:t|en)|financai(?:t|en)|s'appelai(?:t|en)|gerai(?:t|en)|siegeai(?:t|en)"
    r"|controlai(?:t|en)|payai(?:t|en)|valai(?:t|en))"
)


def is_told_as_past(sentence: str, until: int, *, beside: str = "") -> bool:
    """Whether ``sentence`` tells of what ended, or of a year before ``until`` and asks nothing of its reader.

    Where it tells its reader what to do, what ended may be another thing: it then says so plainly or is no history.
    ``beside`` are the headings over it, which may date it too.
    """
    line = flat(sentence)
    if _PAST.search(line) or _GONE.search(line):
        return True
    if _ORDER.search(line):
        return False
    years = [int(found) for found in _YEAR.findall(f"{line} {flat(beside)}")]
    return _ENDED.search(line) is not None or (bool(years) and min(years) < until and not _DUTY.search(line))
