"""Amounts of money and percentages: how much, between what and what, and per what.

Reads « 3 € 50 », « 1 250,00 euros », « entre 3 et 5 € », « 2,50 € le m3 », « gratuit », « cent cinquante euros ».
A bare figure under a header « Tarif en € » is read by ``french/columns.py``: only the header tells that it is money.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from french.numerals import DIGITS, IN_WORDS, number
from french.typed_span import FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Euros from ``low`` to ``high``, both included; equal for a single price; None where the text sets no such end.

    ``per`` says for what: the units of ``_PER`` without their article, in order: « par an et par enfant » gives
    ``("an", "enfant")``, « les 10 entrées » ``("10 entree",)``.
    ``tax`` is ``ttc``, ``ht`` or empty. « gratuit » is 0 to 0.
    """

    low: Decimal | None
    high: Decimal | None
    per: tuple[str, ...] = ()
    tax: str = ""


# What a price is for, flat and singular; plural forms are matched too.
_PER = """
m3|m2|ml|m|metre cube|metre carre|metre lineaire|metre|litre|kg|kilo|tonne|stere|km|kilometre|hectare|are|kwh
|an|annee|mois|trimestre|semestre|saison|semaine|week-end|weekend|jour|journee|demi-journee|apres-midi|matinee|soiree
|nuit|nuitee|heure|demi-heure|quart d'heure|minute|seance|cours|stage|vacation|prestation|intervention|passage
|deplacement|manifestation|repas|gouter|petit dejeuner|ticket|entree|place|carte|abonnement|spectacle|trajet|voyage
|visite|sortie|inscription|dossier|enfant|adulte|personne|habitant|eleve|etudiant|foyer|famille|menage|agent|adherent
|participant|convive|licencie|couple|copie|page|feuille|exemplaire|photocopie|document|livre|cle|badge|table|chaise
|banc|verre|couvert|assiette|stand|emplacement|unite|lot|piece|sac|bac|rouleau|vehicule|voiture|remorque|caravane
|camping-car|animal|chien|compteur|branchement|logement|garage|concession|case|cavurne|caveau|urne|parcelle|panneau
|affiche|arbre|point lumineux|classe|ecole|association
"""
_PER_UNIT = "|".join(sorted(_PER.replace("\n", "").split("|"), key=len, reverse=True))
_FOR_ONE = (
    r"(?:/ ?|(?:par|le|la|du|de la|pour (?:une?|le|la|chaque)|chaque|les) |(?:de )?l')"
    rf"((?:\d+ )?(?:{_PER_UNIT}))s?\b"
)
# « le m3 », « / an », « par an et par enfant », « TTC la séance »; not « le lundi », « la mairie ».
_PER_CHAIN = re.compile(
    rf" ?\(?(?:(?P<tax>ttc|ht|h\.t\.?|t\.t\.c\.?)\b ?)?(?P<per>{_FOR_ONE}(?:(?: et)? ?{_FOR_ONE})*)?"
)

_FOR_ONE_PATTERN = re.compile(_FOR_ONE)

_EURO = r"(?:€|\beuros?\b|\beur\b)"
_SCALE = r"(?P<scale>k|m|milliers? d'|millions? d'|millions?)"
# Cents touch the sign (« 3€50 ») or come before what may follow them: « 3 € 50 par repas » is 3,50 €,
# « 3 € 12 enfants » 3 €.
_CENTS = (
    r"(?:(?<=€)(?P<glued>\d\d)|(?: et)? ?(?P<cents>\d\d)(?: ?(?:centimes?|cts?)\b"
    r"|(?= ?(?:[.,;:)|/]|par |le |la |les |l'|pour |et |ttc|ht|\n|$))(?!/\d)))(?!\d|[.,]\d| ?[€%h])"
)
_ONE = re.compile(
    rf"(?:(?P<n>{DIGITS}) ?(?:{_SCALE} ?|d')?|(?P<words>{IN_WORDS}) (?:d')?)(?:{_EURO}|euros?\b)(?:{_CENTS})?"
)
# « entre 3 et 5 € », « 3 à 5 € », « 3-5 € »; not the minutes of « 8 h 30 - 5 € ».
_RANGE = re.compile(
    rf"(?:(?P<entre>entre) )?(?:de )?(?<!h)(?<!h )(?P<low>{DIGITS})(?: ?{_EURO})?(?: (?P<to>a|et) | ?- ?)"
    rf"(?P<high>{DIGITS}) ?{_EURO}"
)
# « € 12 », « EUR 12,50 »: invoices. Never after a figure, whose sign it would be.
_SIGN_FIRST = re.compile(rf"(?<!\d)(?<!\d )(?:€|\beur\b) ?(?P<n>{DIGITS})")
_CENTIMES = re.compile(rf"(?P<n>{DIGITS}|{IN_WORDS}) (?:centimes?\b(?: d'euros?)?|cts\b)")
# « gratuit », « gratuité », « à titre gracieux », « sans frais », « ne coûte rien », « ne paie pas. », « sans rien
# payer », « rien à payer »; not « non gratuit », « n'est pas gratuit », « sans frais de port ».
_FREE = re.compile(
    r"(?<!non )(?<!pas )(?:\bgratuit(?:e|es|s|ement|ite)?\b|\ba titre gracieux\b|\bgracieusement\b"
    r"|\bsans frais\b(?! d)|\bsans rien (?:avoir a )?payer\b|\brien a payer\b"
    r"|\bne (?:vous |lui |leur |nous )?(?:cout|pai|pay)\w+ (?:(?:jamais )?rien\b"
    r"|pas(?= ?(?:[.,;:)]|$|quand|si |s'|lorsqu))))"
)
_UP_TO = re.compile(
    r"(?:jusqu'a|pas plus de|plafon\w+ (?:a|de)|maxim\w+(?: de| a| :)?|dans la limite de|au plus|moins de"
    r"|inferieure?s? (?:ou egale?s? )?a|n'excedant pas|ne (?:peut|doit|pourra|devra) (?:pas )?(?:exceder|depasser)"
    r"|limitee?s? a|<=?) ?$"
)
_AT_LEAST = re.compile(
    r"(?:a partir de|a compter de|plus de|minim\w+(?: de| a| :)?|au moins|des|superieure?s? (?:ou egale?s? )?a|>=?) ?$"
)
_AFTER_MOST = re.compile(r" ?\(?(?:maxi(?:mum)?|au plus|au maximum)\b")
_AFTER_LEAST = re.compile(r" ?\(?(?:mini(?:mum)?|au moins|au minimum|et plus)\b")
_BEFORE = 40
"""Code points read before an amount: the longest opening above has about 25."""

