"""Phones, e-mail and postal addresses and sites that a sentence gives, and whose they are."""

import re
from collections.abc import Iterator

from clarity.contradictory import values
from clarity.contradictory.claim import ClaimKind
from clarity.contradictory.clauses import Sentence
from clarity.contradictory.given import NONE, Given
from clarity.contradictory.wording import stems_in
from french.typed_span import AnySpan, FactKind, flat

_KINDS = {
    FactKind.PHONE: ClaimKind.PHONE,
    FactKind.EMAIL: ClaimKind.EMAIL,
    FactKind.ADDRESS: ClaimKind.ADDRESS,
    FactKind.LINK: ClaimKind.LINK,
}
# Its own channel says nothing more of a contact: « par courriel à », « par téléphone au », « sur place au ».
_APART = {
    FactKind.PHONE: ("way:phone", "way:fax"),
    FactKind.EMAIL: ("way:online",),
    FactKind.ADDRESS: ("way:desk", "site:"),
    FactKind.LINK: ("way:online",),
}
_NO_NARROWING = ("days:", "when:", "age:", "who:school")
_SERVICE = re.compile(r"\b(?:service|bureau|accueil|guichet|secretariat|standard|numero|telephone|adresse|courriel)\b")
# « contactez le service cimetière au », « écrivez à la bibliothèque ( », « à retourner au service scolaire par mail
# : »; not « appelez le 02… », « adressez votre courrier à ».
_CALLED = re.compile(
    r"\b(?:contact\w+|appel\w+|preven\w+|alert\w+|avis\w+|interrog\w+|joindre|joign\w+|ecri\w+|telephon\w+|adress\w+|envoy\w+|retourn\w+|transm\w+|aupres)"
    r"(?:-vous)?(?: [a-z]+){0,3}? (?:d'|de )?(?:a la |a l'|au |aux |la |les |le |l'|du )(?P<who>[a-z][a-z' -]*)$"
)
# « à la maison des associations, 15 rue », « à l'accueil (4 place »: where, named just before its address.
_AT = re.compile(r"\b(?:a la |a l'|au |aux |dans la |dans le |chez )(?P<who>[a-z][a-z' -]*)$")
_TAIL = re.compile(
    r"(?: par (?:mail|courriel|e-mail|telephone"
    r"|message))?(?: au numero)?[ :(,-]*(?:\b(?:a l'adresse(?: suivante)?|au|a|sur)\b)?[ :(,-]*$"
)
# « , Villechaume », « , à Villechaume », « (Villechaume) » after a number and a way.
_LOCALITY = re.compile(r",? ?(?:à |- |\()?(?P<name>[A-ZÉÈÎ][\w’'-]+(?:[ -][A-ZÉÈÎ][\w’'-]+){0,3})(?=[.,;)\s]|$)")
_FAX = re.compile(r"\b(?:fax|telecopie)[^\d+]{0,40}$")
_MOBILE = re.compile(r"\+33[67]")
# A site is where one does something: « inscriptions sur », « paiement : »; « plus d'informations sur » names none.
_DOES = re.compile(
    r"\b(?:inscri|reserv|pai(?:e|ement)|payer|payez|regl(?:er|ez)|depos|depot|signal|prendre rendez-vous"
    r"|prise de rendez-vous"
    r"|adher|adhes|abonn|command)"
)


def contacts_in(sentence: Sentence) -> Iterator[Given]:
    """Each contact that ``sentence`` gives; a site only where it is the one place to do a thing."""
    for fact in sentence.facts:
        value = _value(sentence, fact)
        if value is None:
            continue
        locality = _LOCALITY.match(sentence.text, fact.end) if fact.kind is FactKind.ADDRESS else None
        yield Given(
            kind=_KINDS[fact.kind],
            values=frozenset({value}),
            start=fact.start,
            end=locality.end() if locality else fact.end,
            qualifiers=_line(sentence, fact) if fact.kind is FactKind.PHONE else NONE,
            fact=fact,
            thing=_whose(sentence, fact),
            more=stems_in(locality["name"]) if locality else NONE,
            apart=_NO_NARROWING + _APART[fact.kind],
        )


def _value(sentence: Sentence, fact: AnySpan) -> str | None:
    """In one normal form; None for what is no contact, or none that is sure."""
    match fact.kind:
        case FactKind.PHONE:
            return str(fact.value) if fact.value.startswith("+33") else None
        case FactKind.EMAIL:
            return str(fact.value)
        case FactKind.ADDRESS:
            return values.address(fact.value)
        case FactKind.LINK:
            is_place = len(sentence.of(FactKind.LINK)) == 1 and _DOES.search(flat(sentence.text))
            return str(fact.value) if is_place else None
        case _:
            return None


def _line(sentence: Sentence, phone: AnySpan) -> frozenset[str]:
    """Whether a number is that of a mobile phone or of a fax, as the word before it tells: « Tél. … – Fax … »."""
    told = {"way:mobile"} if _MOBILE.match(phone.value) else set()
    return frozenset(told | ({"way:fax"} if _FAX.search(flat(sentence.text), 0, phone.start) else set()))


def _whose(sentence: Sentence, fact: AnySpan) -> frozenset[str] | None:
    """The stems of who is named as called, or stands just before; None where none is."""
    if fact.kind is FactKind.LINK:
        return None
    before = _TAIL.sub("", flat(sentence.text)[: fact.start])
    called = (_AT if fact.kind is FactKind.ADDRESS else _CALLED).search(before)
    if called and (stems := stems_in(called["who"])):
        return stems
    found = list(_SERVICE.finditer(flat(sentence.text), 0, fact.start))
    named = stems_in(sentence.text[found[-1].end() : fact.start]) if found else NONE
    return named or None
