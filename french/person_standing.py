"""Tells, from the words around a name, in what standing a person is named: office, private life, or no person at "
"all. Pure.
"""

import re
from enum import StrEnum
from functools import lru_cache

from french.people_words import people_words
from french.person_names import Civility, PersonName
from french.typed_span import flat


class Standing(StrEnum):
    """What the words around a name say."""

    PLACE = "place"
    """A street, a school, a firm, a person of history."""
    LAW = "law"
    """A lawyer or a notary, named in their practice."""
    OFFICE = "office"
    """Elected, in the service of the public, or speaking and voting in a meeting."""
    PRIVATE = "private"
    """Selling, asking, suing, living somewhere."""
    UNKNOWN = "unknown"


_CELLS = re.compile(r"(?: (?:municip|communa|communaut|deleg)\w*)*[\s|]*(?:mm?|mr|mme|monsieur|madame)?\.?[\s|]*")
_OF_ANOTHER = frozenset(["du", "de", "d", "au", "aux", "le", "la", "les", "avec", "par", "un", "une", "des", "chez"])
_BEFORE, _AFTER = 90, 90
_WORD = re.compile(r"[a-z][a-z'-]*")
_TURNS = frozenset(["que", "qu'il", "qu'elle", "qui", "si", "avec", "contre", "dont", "sur", "par", "et", "entre"])
# « Mme X (donne pouvoir à M. Y) », in a list of those present.
_SAID_IN_LISTS = frozenset(["donne", "vote", "quitte", "arrive", "represente"])
_VOTES = re.compile(r"\b(?:pour|contre|abst?entions?|votes?|absentions?)\s*[:(](?:[^.]|\bmm?\.)*$")
_CALLED = re.compile(
    r"\b(?:parole(?: est (?:donnee|passee|laissee))?|pouvoirs?(?: donnee?s?)?|procurations?(?: donnee?s?)?|arrivee|"
    r"depart|retour|sortie|"
    r"proposition|questions?(?: ecrites?| orales?)?(?: transmises?| posees?)?|intervention|remarque|suggestion|"
    r"presidence|voix|candidatures?|rapport(?:eur|eure)?|"
    r"nomination|election|classe|designation|installation|demission)\s*(?:a|de|par|d'|pour|:)\s*$"
    r"|\b(?:designe\w*|elit|nomme\w*|proclame\w*|remercie\w*|interroge\w*|felicite\w*|"
    r"installe\w*)(?: comme\w*)?\s*:?\s*$"
)
_STANDS = re.compile(
    r"^\s*[,(]?\s*(?:\(?\s*(?:pouvoir|procuration|absent|excus|represent|a donne pouvoir|donne (?:pouvoir|"
    r"procuration))"
    r"|(?:ne|n'|n) (?:prend|participe|prennent|participent|a pas pris part|est pas)\b"
    r"|(?:a|ont|est|sont|etait|sera|ayant|etant) (?:ete )?(?:elue?s?|designee?s?|nommee?s?|proclamee?s?|"
    r"candidat\w*|donne pouvoir|quitte|absente?s?|excusee?s?|presente?s?"
    r"|precise|indique|explique|repondu|expose|rappele|installee?s?|charge\w* d)\b"
    r"|(?:se porte|se portent|est elue?|fait (?:part|remarquer|observer|savoir|le point|lecture|remonter)|"
    r"prend (?:la|acte)|donne (?:lecture|la)))"
)
_WANTS = re.compile(
    r"^\s*,?\s*(?:(?:souhait|desir|propos|demand|sollicit|veu|voudr|a souhait|a demand|a propos|"
    r"a sollicit)\w*)\s+(?:[\w']+ ){0,4}?"
    r"(?:acqu\w+|acheter|vendre|ceder|louer|construire|installer|obtenir|beneficier|raccord\w*|echanger|resilier|"
    r"l'achat|l'acquisition|la location|la cession|la vente)\b"
)
_ADDRESS = re.compile(
    r"^\s*[,|]?\s*\d{1,4}\s*(?:bis|ter|[a-d]\b)?\s*,?\s*(?:rue|avenue|place|impasse|chemin|route|allee|boulevard|"
    r"sente|sentier|lieu|hameau|square|quai|cour)\b"
)
_BORN = re.compile(
    r"^\s*,?\s*(?:\(?(?:nee\b|ne (?:le \d|a [a-z]|en \d))|domicili|"
    r"demeurant|residant|habitant\b|proprietaire|acquereu|riverain|locataire|"
    r"exploitant|agricult|eleveur|veuve|epouse\b|decede)"
)
_OWNS = re.compile(
    r"^\s*,?\s*(?:est|sont|etaient|etait|deviendr\w+) (?:(?:les?|la|l'|actuel\w*) ?)?(?:proprietaire|acquereu|"
    r"preneur|locataire|riverain|vendeu|demandeu|beneficiaire)"
)
_AGAINST = re.compile(r"\b(?:c/|contre|vs)\s*(?:la )?(?:commune|ville|mairie)|^\s*(?:c/|/)\s*(?:la )?(?:commune|ville)")
_STREET = re.compile(
    r"\b(?:rue|avenue|place|impasse|chemin|route|allee|boulevard|quai|square|ecole|college|lycee)\s+(?:du |de |"
    r"des )?$"
)
_PRINCIPAL = re.compile(
    r"^[ ,]*(?:(?:fonction|role|qualite|mandat|poste|titre)s? ?: ?)?(?:\d+\s*(?:er|ere|i?eme|e|nde?)?|le|la|l'|les|"
    r"ancien\w*|premi\w+|deuxieme|troisieme|quatrieme|cinquieme|"
    r"sixieme|nouve\w+|notre|par ailleurs|en qualite de|en tant que|comme|[(–-])?[ ,(]*"
)