_PERCENT = re.compile(
    rf"(?:(?P<low>{DIGITS})(?: ?%)? ?(?:a|et|-) ?)?(?P<n>{DIGITS}|{IN_WORDS})(?P<sign> ?(?:%|pour ?cents?\b|‰"
    rf"|pour mille\b))"
)
"""« 2,5 % », « 20 à 30 % », « dix pour cent »; not « 20 pour des enfants »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentage:
    """Per cents from ``low`` to ``high``, equal for a single rate; « 3 ‰ » is 0.3."""

    low: Decimal
    high: Decimal


def amounts_in(text: str) -> list[TypedSpan[Amount]]:
    """Amounts of ``text`` in order; no two share a character. A span covers what follows it too (« le repas »)."""
    line = flat(text)
    found: list[TypedSpan[Amount]] = []
    if "€" in line or "euro" in line or "eur " in line:
        found += _ranges(line)
        found += [_single(line, m) for m in _ONE.finditer(line) if _is_free_of(m, found)]
        found += [_single(line, m) for m in _SIGN_FIRST.finditer(line) if _is_free_of(m, found)]
    if "cts" in line or "centime" in line:
        cents = ((m, number(m["n"]) / 100) for m in _CENTIMES.finditer(line) if _is_free_of(m, found))
        found += [_span(line, m, value, value) for m, value in cents]
    if "gra" in line or "sans " in line or "rien" in line or " pas" in line:
        found += [_span(line, m, Decimal(0), Decimal(0)) for m in _FREE.finditer(line)]
    return sorted(found, key=lambda span: span.start)


def percentages_in(text: str) -> list[TypedSpan[Percentage]]:
    """Percentages of ``text`` in order."""
    line = flat(text)
    if not re.search("%|‰|pour ?(?:cent|mille)", line):
        return []
    return [
        TypedSpan(kind=FactKind.PERCENTAGE, start=m.start(), end=m.end(), value=_percentage(m))
        for m in _PERCENT.finditer(line)
    ]


def _percentage(m: re.Match[str]) -> Percentage:
    scale = 10 if "‰" in m["sign"] or "mille" in m["sign"] else 1
    # A dot never parts thousands here: « 14.025 % » is 14,025 %.
    high = number(m["n"].replace(".", ","))
    low = number(m["low"].replace(".", ",")) if m["low"] else high
    return Percentage(low=min(low, high) / scale, high=max(low, high) / scale)


def _ranges(line: str) -> list[TypedSpan[Amount]]:
    found = []
    for m in _RANGE.finditer(line):
        low, high = number(m["low"]), number(m["high"])
        if high >= 1000 and high % 1000 == 0 and low * 1000 < high:
            low *= 1000  # « 15 à 18 000 € »: the thousands are said once
        # « 3 et 5 € » without « entre » are two prices; a range goes up (« article 12 - 5 € » does not).
        if low < high and (m["to"] != "et" or m["entre"]):
            found.append(_span(line, m, low, high))
    return found


def _is_free_of(m: re.Match[str], spans: list[TypedSpan[Amount]]) -> bool:
    return all(m.end() <= span.start or span.end <= m.start() for span in spans)


def _single(line: str, m: re.Match[str]) -> TypedSpan[Amount]:
    groups = m.groupdict()
    value = number(groups["n"] or groups["words"])
    if groups.get("scale"):
        value *= 1000 if groups["scale"] == "k" or groups["scale"].startswith("millier") else 1_000_000
    cents = groups.get("cents") or groups.get("glued")
    if cents and value == value.to_integral_value():
        value += Decimal(cents) / 100
    before, after = line[max(0, m.start() - _BEFORE) : m.start()], line[m.end() : m.end() + _BEFORE]
    if _UP_TO.search(before) or _AFTER_MOST.match(after):
        return _span(line, m, None, value)
    if _AT_LEAST.search(before) or _AFTER_LEAST.match(after):
        return _span(line, m, value, None)
    return _span(line, m, value, value)


def _span(line: str, m: re.Match[str], low: Decimal | None, high: Decimal | None) -> TypedSpan[Amount]:
    chain = _PER_CHAIN.match(line, m.end())
    if chain is None or not (chain["tax"] or chain["per"]):
        return _amount_span(m.start(), m.end(), Amount(low=low, high=high))
    per = tuple(_FOR_ONE_PATTERN.findall(chain["per"] or ""))
    tax = (chain["tax"] or "").replace(".", "")
    return _amount_span(m.start(), chain.end(), Amount(low=low, high=high, per=per, tax=tax))


def _amount_span(start: int, end: int, value: Amount) -> TypedSpan[Amount]:
    return TypedSpan(kind=FactKind.AMOUNT, start=start, end=end, value=value)
