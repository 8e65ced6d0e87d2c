"""What kind of thing a question asks for, and whether a text holds such a thing.

A thin reading by the question's own words; what a text holds is told by its typed facts (``french.facts``).
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from french.ages import ages_in
from french.amounts import amounts_in, percentages_in
from french.contacts import emails_in, phones_in
from french.dates import HAS_MONTH, dates_in
from french.days import days_in
from french.facts import facts_in
from french.hours import hours_in
from french.markers import MarkerFamily, markers_in
from french.periods import periods_in
from french.typed_span import FactKind, flat


class AnswerType(StrEnum):
    """What the asker expects to read."""

    AMOUNT = "amount"
    HOURS = "hours"
    DAY = "day"
    PHONE = "phone"
    EMAIL = "email"
    PERCENTAGE = "percentage"
    QUANTITY = "quantity"
    DELAY = "delay"
    AGE = "age"
    YEAR = "year"
    PERSON = "person"
    PLACE = "place"
    PAPERS = "papers"
    WHETHER = "whether"


# Questions, folded.
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
    # « c combien la piscine », « ca coute », « c'est payant », « quel prix », « la mairie a donné combien »,
    # « une place au trimestre, combien », « combien de caution », « quelle somme »; not « combien de temps »
    (
        AnswerType.AMOUNT,
        re.compile(
            r"\b(prix|tarifs?|cout(s|er?|es|ent|era|erai[st]|ait|aient|eux|euses?)?|payer?|payant\w*|paie|paye\w*|montant|factur\w+|euros?|amende|redevance|loyer"
            r"|somme|forfait|caution|subvention\w*|remboursee?s?|(?:c'?est|est ce|est-ce|ou) gratuit|gratuit ou)\b|€"
            r"|\b(ca|c|c'est a|est a|revient a|prend\w*|prennent|fait|font|vaut) combien\b"
            r"|\bcombien (ca|c|coute|pour|le|la|les|une?|on|il|elle|au|aux|a|chaque|par)\b"
            r"|\bcombien de (?:caution|sous|frais|subvention)\b"
            r"|\bcombien l'"
            r"|(?<!moins de )(?<!plus de )\bcombien ?(?:$|[?.,;!])|\bcombien (?:en|pour|chez|cette|cet|ce)\b"
        ),
    ),
    # « à quelle heure », « ouvert le samedi », « horaires »
    (
        AnswerType.HOURS,
        re.compile(
            r"\b(heures?|horaires?|ouvert\w*|ouvre\w*|ferm(e|es|ent|er|ee?s?|era|eront)|fermeture|ouverture)\b|\bh\b"
        ),
    ),
    # « quel jour », « les jours ou je peux passer », « c'est quand », « jusqu'à quand »; not « quand même »
    (
        AnswerType.DAY,
        re.compile(
            r"\bquand\b(?! (?:meme|mm)\b)"
            r"|\b(quels? jours?|jours? ou (je|on|il|elle|c)|quelles? dates?|dates?|quel mois|quels? soirs?)\b"
        ),
    ),
    (AnswerType.YEAR, re.compile(r"\b(?:quelle|en quelle|l') ?annee\b(?! prochaine)")),
    # « combien de temps à l'avance », « ça dure combien », « quel délai »; « à partir de quel âge »
    (
        AnswerType.DELAY,
        re.compile(
            r"\bcombien de (?:temps|jours|mois|semaines)\b|\bdat\w+ de (?:moins|plus) de combien\b"
            r"|\b(?:delais?|durees?|dure|preavis)\b"
        ),
    ),
    (AnswerType.AGE, re.compile(r"\b(?:quel|quels|l') ?ages?\b")),
    # « qui est le maire », « c'est qui l'adjointe »; not « qui contrôle », « à qui m'adresser »
    (AnswerType.PERSON, re.compile(r"\b(?:qui (?:est|sont|c'est)|c'?(?:est)? ?qui|nom (?:du|de la|des))\b")),
    # « c'est où », « on la refait où », « à quel endroit »; not « samedi ou dimanche », « les jours où je peux »
    (
        AnswerType.PLACE,
        re.compile(
            r"\bou ?(?:$|[?.!])|^ou\b|\betes ou\b"
            r"|(?<!\bjour )(?<!\bjours )\bou (?:est|se|aller|puis|peut|je|on|faut|trouv\w+)\b"
            r"|\b(?:quel(?:le)? (?:endroit|lieu|adresse)|l'adresse)\b"
        ),
    ),
    (
        AnswerType.PAPERS,
        re.compile(r"\b(?:papiers?|justificatifs?|(?:pieces?|documents?) (?:a|faut|je|dois|pour)|dossier d')"),
    ),
    (AnswerType.QUANTITY, re.compile(r"\bcombien\b|\bmaximum\b|\bnombre\b")),
    # « est-ce que je peux … », « on a le droit de … », « faut-il … », « c'est interdit ? »
    (
        AnswerType.WHETHER,
        re.compile(
            r"\best[- ]ce qu|\b(?:peut|peux|pouvons|pouvez|puis|doit|dois|faut|devons)\b"
            r"|\b(?:le droit|interdit\w*|autorise\w*|permis de|obligatoire\w*|obliges?|possible|accepte\w*)\b"
        ),
    ),
)

# « trois objets », « 12 », « un par foyer »: a quantity of anything, of no kind of its own.
_QUANTITY = re.compile(
    r"\d|\b(?:une? (?:seule?|par)"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cent)\b"
)


def _names_a_month(text: str) -> bool:
    """« en septembre » says when; « exercice 2026 » and « en été » do not say a day."""
    if not HAS_MONTH.search(flat(text)):
        return False
    periods = [span.value for span in periods_in(text)]
    return any(p.start is not None and p.start.day is None and p.season is None for p in periods)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# « Mme Anne RIVET », « Monsieur Durand », « Paul MARCHAND »; not « Mairie de RIVET ».
_PERSON = re.compile(
    r"\b(?:M\.|Mme|Mmes|MM\.|Madame|Monsieur) [A-ZÉÈ]"
    r"|\b[A-ZÉÈ][a-zéèêëïîôç]+(?:-[A-Z][a-zéè]+)? [A-ZÉÈ][A-ZÉÈÊ'-]{2,}\b"
)
_PLACE = re.compile(
    r"\b\d{5} [a-z]|\b(?:rue|avenue|place|chemin|route|impasse|allee|boulevard|quai|salle|mairie|accueil|bureau"
    r"|guichet|ecole|gymnase|stade|maison|dechett?erie)\b"
)
_PAPERS = re.compile(
    r"\b(?:justificatifs?|pieces? d'identite|livrets?|attestations?|certificats?|copies?|formulaires?|cartes?|photos?"
    r"|photographies|factures?|avis d'imposition|quittances?|extraits?|releves?|passeports?|cerfa|carnets?"
    r"|assurances?|actes? de naissance)\b"
)


# « Les remorques sont acceptées », « mesures d'interdiction », « n'est pas admis »; not « accepte de signer ».
_ALLOWS = re.compile(
    r"\b(?:(?:est|sont|sera|seront|etre) (?:pas |plus |toujours )?(?:acceptee?s?|admise?s?|toleree?s?|permise?s?)"
    r"|interdictions?)\b"
)


def _rules(text: str) -> bool:
    """A sentence that says what must, may or must not be done."""
    return any(marker.family is MarkerFamily.DEON for marker in markers_in(text)) or bool(_ALLOWS.search(flat(text)))


# What has figures and is no quantity: « article L. 2212-1 », « n° 2031-25 », « DEL2031-25 », « 12/03/2031 », « 35400 ».
_NUMBERS = re.compile(
    r"\b(?:articles?|art\.?) (?:[lrda]\.? ?\*?)?\d[\d-]*(?:er)?"
    r"|\bn° ?\S+|\b[a-z]+\d[\w-]*|\b\d+[-/]\d[\d/-]*|\b\d{5}\b"
    r"|^\W*\d+(?:er|e)?[.)] "
)


def _counts(text: str) -> bool:
    """Whether a number stands there that counts something: no date, hour, phone or reference."""
    line = flat(text)
    for span in (*dates_in(text), *hours_in(text), *phones_in(text)):
        line = f"{line[: span.start]}{' ' * (span.end - span.start)}{line[span.end :]}"
    return bool(_QUANTITY.search(_YEAR.sub(" ", _NUMBERS.sub(" ", line))))


_HOLDS: dict[AnswerType, Callable[[str], object]] = {
    AnswerType.AMOUNT: amounts_in,
    AnswerType.HOURS: hours_in,
    AnswerType.DAY: lambda text: days_in(text) or dates_in(text) or _names_a_month(text),
    AnswerType.PHONE: phones_in,
    AnswerType.EMAIL: emails_in,
    AnswerType.PERCENTAGE: percentages_in,
    AnswerType.QUANTITY: _counts,
    AnswerType.DELAY: lambda text: any(fact.kind is FactKind.DELAY for fact in facts_in(text)),
    AnswerType.AGE: ages_in,
    AnswerType.YEAR: lambda text: _YEAR.search(text),
    AnswerType.PERSON: lambda text: _PERSON.search(text),
    AnswerType.PLACE: lambda text: _PLACE.search(flat(text)),
    AnswerType.PAPERS: lambda text: _PAPERS.search(flat(text)),
    AnswerType.WHETHER: _rules,
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
    AnswerType.PERCENTAGE: "taux pourcent pourcentage cent",
    AnswerType.QUANTITY: "combien nombre maximum",
    AnswerType.DELAY: "combien temps délai délais durée dure préavis avance",
    AnswerType.AGE: "âge âges ans",
    AnswerType.YEAR: "année années",
    AnswerType.PERSON: "qui nom",
    AnswerType.PLACE: "où adresse lieu endroit",
    AnswerType.PAPERS: "papier papiers pièces justificatif justificatifs documents fournir apporter",
    AnswerType.WHETHER: "peut peux pouvoir droit faut doit possible permis autorisé interdit obligatoire accepté",
}


def type_words(kinds: frozenset[AnswerType]) -> str:
    """The words of residents that only name these kinds of thing, separated by spaces."""
    return " ".join(_TYPE_WORDS[kind] for kind in sorted(kinds))


# « à combien de pour cent », « quel pourcentage »: nothing else is asked for.
_IN_PER_CENT = re.compile(r"\bcombien (?:de |en )?(?:pour ?cents?\b|%)|\bpourcentage\b")
# « La facture, on la paie quand ? » asks for a day; « quand faut-il payer et combien » for both.
_ASKS_PRICE = re.compile(
    r"\b(?:prix|tarifs?|cout\w*|montant|combien|euros?|somme|forfait|caution|gratuit\w*|payant\w*)\b|€"
)


def asked_types(question: str) -> frozenset[AnswerType]:
    """The kinds of thing that the question asks for; empty when its words do not tell."""
    folded = flat(question)
    found = {kind for kind, pattern in _ASKS if pattern.search(folded)}
    if AnswerType.AMOUNT in found and not re.search(r"\bcombien de\b", folded):
        found.discard(AnswerType.QUANTITY)
    if AnswerType.PERCENTAGE in found and _IN_PER_CENT.search(folded):
        found -= {AnswerType.QUANTITY, AnswerType.AMOUNT}
    if AnswerType.AMOUNT in found and AnswerType.DAY in found and not _ASKS_PRICE.search(folded):
        found.discard(AnswerType.AMOUNT)
    if AnswerType.DELAY in found:
        found -= {AnswerType.QUANTITY, AnswerType.AMOUNT}
    if len(found) > 1:
        found.discard(AnswerType.WHETHER)
    return frozenset(found)


@lru_cache(maxsize=_CACHED_TEXTS)
def holds(text: str, kind: AnswerType) -> bool:
    """Whether ``text`` holds a thing of that kind, in any of its usual written forms."""
    return bool(_HOLDS[kind](text))
