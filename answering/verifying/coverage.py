"""How much of a sentence's wording the document says, so that an invented statement without a figure is caught too."""

import re
from collections.abc import Iterator

from answering.verifying.anchors import anchored_by_words, same_and_opposite
from answering.verifying.read_text import ReadText, Statement
from answering.verifying.verified import Lack, Unsupported
from french.analyser import words as words_of
from french.markers import MarkerFamily
from french.negations import refuses
from french.numerals import IN_WORDS
from french.typed_span import FactKind, flat
from french.wording import called_otherwise, content_stems, said_by, wording

# Share of the content words that the document says, by itself or by words that stand for them. With figures that agree
# a sentence may say more in its own words. Measured on the development half of eval/fabrications.jsonl.
FLOOR = 0.6
FLOOR_WITH_FIGURES = 0.25
MOST_UNSAID = 2
_WAYS = {
    FactKind.PHONE: "téléphone téléphonique appel appelez appeler numéro joindre",
    FactKind.EMAIL: "courriel mail électronique écrire écrivez message",
    FactKind.LINK: "ligne internet site web portail",
    FactKind.AMOUNT: "prix tarif coût cotisation montant redevance abonnement adhésion entrée ticket",
    FactKind.HOURS: "heure horaires ouverture",
    FactKind.DATE: "date",
    FactKind.ADDRESS: "adresse",
}
_SUBJECT = re.compile(
    r"(?:^|, |\. |: )(?:(?:le|la|les|un|une|des|chaque|toute?|tou(?:s|tes) les|cette|cet|ces|votre|vos|son|sa|ses"
    r"|aucune?) |l')"
    r"(?:(?:nouve\w+|ancien\w*|seule?s?|meme|petite?s?|grande?s?|autres?|premier\w*|derni\w+|prochain\w*"
    r"|deuxieme|second\w*) )?"
    r"(?P<noun>[a-z][a-z\-]+)"
)
_NO_SUBJECT_KINDS = frozenset({FactKind.POPULATION, FactKind.DAYS, FactKind.PERIOD, FactKind.DATE})
_NO_SUBJECTS = re.compile(
    "fois|matin(?:ee)?|midi|soir(?:ee)?|nuit|printemps|ete|hiver|automne|reste|suite|ensemble"
    "|jours?|metres?|litres?|kilos?|cas|mairie|commune|ville|papiers|documents?|pieces?|regles?|conditions?|demarches?"
)

_JUDGED = re.compile(
    "interdite?s?|obligatoires?|gratuite?s?|facultati(?:f|ve)s?|payante?s?|autorisee?s?|conseillee?s?|recommandee?s?"
)
"""Words that decide, among those that have an opposite."""

# « joignez la facture », « on peut assister aux séances »: how the person is addressed, in the sentence's own verb.
_ADDRESSED = re.compile(
    r"(?i)\b(?!chez|assez|rendez|nez)\w{3,}ez\b|(?:(?<=\bpeut )|(?<=\bpeut y )|(?<=\bpeuvent )|(?<=\bpouvez ))"
    r"\w{3,}(?:er|ir|re)\b"
)
_FREE = re.compile(r"\b(?:gratuit\w*|offert\w*|(?:entree|acces)[a-z ]{0,8} libre|sans frais|exoner\w+)")
_INCLUDED = re.compile(r"\b(?:comprise?s?|incluse?s?) dans\b|\b(?:est|sont) (?:comprise?s?|incluse?s?)\b")
_NUMERAL = re.compile(rf"(?i){IN_WORDS}")
"""« deux jours »: numbers are checked as numbers."""

_BANS = re.compile("interdite?s?|interdiction|defendue?s?|refusee?s?")
_TELLING = frozenset(FactKind) - {FactKind.POPULATION, FactKind.DAYS}

# « le verre, les textiles, les huiles et les gravats »: two items or more before the last.
_ITEM = r"(?:(?:le|la|les|l'|un|une|des|du|de la|de l'|aux?|ni) ?)?[a-z][a-z'\-]+(?: (?:de |d'|du )?[a-z'\-]+)?"
_ARTICLE = re.compile(r"(?:le|la|les|l'|un|une|des|du|de la|de l'|aux?) ?[a-z]")
_LIST = re.compile(rf"(?P<items>{_ITEM}(?:, {_ITEM})*) (?:et|ou|ni) (?P<last>{_ITEM})")


