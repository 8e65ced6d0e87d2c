"""What kind of thing a question asks for, and whether a text holds such a thing.

A thin reading by the question's own words; what a text holds is told by its typed facts (``french.facts``).
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from french.amounts import amounts_in, percentages_in
from french.contacts import emails_in, phones_in
from french.dates import HAS_MONTH, dates_in
from french.days import days_in
from french.hours import hours_in
from french.periods import periods_in
from french.typed_span import flat


class AnswerType(StrEnum):
    """What the asker expects to read."""

    AMOUNT = "amount"
    HOURS = "hours"
    DAY = "day"
    PHONE = "phone"
    EMAIL = "email"
    PERCENTAGE = "percentage"
    QUANTITY = "quantity"


# Questions, folded. « combien » alone is a quantity: it becomes an amount with a word of price.
_ASKS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    # « le numero de la creche svp », « qui appeler la nuit »; not « comment s'appelle le maire », « appel d'offres »
    (
        AnswerType.PHONE,
        re.compile(
            r"\b(telephones?|tel|joindre|coordonnees)\b"
            r"|(?<!\bs')\bappel(er|ez|les?)?\b(?! (d'offres?|a (projets?|candidatures?))\b)"
            r"|\b(numero|num|n°) (de|du|d'|des|pour)\b"
        ),
    ),
    (AnswerType.EMAIL, re.compile(r"\b(e-?mail|mel|courriel|adresse mail|adresse electronique)\b")),
    (AnswerType.PERCENTAGE, re.compile(r"\btaux\b|pour ?cents?\b|%")),
    # « c combien la piscine », « ca coute », « c'est payant », « quel prix »; not « combien de temps », « Coutances »
    (
        AnswerType.AMOUNT,
        re.compile(
            r"\b(prix|tarifs?|cout(s|er?|es|ent|era|erai[st]|ait|aient|eux|euses?)?|payer?|payant\w*|paie|paye\w*|montant|factur\w+|euros?|amende|redevance|loyer)\b"
            r"|\b(ca|c|c'est a|est a|revient a|prend\w*|prennent|fait|font|vaut) combien\b|€"
            r"|\bcombien (ca|c|coute|pour|le|la|les|une?)\b|\bcombien l'"
        ),
    ),
    # « à quelle heure », « ouvert le samedi », « horaires »
    (
        AnswerType.HOURS,
        re.compile(
            r"\b(heures?|horaires?|ouvert\w*|ouvre\w*|ferm(e|es|ent|er|ee?s?|era|eront)|fermeture|ouverture)\b|\bh\b"
        ),
    ),
    # « quel jour », « les jours ou je peux passer », « c'est quand », « jusqu'à quand »
    (
        AnswerType.DAY,
        re.compile(r"\b(quand|quels? jours?|jours? ou (je|on|il|elle|c)|quelle date|dates?|quel mois|quel soir)\b"),
    ),
    (AnswerType.QUANTITY, re.compile(r"\bcombien\b|\bduree\b|\bdelai\b|\bmaximum\b|\bnombre\b")),
)

# « trois objets », « 12 » : a quantity of anything, of no kind of its own.
_QUANTITY = re.compile(
    r"\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cent)\b"
)


def _names_a_month(text: str) -> bool:
    """« en septembre » says when; « exercice 2026 » and « en été » do not say a day."""
    if not HAS_MONTH.search(flat(text)):
        return False
    periods = [span.value for span in periods_in(text)]
    return any(p.start is not None and p.start.day is None and p.season is None for p in periods)


_HOLDS: dict[AnswerType, Callable[[str], object]] = {
    AnswerType.AMOUNT: amounts_in,
    AnswerType.HOURS: hours_in,
    AnswerType.DAY: lambda text: days_in(text) or dates_in(text) or _names_a_month(text),
    AnswerType.PHONE: phones_in,
    AnswerType.EMAIL: emails_in,
    AnswerType.PERCENTAGE: percentages_in,
    AnswerType.QUANTITY: lambda text: _QUANTITY.search(flat(text)),
}
_CACHED_TEXTS = 16_384
"""Units of a commune's often asked passages, about 150 code points each: 5 MB at most."""


# Words that only say what kind of thing is asked. A text that holds the thing need not hold the word:
# « ouvert de 9 h à 12 h » answers « horaires », « 4,10 € » answers « prix ».
_TYPE_WORDS: dict[AnswerType, str] = {
    AnswerType.AMOUNT: "prix tarif tarifs coût coûte coûter payer payant paie paye montant combien euros cher revient",
    AnswerType.HOURS: "heure heures horaire horaires ouvert ouverte ouverture ouvre ouvrir fermé ferme fermer",
    AnswerType.DAY: "quand jour jours date dates mois soir",
    AnswerType.PHONE: "téléphone tel numéro num joindre appeler contacter coordonnées contact",
    AnswerType.EMAIL: "mail email courriel mél adresse électronique",
    AnswerType.PERCENTAGE: "taux pourcent pourcentage",
    AnswerType.QUANTITY: "combien nombre durée délai maximum",
}


def type_words(kinds: frozenset[AnswerType]) -> str:
    """The words of residents that only name these kinds of thing, separated by spaces."""
    return " ".join(_TYPE_WORDS[kind] for kind in sorted(kinds))


def asked_types(question: str) -> frozenset[AnswerType]:
    """The kinds of thing that the question asks for; empty when its words do not tell."""
    folded = flat(question)
    found = {kind for kind, pattern in _ASKS if pattern.search(folded)}
    if AnswerType.AMOUNT in found and not re.search(r"\bcombien de\b", folded):
        found.discard(AnswerType.QUANTITY)
    return frozenset(found)


@lru_cache(maxsize=_CACHED_TEXTS)
def holds(text: str, kind: AnswerType) -> bool:
    """Whether ``text`` holds a thing of that kind, in any of its usual written forms."""
    return bool(_HOLDS[kind](text))
