"""Personal data that masking is not enough for: the whole document waits for a person's eye. Pure.

A rule needs a person and a matter in one sentence, or a number whose key is right: what speaks of aid, illness or
discipline in general (a by-law, a budget, a calendar of vaccinations) passes.
"""

import re
from collections.abc import Iterator, Sequence

from french.account_numbers import PUBLIC_BANKS, ibans_in, nirs_in, ribs_in
from french.people_words import given_names
from french.sentences import sentence_spans
from french.typed_span import flat
from ingest.masking.people import FoundPerson
from ingest.masking.places import Place
from ingest.text import Signal

HEALTH, AID, CHILDREN, BANK, NUMBER, DISCIPLINE = "DP-01", "DP-02", "DP-03", "DP-04", "DP-05", "DP-06"

# Each beside sentences met, names changed: tests/ingest/masking/test_sensitive.py.
_HEALTH = re.compile(
    r"\b(?:conges? (?:de |pour )?(?:longue |grave )?(?:maladie|longue duree|maternite)|maladie (?:ordinaire|"
    r"professionnelle)|longue maladie|"
    r"arret (?:de travail|maladie)|inaptitude|(?:declaree?|reconnue?) (?:inapte|invalide|handicapee?)|invalidite|"
    r"hospitalisee?|pathologie|cancer|depression|"
    r"enceinte|grossesse|mi-temps therapeutique|temps partiel therapeutique|accident (?:du travail|de service|"
    r"de trajet)|imputab\w+ au service|taux d'incapacite|"
    r"qualite de travailleur handicape|soins medicaux|traitement medical|en raison de (?:son|sa|"
    r"leur) (?:etat de sante|handicap|maladie)|"
    r"allocation (?:aux )?adultes? handicapes?|aah\b|mdph)\b"
)
_AID = re.compile(
    r"\b(?:aides? sociales?|aides? financieres? exceptionnelles?|secours(?: d'urgence| exceptionnels?|"
    r" financiers?)?|aide (?:alimentaire|facultative|d'urgence)|"
    r"bons? (?:alimentaires?|d'achat)|rsa\b|fsl\b|surendettement|obligation alimentaire|allocation personnalisee|"
    r"\bapa\b|prise en charge (?:de|des) (?:frais|la cantine|factures?|loyers?)|"
    r"admission a l'aide|hebergement d'urgence|expulsion|impayes? de (?:loyer|cantine|facture)s?|remise gracieuse|"
    r"effacement de (?:la )?dette|creances? eteintes?)\b"
)
_DECIDES = re.compile(
    r"\b(?:accord\w+|attribu\w+|octro\w+|allou\w+|vers(?:e|er|ee|ement)\w*|refus\w+|rejet\w*|admis\w*|admet\w*|"
    r"decid\w+|accept\w+|prend en charge|beneficie\w*|sollicit\w+|demand\w+|eteint\w*)\b"
)
_DISCIPLINE = re.compile(
    r"\b(?:sanction(?:s|nee?)?|procedure disciplinaire|conseil de discipline|licenciee? pour|faute (?:grave|lourde|"
    r"professionnelle)|abandon de poste|"
    r"revocation|revoquee?|blame|exclusion temporaire|mise? a pied|suspendue? de (?:ses )?fonctions|"
    r"insuffisance professionnelle|"
    r"condamnee?|mise? en examen|garde a vue|casier judiciaire|peine de prison|detention|"
    r"mise? en demeure de quitter)\b"
)
_CHILD = re.compile(
    r"\b(?:l'enfant|l'eleve|les enfants|les eleves|"
    r"le mineur|la mineure|mineure?s?)\s+(?=[^\s])"
)
_GIVEN = re.compile(r"[A-ZÀ-Þ][\w'’-]+")
_ACCOUNT = re.compile(r"\b(?:rib|iban|compte|banque|bancaire)\b")
# Whose account it may be without harm: the town's, a public accountant's, a firm's or an association's for payment.
_PAYABLE = re.compile(
    r"\b(?:tresor|tresorerie|dgfip|finances publiques|regie|regisseur|banque de france|commune|mairie|ville|"
    r"syndicat|communaute|ccas|association|comite|societe|sarl|sas|entreprise|"
    r"club|amicale|fondation|cooperative|dons?)\b"
)

Named = tuple[Place, Sequence[FoundPerson]]


def sensitive_signals(named: Sequence[Named]) -> list[Signal]:
    """One signal a rule and page, with the words that set it off and never the person's."""
    found: dict[tuple[str, int | None], Signal] = {}
    for place, people in named:
        for rule, words in (*_by_sentence(place, people), *_by_number(place, people), *_children(place)):
            signal = Signal(rule=rule, first_page=place.page, last_page=place.page, measures=(("words", words),))
            found.setdefault((rule, place.page), signal)
    return list(found.values())


def _by_sentence(place: Place, people: Sequence[FoundPerson]) -> Iterator[tuple[str, str]]:
    private = [person for person in people if person.is_masked]
    if not private:
        return
    offset = 0
    for line in place.text.split("\n"):
        for start, end in sentence_spans(line):
            if any(offset + start <= person.start < offset + end for person in private):
                yield from _of_a_person(flat(line[start:end]))
        offset += len(line) + 1


def _of_a_person(sentence: str) -> Iterator[tuple[str, str]]:
    health, aid, discipline = _HEALTH.search(sentence), _AID.search(sentence), _DISCIPLINE.search(sentence)
    if health:
        yield HEALTH, health.group()
    if aid and _DECIDES.search(sentence):
        yield AID, aid.group()
    if discipline:
        yield DISCIPLINE, discipline.group()


def _by_number(place: Place, people: Sequence[FoundPerson]) -> Iterator[tuple[str, str]]:
    if nirs_in(place.text):
        yield NUMBER, "NIR"
    folded = flat(place.text)
    accounts = [("IBAN", bank) for _, _, bank in ibans_in(place.text)]
    if _ACCOUNT.search(folded):
        accounts += [("RIB", bank) for _, _, bank in ribs_in(place.text)]
    is_named = any(person.is_masked for person in people)
    for words, bank in accounts:
        if bank not in PUBLIC_BANKS and (is_named or not _PAYABLE.search(folded)):
            yield BANK, words


def _children(place: Place) -> Iterator[tuple[str, str]]:
    folded = flat(place.text)
    for found in _CHILD.finditer(folded):
        word = _GIVEN.match(place.text, found.end())
        if word and flat(word.group()).split("-")[0] in given_names():
            yield CHILDREN, found.group().strip()