def unsupported_wording(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """The words of ``sentence`` that ``known`` does not say, when they are too many or one of an enumeration."""
    stems = list(dict.fromkeys(content_stems(_NUMERAL.sub(" ", _ADDRESSED.sub(" ", sentence.text)))))
    otherwise = called_otherwise(sentence.text, known.stems)
    reached = ways_given(known) | _denied_opposites(sentence, known)
    unsaid = [s for s in stems if s not in otherwise and s not in reached and not said_by(s, known.stems)]
    counted = [count for count in sentence.counts if not count.noun or said_by(count.noun, known.stems)]
    has_figures = any(fact.kind in _TELLING for fact in sentence.facts) or bool(counted)
    floor = FLOOR_WITH_FIGURES if has_figures else FLOOR
    if len(unsaid) > (MOST_UNSAID if has_figures else 0) and (len(stems) - len(unsaid)) / len(stems) < floor:
        yield Lack(kind=Unsupported.WORDING, words=" ".join(unsaid))
    yield from _strange_subjects(sentence, frozenset(unsaid))
    named = [stem for stem in stems if said_by(stem, known.stems)]
    yield from _added_items(sentence, frozenset(stems) - frozenset(named))
    yield from _strange_predicates(sentence, known)
    if (m := _INCLUDED.search(flat(sentence.text))) and not said_by("inclus", known.stems):
        yield Lack(kind=Unsupported.WORDING, words=m.group())


def ways_given(known: ReadText) -> frozenset[str]:
    """Words for a way to reach someone that the document gives as such: « par téléphone » for a number."""
    kinds = {fact.kind for fact in known.facts} | ({FactKind.LINK} if known.links else set())
    ways = [words for kind, words in _WAYS.items() if kind in kinds]
    if _FREE.search(flat(known.text)):  # « sans payer » of « entrée libre »
        ways.append("payer paie prix gratuit coûte")
    return frozenset(stem for words in ways for stem in content_stems(words))


def _denied_opposites(sentence: ReadText, known: ReadText) -> frozenset[str]:
    """« pas autorisé » of what the document says to be « interdit »; « interdit » of what it denies."""
    denied = frozenset(stem for statement in sentence.statements for stem in statement.denied)
    there = frozenset(words_of(known.text))
    found = [w for w in words_of(sentence.text) if wording().opposites.get(w, frozenset()) & there]
    refused = [w for w in words_of(sentence.text) if known.negations and _BANS.fullmatch(w)]
    if refuses(known.text) or known.negations:  # « n’ont pas le droit » of « exclus »
        found += [w for w in words_of(sentence.text) if w == "droit"]
    is_negated = any(not n.is_privative for n in sentence.negations)  # « un mineur ne peut pas » of « être majeur »
    opposed = frozenset(s for word in found for s in content_stems(word) if s in denied or is_negated)
    return opposed | frozenset(stem for word in refused for stem in content_stems(word))


def _strange_subjects(sentence: ReadText, unsaid: frozenset[str]) -> Iterator[Lack]:
    """« La patinoire est gratuite » of a document on the swimming pool: what a clause opens with is named there."""
    others = [fact.start for fact in sentence.facts if fact.kind in _NO_SUBJECT_KINDS]
    others += [count.start for count in sentence.counts]
    for m in _SUBJECT.finditer(flat(sentence.text)):
        stems = content_stems(m["noun"])
        is_other = any(m.start() <= start <= m.end() for start in others) or _NO_SUBJECTS.fullmatch(m["noun"])
        if stems and not is_other and unsaid.issuperset(stems):
            yield Lack(kind=Unsupported.WORDING, words=m["noun"])


def _strange_predicates(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« interdit », « obligatoire », « gratuit » that the document says, but of something else."""
    decided = wording().opposites
    for statement in sentence.statements:
        if statement.denied:
            continue
        for word in words_of(sentence.text[statement.start : statement.end]):
            if word not in decided or not _JUDGED.fullmatch(word):
                continue
            near = anchored_by_words(statement.tokens, known, without=same_and_opposite(word))
            if not near or any(one.denied for one in near):
                continue
            there = frozenset(stem for one in near for stem in one.stems)
            is_strange = not _is_said(word, there)
            if is_strange and _is_said_of_another(word, statement, known):
                yield Lack(kind=Unsupported.WORDING, words=word)


def _is_said(word: str, there: frozenset[str]) -> bool:
    return any(said_by(stem, there) for stem in content_stems(word))


def _is_said_of_another(word: str, said: Statement, known: ReadText) -> bool:
    """Whether the statements that say ``word`` share nothing else with the sentence, their exceptions apart."""
    rule = [stem for stem in said.stems if stem not in content_stems(word)]
    holding = [s for s in known.statements if any(said_by(stem, s.stems) for stem in content_stems(word))]
    for one in holding:
        ends = [m.start for m in known.markers if m.family is MarkerFamily.EXC and one.start <= m.start < one.end]
        stems = content_stems(known.text[one.start : min(ends, default=one.end)])
        if any(said_by(stem, stems) for stem in rule):
            return False
    return bool(holding)


def _added_items(sentence: ReadText, unsaid: frozenset[str]) -> Iterator[Lack]:
    """An item of an enumeration that the document does not name among those that it names."""
    for m in _LIST.finditer(flat(sentence.text)):
        items = [*m["items"].split(", "), m["last"]]
        read = [(item, content_stems(item)) for item in items]
        added = [item for item, stems in read if stems and unsaid.issuperset(stems)]
        is_named = bool(added) and _ARTICLE.match(added[0]) is not None
        if len(added) == 1 and (len(items) > 2 or (is_named and len(items) == 2)):
            yield Lack(kind=Unsupported.WORDING, words=added[0])
