"""What kind of thing a question asks for, and whether a text holds such a thing.

A thin reading by the question's own words. Typed facts with their qualifiers (amount of what, for whom, until when)
are the business of document reading.
"""

import re
import unicodedata
from enum import StrEnum


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
    # « le numero de la creche svp », « qui appeler la nuit »; not « numero de la deliberation »
    (
        AnswerType.PHONE,
        re.compile(r"\b(telephones?|tel|joindre|appel\w*|coordonnees)\b|\b(numero|num|n°) (de|du|d'|des|pour)\b"),
    ),
    (AnswerType.EMAIL, re.compile(r"\b(e-?mail|mel|courriel|adresse mail|adresse electronique)\b")),
    (AnswerType.PERCENTAGE, re.compile(r"\btaux\b|pour ?cents?\b|%")),
    # « c combien la piscine », « ca coute », « c'est payant », « quel prix »; not « combien de temps »
    (
        AnswerType.AMOUNT,
        re.compile(
            r"\b(prix|tarifs?|cout\w*|payer?|payant\w*|paie|paye\w*|montant|factur\w+|euros?|amende|redevance|loyer)\b"
            r"|\b(ca|c|c'est a|est a|revient a|prend\w*|prennent|fait|font|vaut) combien\b|€"
            r"|\bcombien (ca|c|coute|pour|le|la|les|une?)\b|\bcombien l'"
        ),
    ),
    # « à quelle heure », « ouvert le samedi », « horaires »
    (
        AnswerType.HOURS,
        re.compile(r"\b(heures?|horaires?|ouvert\w*|ouvre\w*|ferme\w*|fermeture|ouverture)\b|\bh\b"),
    ),
    # « quel jour », « c'est quand », « jusqu'à quand »
    (AnswerType.DAY, re.compile(r"\b(quand|quels? jours?|quelle date|dates?|quel mois|quel soir)\b")),
    (AnswerType.QUANTITY, re.compile(r"\bcombien\b|\bduree\b|\bdelai\b|\bmaximum\b|\bnombre\b")),
)

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_HOUR = r"\b(?:[01]?\d|2[0-4]) ?(?:h|heures?)(?: ?[0-5]\d)?\b|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\bmidi\b"

# Texts, folded.
_HOLDS: dict[AnswerType, re.Pattern[str]] = {
    # « 3,85 € », « 1 250,00 euros », « 12€50 », « gratuit », « 2.5 EUR »; not « 2026 », « article 12 »
    AnswerType.AMOUNT: re.compile(r"\d ?(?:€|euros?\b|eur\b)|\bgratui\w+|€ ?\d"),
    # « 9 h – 12 h », « 14h30 », « 8:30 »
    AnswerType.HOURS: re.compile(_HOUR),
    # « tous les lundis », « le 3 mars », « 12/04/2026 », « en septembre »
    AnswerType.DAY: re.compile(rf"\b{_WEEKDAY}\b|\b{_MONTH}\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|\bquotidien\w*"),
    # « 02 61 91 04 00 », « 02.61.91.04.00 », « +33 2 61 91 04 00 », « 0800 123 456 »
    AnswerType.PHONE: re.compile(
        r"(?:\+33|\b0)[\s.\-]?\d(?:[\s.\-]?\d){7,8}\b|\b(?:le|au|composer|appeler) (?:1[578]|11[2459]|3\d{3})\b"
    ),
    AnswerType.EMAIL: re.compile(r"[\w.+\-]+ ?@ ?[\w\-]+\.[\w.\-]+"),
    AnswerType.PERCENTAGE: re.compile(r"\d ?(?:%|pour ?cents?\b)"),
    AnswerType.QUANTITY: re.compile(
        r"\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cent)\b"
    ),
}


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
    folded = _fold(question)
    found = {kind for kind, pattern in _ASKS if pattern.search(folded)}
    if AnswerType.AMOUNT in found and not re.search(r"\bcombien de\b", folded):
        found.discard(AnswerType.QUANTITY)
    return frozenset(found)


def holds(text: str, kind: AnswerType) -> bool:
    """Whether ``text`` holds a thing of that kind, in any of its usual written forms."""
    return bool(_HOLDS[kind].search(_fold(text)))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
