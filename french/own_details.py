"""What a person who writes gives away of themselves or of another in a short message: pure, no model.

Unlike a document, a message is written in haste, in small letters, and is about its author: « je suis martine dupont »,
« mon fils kevin », « au 12 rue des lilas ». What names someone in office, a public place or a number that is asked
about stays. Keys decide for bank accounts, cards and social security numbers; words around decide for the rest.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from domain.personal import PersonalKind
from french.account_numbers import cards_in, ibans_in, nirs_in
from french.addresses import addresses_in
from french.analyser import stop_words
from french.contacts import emails_in, phones_in
from french.dates import dates_in
from french.people_words import given_names, people_words
from french.person_names import Civility, PersonName, find_person_names
from french.person_standing import Standing, standing_of
from french.typed_span import flat

OwnDetail = tuple[int, int, PersonalKind]
"""Offsets in code points of the message, and what stands there."""

# « numéro de sécu 1 88 12 … », « carte vitale 2 91 07 … »: a number that the person calls theirs, whatever its key.
_CALLED_NIR = re.compile(r"\b(?:secu\w*|vitale|nir|insee)\b\D{0,25}?(?P<number>[12](?: ?\d){12,14})(?!\d)")
# « AB-123-CD »; « ab 123 cd » and « ab123cd » only beside a word of vehicles. Not « de 650 je » nor « AR-130-25 ».
_PLATE = re.compile(r"(?<![\w-])[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}(?![\w-])")
_BARE_PLATE = re.compile(
    r"(?<![\w-])(?:[a-hj-np-tv-z]{2} ?\d{3} ?[a-hj-np-tv-z]{2}|\d{2,4} ?[a-z]{2,3} ?\d{2})(?![\w-])"
)
_VEHICLE = re.compile(r"\b(?:immatricul|plaque|voiture|vehicule|moto|scooter|camion|auto|remorque)")
# « né le 3 mars 1980 », « ma date de naissance : 03/03/1980 », « née en 1980 » has no day and stays.
_BORN = re.compile(r"\b(?:nee?s?(?:\(e\))?|naissance|anniversaire)\b[^.\d]{0,30}$")
# « c'est quoi le 02 54 … », « à qui est ce numéro »: the number is what is asked about.
_ABOUT_A_NUMBER = re.compile(r"\b(?:c'est quoi|a qui (?:est|correspond|appartient)|quel service|est-ce (?:bien )?le)\b")
_MINE = re.compile(r"\b(?:mon|ma|mes|moi|me|rappele[rz]|joignable|joindre)\b")
# A place that everybody speaks of: « devant le 14 rue du Lavoir », « la poste, 3 rue des Écoles », « adresse de la ».
_PUBLIC_PLACE = re.compile(
    r"\b(?:adresse d[eu']|devant|en face|a hauteur|au niveau|a l'angle|au droit|pres|a cote|entre|trottoir|lampadaire|"
    r"candelabre|trou|"
    r"nid de poule|mairie|poste|ecole|bibliotheque|mediatheque|salle|gymnase|piscine|creche|cabinet|maison de|musee|"
    r"eglise|commerce|boulangerie|pharmacie|restaurant|bar|cafe|hotel|magasin|centre|bureau|agence|service|chantier|"
    r"travaux)"
    r"(?:s|e|es)?\b[^.?!\n]{0,30}$"
)
_HOME = re.compile(
    r"\b(?:habit\w+|demeur\w+|domicili\w+|resid\w+|log\w+|chez (?:moi|nous)|mon adresse|ma maison|mon domicile|"
    r"mon logement|mon terrain|parcelle|vis|vit|vivons|livr\w+|demenag\w+)\b[^.?!\n]{0,30}$"
)
# « 14 rue du Four il y a un chien »: the sentence goes on without a comma.
_SENTENCE = re.compile(
    r" (?:il|elle|on|je|j'|y|ya|qui|que|ou|nous|vous|mon|ma|mes|quel\w*|svp|depuis|combien|comment)\b"
)
# « , Villechaume », « 41990 Montreval » after a home: part of it.
_TOWN_AFTER = re.compile(r"\s*,?\s+(?:à\s+)?(?:\d{5}\s+)?(?P<town>[A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)")
# What gives a name away, whatever its capitals: « je m'appelle », « je soussignée », « signé », « mon nom est ».
_SELF = re.compile(
    r"\b(?:je m'appelle|j'm'appelle|je me nomme|jm'appelle|jmapelle|je mappelle|m'appelle|s'appelle|"
    r"se nomme|mon nom(?: est|:| :| c'est)?|nom ?:|prenom ?:|"
    r"soussignee?s?,?(?: m(?:me|lle|\.|r)?| madame| monsieur)?|signee?s? ?:?|au nom de|"
    r"cordialement,?|bien a vous,?|salutations,?|de la part de)\s+(?:m(?:me|lle|\.|r)\.? |madame |monsieur )?"
)
# « je suis », « mon fils », « ma voisine »: a name follows only when its first word is a given name.
_ROLE = re.compile(
    r"\b(?:je suis|c'est|ici|moi c'est|moi,?|(?:mon|ma|mes|notre|nos) (?:fils|fille|enfants?|mari|femme|epouse?|"
    r"conjointe?|compagne|compagnon|mere|pere|frere|soeur|voisine?|voisins|bebe|petit|petite|ex|amie?|tante|oncle|"
    r"cousine?|mamie|papi|grand-mere|grand-pere|proprietaire|locataire|petit-fils|petite-fille)|pour|enfant)\s+"
)
# After these a given name alone is enough, when it has its capital: « mon fils Hugo »; not « c'est Noël ».
_KIN = re.compile(r"je suis|mon|ma|mes|notre|nos")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CIVIL = re.compile(r"\b(?P<civility>madame|monsieur|mme|mlle|mr|m\.|mademoiselle)\s+(?P<name>[a-z][a-z'-]{2,})")
# Asked of someone in office or of an event: « Madame X reçoit-elle », « qui est M. Y », « exposition de Z ».
_OFFICE = re.compile(
    r"\b(?:re[cç]oi(?:t|vent)\w*|permanences?|elue?s?|maire|adjointe?s?|conseill\w+|deputee?|senat\w+|rendez-vous|"
    r"qui est|exposition|expo|conference|concert|spectacle|auteur\w*|autrice|livres?|roman|film|hommage|prefet|"
    r"docteur|dr|medecin|kine|infirmi\w+|pharmaci\w+|dentiste|notaire|ma[iî]tre|"
    r"directeur|directrice|secretaire|agent\w*|president\w*|architecte|"
    r"dedicace|theatre|musee|compagnie|association)\b"
)
_PRIVATE = re.compile(
    r"\b(?:touche|percoit|paye|paie|dette|impayes?|dossier|aide|rsa|habite|demeurant|inscrite?|voisine?|divorce|frappe|"
    r"signe|soussignee?|allocataire|loyer|plainte)\b"
)


def own_details(message: str) -> tuple[OwnDetail, ...]:
    """Personal data of ``message``, in order, none overlapping."""
    line = flat(message)
    found = [*_numbers(message, line), *_addresses(message, line)]
    found += _names(message, line, [span for span in found if span[2] is PersonalKind.ADDRESS])
    kept: list[OwnDetail] = []
    for start, end, kind in sorted(found, key=lambda span: (_RANK[span[2]], span[0], -span[1])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, kind))
    return tuple(sorted(kept))


# What a key proves comes before what words suggest.
_RANK = {kind: rank for rank, kind in enumerate(PersonalKind)} | {
    PersonalKind.IBAN: -4,
    PersonalKind.NIR: -3,
    PersonalKind.CARD: -2,
    PersonalKind.EMAIL: -1,
}


def _numbers(message: str, line: str) -> Iterator[OwnDetail]:
    capitals = message.upper() if len(message.upper()) == len(message) else message
    yield from ((start, end, PersonalKind.IBAN) for start, end, _ in ibans_in(capitals))
    yield from ((start, end, PersonalKind.NIR) for start, end in nirs_in(message))
    yield from ((m.start("number"), m.end("number"), PersonalKind.NIR) for m in _CALLED_NIR.finditer(line))
    yield from ((start, end, PersonalKind.CARD) for start, end in cards_in(message))
    yield from ((email.start, email.end, PersonalKind.EMAIL) for email in emails_in(message))
    is_asked_about = _ABOUT_A_NUMBER.search(line) and not _MINE.search(line)
    if not is_asked_about:
        yield from ((p.start, p.end, PersonalKind.PHONE) for p in phones_in(message) if p.value.startswith("+33"))
    patterns = (_PLATE, _BARE_PLATE) if _VEHICLE.search(line) else (_PLATE,)
    for pattern in patterns:
        yield from ((m.start(), m.end(), PersonalKind.PLATE) for m in pattern.finditer(line))
    for date in dates_in(message):
        if _BORN.search(line[: date.start]):
            yield date.start, date.end, PersonalKind.BIRTH


def _addresses(message: str, line: str) -> Iterator[OwnDetail]:
    for address in addresses_in(message):
        before = line[: address.start]
        is_home = _HOME.search(before) is not None
        if not address.value.number and not is_home:
            continue
        if _PUBLIC_PLACE.search(before) and not is_home:
            continue
        town = None if address.value.town else _TOWN_AFTER.match(message, address.end)
        end = town.end() if town else address.end
        goes_on = _SENTENCE.search(line, address.start, end)
        yield address.start, goes_on.start() if goes_on else end, PersonalKind.ADDRESS


def _names(message: str, line: str, addresses: list[OwnDetail]) -> Iterator[OwnDetail]:
    for found in _SELF.finditer(line):
        yield from _said_name(line, found.end(), is_sure=True)
    for found in _ROLE.finditer(line):
        yield from _said_name(line, found.end(), is_sure=False)
        alone = _NAME_WORD.match(message, found.end())
        if alone and _KIN.match(found.group()) and alone.group()[0].isupper() and flat(alone.group()) in given_names():
            yield alone.start(), alone.end(), PersonalKind.NAME
    is_office = _OFFICE.search(line) is not None
    for name in find_person_names(message):
        if _is_private(message, line, name, addresses, is_office=is_office):
            yield name.start, name.end, PersonalKind.NAME
    if not is_office:
        for found in _CIVIL.finditer(line):
            word = found["name"]
            if (
                word not in _not_names()
                and word not in people_words().not_surnames | people_words().roles | stop_words()
            ):
                after = _NAME_WORD.match(line, found.end("name") + 1)
                has_given = after is not None and after.group() in given_names() - stop_words() - _not_names()
                yield found.start("name"), after.end() if after and has_given else found.end("name"), PersonalKind.NAME


def _is_private(message: str, line: str, name: PersonName, addresses: list[OwnDetail], *, is_office: bool) -> bool:
    standing = standing_of(message, name)
    if standing in (Standing.PLACE, Standing.LAW) or any(a[0] < name.end and name.start < a[1] for a in addresses):
        return False
    if standing is Standing.PRIVATE or _PRIVATE.search(line):
        return True
    if standing is Standing.OFFICE or is_office:
        return False
    return name.civility is not Civility.NONE or bool(name.given)


@cache
def _not_names() -> frozenset[str]:
    text = resources.files("french").joinpath("not_names.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _said_name(line: str, at: int, *, is_sure: bool) -> Iterator[OwnDetail]:
    """One to three words from ``at``, the first a given name unless ``is_sure``."""
    words: list[re.Match[str]] = []
    position = at
    while len(words) < 3 and (word := _NAME_WORD.match(line, position)):
        text = word.group()
        is_given = all(part in given_names() for part in text.split("-"))
        if text in _not_names() or text in people_words().roles or (text in stop_words() and not is_given):
            break
        if not words and not is_sure and not is_given:
            return
        words.append(word)
        position = word.end() + 1 if line[word.end() : word.end() + 1] == " " else len(line) + 1
    if is_sure or len(words) > 1:
        yield from _span(words, is_sure=is_sure)


def _span(words: list[re.Match[str]], *, is_sure: bool) -> Iterator[OwnDetail]:
    if not words:
        return
    # « mon fils kevin taraud mange »: after a given name, one surname; a self-given name may have three words.
    last = words[-1] if is_sure else words[min(1, len(words) - 1)]
    yield words[0].start(), last.end(), PersonalKind.NAME