def standing_of(text: str, name: PersonName) -> Standing:
    """The standing of a name in the line of text that holds it."""
    folded = flat(text)
    before, after = folded[: name.begins], folded[name.end :]
    if _is_place(before, folded[name.start : name.end], name):
        return Standing.PLACE
    if name.civility is Civility.LAW:
        return Standing.LAW
    if name.civility is Civility.FAMILY:
        return Standing.PRIVATE
    if _acts_privately(before, after):
        return Standing.PRIVATE
    if _holds_office(before, after) or _is_listed(before):
        return Standing.OFFICE
    return Standing.PRIVATE if _is_private_matter(before) else Standing.UNKNOWN


def _is_place(before: str, name: str, person: PersonName) -> bool:
    if " ".join(name.replace("'", " ").split()) in people_words().historical:
        return True
    words = _WORD.findall(before[-50:].replace("d'", "d' ").replace("l'", "l' "))
    if re.search(r"\b(?:saint|sainte|st|ste)[ -]$", before):
        return True
    if person.civility is not Civility.NONE:
        # « rue du Docteur Perrin »: the civility is the street's own.
        return bool(_STREET.search(before))
    if re.search(r"[.;:,()|=]\s*$", before):
        return False
    while words and words[-1].rstrip("'") in people_words().titles_of_streets:
        words.pop()
    return bool(words) and words[-1] in people_words().places


@lru_cache(maxsize=16)
def _choice(name: str) -> str:
    words: frozenset[str] = getattr(people_words(), name)
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _acts_privately(before: str, after: str) -> bool:
    """What only a person in their own affairs does, whoever they are."""
    near = after[:_AFTER]
    if _WANTS.match(near) or _ADDRESS.match(near) or _BORN.match(near) or _OWNS.match(near):
        return True
    return bool(_AGAINST.match(near.strip()[:30]))


def _holds_office(before: str, after: str) -> bool:
    near = after[:_AFTER]
    if _STANDS.match(near) or _speaks(near) or _CALLED.search(before[-_BEFORE:]) or _VOTES.search(before[-300:]):
        return True
    near = near.lstrip(" |,(–-") if re.match(r"^\s*[|(–-]", near) else near
    opening = _PRINCIPAL.match(near)
    following = _WORD.match(near, opening.end() if opening else 0)
    if following and following.group() in people_words().roles:
        return True
    return _is_told_by(near) or _has_title(before)


def _is_told_by(after: str) -> bool:
    """« Mme Perrin, 52 ans, première femme maire »: a role in the same clause; not « voisin du maire »."""
    clause = re.split(r"[.;!?|\n]", after[:50])[0]
    found = re.search(rf"(\w+)[ '](?:{_choice('roles')})\b", clause)
    if found is None or not clause.lstrip().startswith((",", "(", "-")):
        return False
    words = frozenset(_WORD.findall(clause[: found.start()]))
    is_own = found.group(1) not in _OF_ANOTHER
    return is_own and words.isdisjoint(people_words().speaking | people_words().private | _TURNS)


def _speaks(after: str) -> bool:
    """« M. X précise », « Mme Y, adjointe, lui répond », « M. Z s'interroge »."""
    opening = re.match(
        r"^\s*(?:,[^,]{0,40},)?\s*(?:\(?sic\)?\s*)?(?:(?:lui|leur|y|ne|n'|s'|se|en|nous|me|vous|a nouveau|"
        r"egalement|ensuite|donc|alors|aussi|quant a (?:lui|elle),?|l'|le|qui)\s*)*",
        after,
    )
    word = _WORD.match(after, opening.end() if opening else 0)
    return word is not None and word.group().strip("'") in people_words().speaking


def _has_title(before: str) -> bool:
    """A role just before the name, with nothing between that makes the name another sentence's."""
    near = before[-_BEFORE:]
    roles = list(re.finditer(rf"\b(?:{_choice('roles')})\b", near))
    if not roles:
        return False
    between = near[roles[-1].end() :]
    if _CELLS.fullmatch(between):
        return True  # « Conseillère municipale | Mme | PERRIN Anne », cells of one row
    if re.search(r"[.;!?\n|)]\s", between) and not re.search(r"\bm\.\s*$|\bn°", between):
        return False
    words = set(_WORD.findall(between))
    stops = _TURNS | people_words().speaking | people_words().private
    return len(_WORD.findall(between)) <= 7 and words.isdisjoint(stops)


def _is_listed(before: str) -> bool:
    """In a list that a colon opens: « Présents : … », « Abstentions : 2 … », « Secrétaire de séance : … »."""
    colon = before.rfind(":")
    if colon < 0:
        return False
    opening = _WORD.findall(before[max(colon - 60, 0) : colon])
    if people_words().lists.isdisjoint(opening[-6:]):
        return False
    between = frozenset(_WORD.findall(before[colon:].replace("'", " ")))
    return between.isdisjoint(people_words().speaking - _SAID_IN_LISTS) and between.isdisjoint(people_words().private)


def _is_private_matter(before: str) -> bool:
    """A word of private affairs just before the name, in the same sentence."""
    near = before[-_BEFORE:]
    if near.rstrip().endswith("|"):
        near = near.rstrip(" |")  # « Vendeur | M. Perrin »: the cell before is the label
    near = re.split(r"[.;:!?|]\s(?!\d)", near)[-1]
    words = _WORD.findall(near.replace("'", " "))[-7:]
    if not people_words().speaking.isdisjoint(words[-3:]):
        return False
    return not people_words().private.isdisjoint(words)
